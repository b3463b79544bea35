/*
 * The two processes of a container, from the clone to the start of main.  The
 * outer one stays where podinit was started and does what needs the caller's
 * view: id maps, pins, --prestart.  The inner one furnishes the namespaces and
 * then is the init.
 *
 *	outer                           inner
 *	joins, clones
 *	writes the maps    -- mapped ->
 *	                                host name, clocks, mounts
 *	                                tied to the outer one's life
 *	                   <- ready --
 *	pins, --prestart   -- go ----->
 *	supervises inner                supervises main
 *
 * Each waits for the other only where there is something to wait for, for that
 * is half of what the start of a container costs.
 */
#include "config.h"

#include "contain.h"

#include <sys/prctl.h>
#include <sys/wait.h>

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "creds.h"
#include "diag.h"
#include "die.h"
#include "filter.h"
#include "furnish.h"
#include "identity.h"
#include "join.h"
#include "link.h"
#include "mounts.h"
#include "namespace.h"
#include "os.h"
#include "pin.h"
#include "prestart.h"
#include "refusal.h"
#include "status.h"
#include "supervise.h"
#include "surroundings.h"
#include "terminal.h"
#include "usermap.h"

static void
say(const struct link *link, enum link_word word)
{
	const struct link_message message = { .word = word };

	link_say(link, &message);
}

/* Whether the inner process needs its ids before it can do anything. */
static bool
waits_for_maps(const struct plan *plan)
{
	return plan->new_namespaces & 1U << NAMESPACE_USER;
}

/*
 * Whether the outer process has something to do when the namespaces are
 * furnished and main has not started yet: --pin, --prestart, or to find out
 * what it sees of the inner one, which is what it has become by then.
 */
static bool
waits_for_outer(const struct plan *plan)
{
	return plan->given[OPTION_PIN] || plan->prestart != NULL ||
	    identity_is_asked_for(plan);
}

/*
 * Dies with the outer process, however that ends.  A change of identity
 * clears the request (prctl(2)), and one that came too late is not answered:
 * so this is the last step, and the outer process is looked for after it.
 */
static void
tie_to_outer(const struct link *outer)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1)
		die("prctl PR_SET_PDEATHSIG: %s", strerror(errno));
	if (link_is_broken(outer))
		_exit(STATUS_FAILED);
}

static int
be_inner(const struct plan *plan, struct surroundings *surroundings,
    const struct signals_started *started, const struct terminal *terminal,
    struct link *outer, struct outlets *outlets, int was_dumpable)
{
	const struct supervise_request request = {
		.plan = plan,
		.surroundings = surroundings,
		.gives_up_privilege = identity_is_asked_for(plan),
		.started = started,
		.outlets = outlets,
		.outer = outer,
	};

	/* Main's pid as the caller sees it is the outer one's to write. */
	if (outlets->pidfile.folder != -1)
		close(outlets->pidfile.folder);
	outlets->pidfile.folder = -1;
	namespace_show(plan, was_dumpable);
	if (plan->given[OPTION_JOIN] && waits_for_maps(plan))
		say(outer, LINK_SHOWN);
	/* What the terminal sends the outer one's group comes once. */
	if (setpgid(0, 0) == -1)
		die("setpgid: %s", strerror(errno));
	/* A word that does not come means that the outer process is gone. */
	if (waits_for_maps(plan) && !link_hear(outer, LINK_MAPPED))
		_exit(STATUS_FAILED);
	/* With the ids it was made with it may write to its own files. */
	namespace_furnish(plan);
	if (waits_for_maps(plan))
		usermap_become();
	if (plan->new_namespaces & 1U << NAMESPACE_MOUNT)
		mounts_make(plan);
	surroundings_settle(surroundings, plan);
	tie_to_outer(outer);
	if (waits_for_outer(plan)) {
		say(outer, LINK_READY);
		if (!link_hear(outer, LINK_GO))
			_exit(STATUS_FAILED);
	}
	/* Until now Ctrl-C was the outer one's, to end --prestart with. */
	terminal_enter(terminal, false);
	namespace_report(plan);
	filter_forbid_terminal_input();
	return supervise(&request);
}

