/*
 * Who gets a signal: the main process, its group, its session, or all that is
 * below podinit.  When one is sent is decided elsewhere.
 *
 * kill(2) with -1 is for PID 1 alone: there it means the processes of its own
 * PID namespace and no others.  Anywhere else it would mean the whole machine.
 */
#include "config.h"

#include "scope.h"

#include <sys/wait.h>

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "signame.h"
#include "walk.h"

/* A walk ends with the pass that finds nothing new, or after so many. */
enum { PASSES_MAX = 16 };

/* What is sent to each process of a walk. */
struct sending {
	int number;
	bool wakes;
	bool any_session;
	pid_t session;			/* else this one; 0: one from outside */
};

/* Returns whether anybody is there: to have ended meanwhile is no failure. */
static bool
send_to(pid_t target, int number)
{
	if (kill(target, number) == 0)
		return true;
	if (errno == ESRCH)
		return false;
	diag(DIAG_WARNING, "kill %d %s: %s", (int)target,
	    signame_of(number).text, strerror(errno));
	return true;
}

static bool
send_and_wake(pid_t target, const struct sending *sending)
{
	if (!send_to(target, sending->number))
		return false;
	if (sending->wakes)
		send_to(target, SIGCONT);
	return true;
}

static void
visit(const struct procs_process *process, void *context)
{
	const struct sending *sending = context;

	/* getpid() and 1 are never below podinit; 0 and -1 mean many. */
	if (process->pid > 1 && !procs_is_dead(process) &&
	    (sending->any_session || process->session == sending->session))
		send_and_wake(process->pid, sending);
}

/* Whether everything below podinit could be reached. */
static bool
send_to_walk(struct sending *sending)
{
	struct walk walk;

	if (!walk_begin(&walk)) {
		diag(DIAG_WARNING, "/proc is not usable (%s): %s reaches the"
		    " main process's group only", strerror(errno),
		    signame_of(sending->number).text);
		return false;
	}
	for (int pass = 0; pass < PASSES_MAX; pass++)
		if (walk_pass(&walk, visit, sending) == 0)
			break;
	walk_end(&walk);
	return true;
}

void
scope_send(enum scope scope, pid_t main_process, int number)
{
	struct sending sending = {
		.number = number,
		.any_session = scope != SCOPE_SESSION,
	};

	switch (scope) {
	case SCOPE_CHILD:
		send_to(main_process, number);
		return;
	case SCOPE_GROUP:
		break;
	case SCOPE_SESSION:
		sending.session = getsid(main_process);
		if (send_to_walk(&sending))
			return;
		break;
	case SCOPE_ALL:
		if (getpid() == 1) {
			send_to(-1, number);
			return;
		}
		if (send_to_walk(&sending))
			return;
		break;
	}
	send_to(-main_process, number);
}

bool
scope_send_to_rest(pid_t group, int number, bool wakes)
{
	struct sending sending = {
		.number = number,
		.any_session = true,
		.wakes = wakes,
	};
	siginfo_t info;

	if (getpid() == 1)
		return send_and_wake(-1, &sending);
	if (!send_to_walk(&sending) && waitid(P_PGID, (id_t)group, &info,
	    WEXITED | WNOHANG | WNOWAIT) == 0)
		/* A child of ours is in it: it is still that group. */
		send_and_wake(-group, &sending);
	return true;
}
