/*
 * Starts the main process: group, terminal, directory, signals, exec.  What
 * becomes of it afterwards is supervise.c's.
 *
 * The child shares podinit's memory and stack, and podinit waits until it has
 * executed, vfork(2): nothing is copied and no page is touched twice.  It goes
 * down from fork_main() and never comes back, so no frame of the parent's is
 * its to write to but that one; what it writes to besides is its pid in the
 * environment.
 */
#include "config.h"

#include "spawn.h"

#include <sys/syscall.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "confine.h"
#include "descriptors.h"
#include "diag.h"
#include "execute.h"
#include "number.h"
#include "os.h"
#include "status.h"
#include "voice.h"

/* What the child works from, and where it says why it failed. */
struct start {
	const struct spawn_request *request;
	int directory;			/* to go back to, or -1 */
	int failure[2];			/* close-on-exec pipe, or -1 twice */
	volatile bool shares;		/* the child's memory is the parent's */
	volatile int error;		/* where it does */
};

/*
 * Says to the parent why the command was not executed: a pipe, where the two
 * do not share their memory.  Where vfork(2) is fork(2) (valgrind, qemu-user)
 * it is not told: the exit status is then all there is.
 */
static void
report(struct start *start, int error)
{
	ssize_t ignored;

	start->error = error;
	if (start->failure[1] == -1)
		return;
	ignored = write(start->failure[1], &error, sizeof(error));
	(void)ignored;
}

/*
 * Keeps from main what the caller did not mean for it: with a new root its
 * descriptors lead out of there.  Those of socket activation are meant,
 * sd_listen_fds(3).
 */
static void
withhold_descriptors(const struct spawn_request *request)
{
	const struct plan *plan = request->plan;
	long long kept = plan->preserve_fds, passed;

	if (kept == -1 && plan->root == NULL)
		return;
	for (char **entry = request->environment; *entry != NULL; entry++)
		if (strncmp(*entry, "LISTEN_FDS=", 11) == 0 &&
		    number_decimal(*entry + 11, 0, INT_MAX - 3, &passed) &&
		    passed > kept)
			kept = passed;
	descriptors_close_on_exec_from(3 + (kept > 0 ? (int)kept : 0));
}

/* Where main's own filter forbids even that, no instruction of ours is left. */
static _Noreturn void
leave(int status)
{
	syscall(SYS_exit_group, status);
	__builtin_trap();
}

/* Main cannot be what was asked for; the error is an errno. */
static _Noreturn void
give_up(struct start *start, int error)
{
	report(start, -error);
	leave(habits_status(start->request->plan->persona, STATUS_FAILED));
}

/* The status of a command that could not be executed, for error. */
static int
status_for(const struct plan *plan, int error)
{
	bool is_other = habits_of(plan->persona)->tells_two_errors &&
	    error != ENOENT && error != EACCES;

	return habits_status(plan->persona, is_other ? STATUS_FAILED :
	    execute_status(error));
}

static _Noreturn void
child(struct start *start)
{
	const struct spawn_request *request = start->request;
	const struct plan *plan = request->plan;
	int error;

	start->shares = true;
	if ((plan->setsid ? setsid() : setpgid(0, 0)) == -1) {
		error = errno;
		diag(DIAG_ERROR, "%s: %s", plan->setsid ? "setsid" : "setpgid",
		    strerror(error));
		give_up(start, error);
	}
	terminal_enter(request->terminal, plan->setsid);
	if (start->directory != -1 && fchdir(start->directory) == -1) {
		error = errno;
		diag(DIAG_ERROR, "fchdir to where podinit was started: %s",
		    strerror(error));
		give_up(start, error);
	}
	withhold_descriptors(request);
	error = confine_self(plan, request->identity);
	if (error != 0)
		give_up(start, error);
	if (request->listen_pid[0] != '\0')
		snprintf(request->listen_pid, SPAWN_LISTEN_PID_SIZE,
		    SPAWN_LISTEN_PID "%d", (int)getpid());
	/* From here on a signal to this process acts as main would have it. */
	signals_restore(request->signals);
	error = seccomp_install(request->seccomp);
	if (error != 0)
		give_up(start, error);
	error = execute(plan->command, request->environment,
	    habits_of(plan->persona)->runs_scripts);
	report(start, error);
	leave(status_for(plan, error));
}

/* The parent's only frame that the child can reach. */
static __attribute__((noinline)) pid_t
fork_main(struct start *start, bool shares)
{
	pid_t pid = shares ? vfork() : os_fork(0);

	if (pid == 0)
		child(start);
	return pid;
}

/* Waits for the exec and returns what report() was told, else 0. */
static int
await_exec(struct start *start)
{
	ssize_t got;
	int error;

	if (start->failure[0] == -1)
		return start->error;
	close(start->failure[1]);
	do
		got = read(start->failure[0], &error, sizeof(error));
	while (got == -1 && errno == EINTR);
	close(start->failure[0]);
	return got == sizeof(error) ? error : 0;
}

/* There is no process to be had for main. */
static void
say_no_process(int error)
{
	if (voice_say(PHRASE_FORK_FAILED, &(struct voice_facts){
	    .detail = strerror(error) }))
		return;
	diag(DIAG_ERROR, "fork: %s%s", strerror(error), error == EAGAIN ?
	    " (RLIMIT_NPROC or the pids limit of the cgroup)" : "");
}

/* Whether the working directory is "/": nothing longer has room. */
static bool
is_at_root(void)
{
	char path[sizeof("/")];

	return getcwd(path, sizeof(path)) != NULL;
}

pid_t
spawn_main(const struct spawn_request *request, int *error)
{
	struct start start = {
		.request = request,
		.directory = -1,
		.failure = { -1, -1 },
	};
	bool moves = !is_at_root(), shares;
	pid_t pid;
	int saved;

	/* Ours is "/" before main can look, so that it pins no mount. */
	if (moves)
		start.directory = openat(AT_FDCWD, ".",
		    O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (start.directory != -1 && chdir("/") == -1)
		diag(DIAG_WARNING, "chdir /: %s", strerror(errno));
	/*
	 * unshare(CLONE_NEWTIME) takes hold of the children; before Linux 6.1
	 * not of one that shares our memory.  And what has become another user
	 * is that user's to stop and, where the sysctl fs.suid_dumpable is 1,
	 * to trace: our memory must not be within its reach.
	 */
	shares = !(request->plan->new_namespaces & 1U << NAMESPACE_TIME) &&
	    !request->identity->changes_user;
	if (!shares && pipe2(start.failure, O_CLOEXEC) == -1)
		start.failure[0] = start.failure[1] = -1;
	pid = fork_main(&start, shares);
	saved = errno;
	if (start.directory != -1)
		close(start.directory);
	else if (moves && chdir("/") == -1)
		diag(DIAG_WARNING, "chdir /: %s", strerror(errno));
	if (pid != -1) {
		/* The child may not have got there yet. */
		if (!start.shares && !request->plan->setsid)
			setpgid(pid, pid);
		*error = await_exec(&start);
		return pid;
	}
	if (start.failure[0] != -1) {
		close(start.failure[0]);
		close(start.failure[1]);
	}
	say_no_process(saved);
	return -1;
}

int
spawn_bury(const struct spawn_request *request, pid_t pid, int error)
{
	siginfo_t record;

	waitid(P_PID, (id_t)pid, &record, WEXITED);
	if (record.si_code == CLD_EXITED)
		return record.si_status;
	diag(DIAG_ERROR, "exec %s: %s (and --seccomp let it say nothing)",
	    request->plan->command[0], strerror(error));
	return status_for(request->plan, error);
}