/* Ends the inner process where it has not ended; returns its exit status. */
static int
end_inner(pid_t inner)
{
	siginfo_t record;

	kill(inner, SIGKILL);
	if (waitid(P_PID, (id_t)inner, &record, WEXITED) == -1)
		return STATUS_FAILED;
	return status_code(status_of(&record));
}

/* Makes a message a signal, of which the loop then hears. */
static void
announce(int fd)
{
	if (link_announce(fd) == -1)
		diag(DIAG_WARNING, "fcntl F_SETSIG: %s (a stop of the main"
		    " process will not be seen)", strerror(errno));
}

/*
 * What is to be done between ready and go.  Returns 0, or the exit status of a
 * failure; then the inner process has ended.
 */
static int
run_errands(const struct plan *plan, const struct prestart *prestart,
    pid_t inner, const struct link *link)
{
	int failure;

	/* It has said why. */
	if (!link_hear(link, LINK_READY))
		return end_inner(inner);
	namespace_pin(plan, inner);
	failure = prestart_run(prestart, inner);
	if (failure != 0) {
		namespace_unpin(plan);
		end_inner(inner);
	}
	return failure;
}

static int
be_outer(const struct plan *plan, const struct prestart *prestart,
    const struct signals_started *started, struct terminal *terminal,
    pid_t inner, struct link *link, const struct outlets *outlets)
{
	const struct plan passing_on = plan_passing_on(plan);
	const struct supervise_request request = {
		.plan = &passing_on,
		.gives_up_privilege = identity_is_asked_for(plan),
		.started = started,
		.outlets = outlets,
		.inner = link,
		.running = inner,
		.terminal = terminal,
	};
	int failure;

	if (waits_for_maps(plan)) {
		if (plan->given[OPTION_JOIN] && !link_hear(link, LINK_SHOWN))
			return end_inner(inner);
		usermap_write(plan, inner, started);
		say(link, LINK_MAPPED);
	}
	if (waits_for_outer(plan)) {
		failure = run_errands(plan, prestart, inner, link);
		if (failure != 0) {
			terminal_take_back(terminal, inner);
			return failure;
		}
		announce(link->fd);
		say(link, LINK_GO);
	}
	/* From here on the inner process tells what there is to tell. */
	if (plan->verbosity > 0)
		diag_set_level(DIAG_NOTICE);
	/* It starts main; what the outer one does next can wait for that. */
	sched_yield();
	return supervise(&request);
}

int
contain(struct plan *plan, char **environment,
    struct surroundings *surroundings, const struct signals_started *started,
    struct outlets *outlets)
{
	struct prestart prestart;
	struct terminal terminal;
	struct link link;
	int ends[2], was_dumpable;
	pid_t inner;

	if (plan->given[OPTION_ISOLATE] && !creds_has(CAP_SYS_ADMIN) &&
	    !plan_maps_users(plan)) {
		diag(DIAG_INFO, "without CAP_SYS_ADMIN: a user namespace, in"
		    " which the caller is root");
		plan->new_namespaces |= 1U << NAMESPACE_USER;
		plan->user_map = USER_MAP_ROOT;
	}
	if (plan->given[OPTION_SETGROUPS] && !waits_for_maps(plan))
		die("--setgroups: expected with a new user namespace, as"
		    " --user has it");
	/* Before the link, which has to break where one of the two dies. */
	prestart = prestart_prepare(plan, environment, started);
	link_make(ends);
	terminal_open(&terminal);
	was_dumpable = namespace_hide(plan);
	/* Its children would be in another PID namespace than it, clone(2). */
	if (namespace_join(plan) & plan->new_namespaces & 1U << NAMESPACE_PID)
		die("--pid: expected without --join of a PID namespace: who"
		    " has joined one can make none");
	/* Else later, for prestart_run() waits for signals. */
	if (!waits_for_outer(plan))
		announce(ends[0]);
	/* Every signal is blocked, in the child from its first instruction. */
	inner = os_fork(namespace_flags(plan->new_namespaces));
	if (inner == -1)
		namespace_die("clone", plan->new_namespaces, errno);
	link_begin(&link, ends, inner == 0 ? 1 : 0);
	if (inner == 0) {
		prestart_forget(&prestart);
		return be_inner(plan, surroundings, started, &terminal, &link,
		    outlets, was_dumpable);
	}
	return be_outer(plan, &prestart, started, &terminal, inner, &link,
	    outlets);
}
