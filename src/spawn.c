/*
 * Starts the main process: group, terminal, directory, signals, exec.  What
 * becomes of it afterwards is supervise.c's.
 *
 * The child shares podinit's memory and podinit waits until it has executed,
 * as after vfork(2): nothing is copied.  It has a stack of its own, so that
 * it cannot write to a frame of the parent's.
 */
#include "config.h"

#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#else
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address))
#endif

#include "confine.h"
#include "diag.h"
#include "execute.h"
#include "number.h"
#include "os.h"
#include "status.h"

enum { STACK_SIZE = 32 * 1024 };

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
	os_close_on_exec_from(3 + (kept > 0 ? (int)kept : 0));
}

static int
child(void *argument)
{
	struct start *start = argument;
	const struct spawn_request *request = start->request;
	const struct plan *plan = request->plan;
	int error;

	start->shares = true;
	if ((plan->setsid ? setsid() : setpgid(0, 0)) == -1) {
		report(start, errno);
		diag(DIAG_ERROR, "%s: %s", plan->setsid ? "setsid" : "setpgid",
		    strerror(errno));
		_exit(STATUS_FAILED);
	}
	terminal_enter(request->terminal, plan->setsid);
	if (start->directory != -1 && fchdir(start->directory) == -1) {
		report(start, errno);
		diag(DIAG_ERROR, "fchdir to where podinit was started: %s",
		    strerror(errno));
		_exit(STATUS_FAILED);
	}
	withhold_descriptors(request);
	error = confine_self(plan);
	if (error != 0) {
		report(start, error);
		_exit(STATUS_FAILED);
	}
	error = execute(request->signals, plan->command, request->environment);
	report(start, error);
	_exit(execute_status(error));
}

/* Waits for the exec and returns the error of one that failed, else 0. */
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
	char stack[STACK_SIZE] __attribute__((aligned(16)));
	struct start start = {
		.request = request,
		.directory = -1,
		.failure = { -1, -1 },
	};
	bool moves = !is_at_root();
	int saved, sharing = 0;
	pid_t pid;

	/* Ours is "/" before main can look, so that it pins no mount. */
	if (moves)
		start.directory = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (start.directory != -1 && chdir("/") == -1)
		diag(DIAG_WARNING, "chdir /: %s", strerror(errno));
	/*
	 * unshare(CLONE_NEWTIME) takes hold of the children; before Linux 6.1
	 * not of one that shares our memory.
	 */
	if (!(request->plan->new_namespaces & 1U << NAMESPACE_TIME))
		sharing = CLONE_VM | CLONE_VFORK;
	else if (pipe2(start.failure, O_CLOEXEC) == -1)
		start.failure[0] = start.failure[1] = -1;
	pid = clone(child, stack + sizeof(stack), sharing | SIGCHLD, &start);
	saved = errno;
	/* The child's frames, which never returned, are still marked there. */
	ASAN_UNPOISON_MEMORY_REGION(stack, sizeof(stack));
	if (start.directory != -1)
		close(start.directory);
	else if (moves && chdir("/") == -1)
		diag(DIAG_WARNING, "chdir /: %s", strerror(errno));
	if (pid != -1) {
		/* The child may not have got there yet. */
		if (!start.shares)
			setpgid(pid, pid);
		*error = await_exec(&start);
	} else if (start.failure[0] != -1) {
		close(start.failure[0]);
		close(start.failure[1]);
	}
	errno = saved;
	return pid;
}
