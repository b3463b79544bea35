/*
 * Runs a command of podinit's own beside the container, before there is a main
 * process: a helper, a hook.  What it is for is the caller's affair.
 */
#include "config.h"

#include "command.h"

#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "descriptors.h"
#include "execute.h"
#include "os.h"

/* What the child works from. */
struct start {
	const char *const *argv;
	char *const *environment;
	const struct signals_started *signals;
	pid_t parent;
	int input;			/* a pipe that holds all there is */
	int output;			/* a pipe, or -1 for podinit's own */
};

/* Makes fd the descriptor at, open across exec. */
static void
place(int fd, int at)
{
	if (fd == at)
		fcntl(fd, F_SETFD, 0);
	else
		dup2(fd, at);
}

static _Noreturn void
child(const struct start *start)
{
	int kept[] = { 0, 1, 2 };
	pid_t parent;

	setpgid(0, 0);
	/* A set-user-id program clears it again, and is soon at its end. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* 0 is a parent that lives outside a PID namespace it has joined. */
	parent = getppid();
	if (parent != start->parent && parent != 0)
		_exit(STATUS_FAILED);
	/* The input first: its pipe may be 1 or 2 where these were closed. */
	place(start->input, STDIN_FILENO);
	if (start->output != -1) {
		place(start->output, STDOUT_FILENO);
		place(start->output, STDERR_FILENO);
	}
	descriptors_close_all_but(kept, sizeof(kept) / sizeof(kept[0]));
	signals_restore(start->signals);
	_exit(execute_status(execute((char **)(uintptr_t)start->argv,
	    (char **)(uintptr_t)start->environment, false)));
}

/*
 * A pipe that holds input and has no writer any more, so that neither side
 * ever waits for the other.  Returns its end, or -1 with errno.
 */
static int
open_input(const char *input)
{
	size_t length = strlen(input);
	int ends[2], saved = 0;
	ssize_t wrote;

	if (pipe2(ends, O_CLOEXEC) == -1)
		return -1;
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	wrote = length == 0 ? 0 : write(ends[1], input, length);
	if (wrote == -1 && errno != EAGAIN)
		saved = errno;
	else if (wrote != (ssize_t)length)
		saved = E2BIG;
	close(ends[1]);
	if (saved == 0)
		return ends[0];
	close(ends[0]);
	errno = saved;
	return -1;
}

/* Ends what is waited for because of number. */
static void
end(pid_t pid, bool passes_on, int number)
{
	if (passes_on)
		kill(pid, number);
	else
		kill(-pid, SIGKILL);
}

/*
 * Waits for the end of pid.  Not by signals_wait(), which would take from main
 * what is meant for it.
 */
static struct command_result
await(pid_t pid, bool passes_on)
{
	struct command_result result = { 0 };
	siginfo_t record;
	sigset_t awaited;
	int number;

	sigemptyset(&awaited);
	sigaddset(&awaited, SIGCHLD);
	sigaddset(&awaited, SIGTERM);
	sigaddset(&awaited, SIGINT);
	for (;;) {
		record.si_pid = 0;
		if (waitid(P_PID, (id_t)pid, &record, WEXITED |
		    (result.error == 0 ? WNOHANG : 0)) == -1) {
			result.error = errno;
			return result;
		}
		if (record.si_pid == pid) {
			result.ending = status_of(&record);
			return result;
		}
		number = sigwaitinfo(&awaited, NULL);
		if (number == SIGTERM || number == SIGINT) {
			result.interrupted = number;
			end(pid, passes_on, number);
		} else if (number == -1 && errno != EINTR) {
			/* No wait to be had: no command either. */
			result.error = errno;
			end(pid, passes_on, SIGTERM);
		}
	}
}

/* Runs what start says; its input is closed here. */
static struct command_result
run(struct start *start)
{
	struct command_result result = { 0 };
	pid_t pid;

	start->parent = getpid();
	pid = os_fork(0);
	if (pid == 0)
		child(start);
	result.error = pid == -1 ? errno : 0;
	close(start->input);
	if (pid == -1)
		return result;
	/* By both, so that the group is there for whoever comes first. */
	setpgid(pid, pid);
	return await(pid, false);
}

struct command_result
command_run(const char *const *argv, char *const *environment,
    const char *input, const struct signals_started *started)
{
	struct start start = {
		.argv = argv,
		.environment = environment,
		.signals = started,
		.input = open_input(input),
		.output = -1,
	};

	if (start.input == -1)
		return (struct command_result){ .error = errno };
	return run(&start);
}

struct command_result
command_listen(const char *const *argv, char *const *environment,
    char *said, size_t size, const struct signals_started *started)
{
	struct start start = {
		.argv = argv,
		.environment = environment,
		.signals = started,
		.input = open_input(""),
	};
	struct command_result result;
	ssize_t got;
	int ends[2];

	said[0] = '\0';
	if (start.input == -1)
		return (struct command_result){ .error = errno };
	/* Not to wait: for us at the end of it, for the command where full. */
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == -1) {
		result = (struct command_result){ .error = errno };
		close(start.input);
		return result;
	}
	start.output = ends[1];
	result = run(&start);
	got = read(ends[0], said, size - 1);
	said[got > 0 ? got : 0] = '\0';
	said[strcspn(said, "\n")] = '\0';
	close(ends[0]);
	close(ends[1]);
	return result;
}

struct command_result
command_await(pid_t pid)
{
	return await(pid, true);
}
