/*
 * --prestart: tells a command of the caller's which process is the container,
 * and runs it.  What podinit does instead of a network stack of its own.
 *
 * A process of its own does that, made before podinit joins anything.
 */
#include "config.h"

#include "prestart.h"

#include <sys/mman.h>
#include <sys/prctl.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "diag.h"
#include "die.h"
#include "os.h"
#include "signame.h"
#include "status.h"

/* The state as JSON: a path, of which each byte may take six, and the rest. */
struct state {
	char text[6 * PATH_MAX + 256];
};

/* Appends text as the inside of a JSON string. */
static void
append_escaped(struct state *state, const char *text)
{
	size_t length = strlen(state->text);

	for (; *text != '\0' && length + 7 < sizeof(state->text); text++) {
		char *end = state->text + length;
		size_t room = sizeof(state->text) - length;

		if (*text == '"' || *text == '\\')
			length += (size_t)snprintf(end, room, "\\%c", *text);
		else if ((unsigned char)*text < 0x20)
			length += (size_t)snprintf(end, room, "\\u%04x", *text);
		else
			length += (size_t)snprintf(end, room, "%c", *text);
	}
}

/*
 * There is no bundle of files here: the root comes nearest to it, and the
 * directory that podinit was started in where there is no new one.
 */
static void
describe(const struct plan *plan, pid_t inner, struct state *state)
{
	const char *root = plan->root != NULL ? plan->root : ".";
	char path[PATH_MAX];

	snprintf(state->text, sizeof(state->text),
	    "{\"ociVersion\":\"1.0.2\",\"id\":\"podinit-%d\","
	    "\"status\":\"created\",\"pid\":%d,\"bundle\":\"",
	    (int)inner, (int)inner);
	append_escaped(state, realpath(root, path) != NULL ? path : "/");
	strcat(state->text, "\"}\n");
}

/* Room for a copy of environment and one variable more; PODINIT_PID first. */
static char **
extend(char **environment, char *variable, size_t *size)
{
	size_t count = 0;
	char **copy;

	while (environment[count] != NULL)
		count++;
	*size = (count + 2) * sizeof(*copy);
	copy = mmap(NULL, *size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (copy == MAP_FAILED)
		return NULL;
	copy[0] = variable;
	memcpy(copy + 1, environment, (count + 1) * sizeof(*copy));
	return copy;
}

/* What a result means for the start, and says so. */
static int
judge(const struct plan *plan, const struct command_result *result)
{
	if (result->error != 0) {
		diag(DIAG_ERROR, "prestart: exec /bin/sh: %s",
		    strerror(result->error));
		return STATUS_FAILED;
	}
	if (result->interrupted != 0) {
		diag(DIAG_INFO, "prestart %s: ended because podinit got SIG%s",
		    plan->prestart, signame_of(result->interrupted).text);
		return status_code((struct ending){ .killed = true,
		    .number = result->interrupted });
	}
	if (status_code(result->ending) == 0)
		return 0;
	diag(DIAG_ERROR, "prestart %s: %s, so nothing is started",
	    plan->prestart, status_text(result->ending).text);
	return STATUS_FAILED;
}

/* Runs it.  Returns what podinit is to end with, 0 where it goes on. */
static int
run(const struct plan *plan, pid_t inner, char **environment,
    const struct signals_started *started)
{
	const char *const command[] = { "/bin/sh", "-c", plan->prestart, NULL };
	struct command_result result;
	char variable[32], **extended;
	struct state state;
	size_t size;

	snprintf(variable, sizeof(variable), "PODINIT_PID=%d", (int)inner);
	extended = extend(environment, variable, &size);
	if (extended == NULL) {
		diag(DIAG_ERROR, "prestart: mmap for its environment: %s",
		    strerror(errno));
		return STATUS_FAILED;
	}
	describe(plan, inner, &state);
	result = command_run(command, extended, state.text, started);
	munmap(extended, size);
	return judge(plan, &result);
}

/*
 * The process that stays behind.  Podinit's death comes to it as a TERM, which
 * ends the command as one to podinit does, and all that the command started in
 * its group.
 */
_Noreturn static void
stay_behind(const struct plan *plan, char **environment,
    const struct signals_started *started, int fd)
{
	ssize_t got;
	pid_t inner;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	do
		got = read(fd, &inner, sizeof(inner));
	while (got == -1 && errno == EINTR);
	/* Podinit is gone, or has nothing to run. */
	if (got != sizeof(inner))
		_exit(STATUS_FAILED);
	_exit(run(plan, inner, environment, started));
}

struct prestart
prestart_prepare(const struct plan *plan, char **environment,
    const struct signals_started *started)
{
	struct prestart prestart = { 0, -1 };
	int ends[2];

	if (plan->prestart == NULL)
		return prestart;
	if (pipe2(ends, O_CLOEXEC) == -1)
		die("pipe for --prestart: %s", strerror(errno));
	prestart.pid = os_fork(0);
	if (prestart.pid == -1)
		die("fork for --prestart: %s%s", strerror(errno),
		    errno == EAGAIN ? " (RLIMIT_NPROC or the pids limit of"
		    " the cgroup)" : "");
	if (prestart.pid == 0) {
		close(ends[1]);
		stay_behind(plan, environment, started, ends[0]);
	}
	close(ends[0]);
	prestart.fd = ends[1];
	return prestart;
}

void
prestart_forget(const struct prestart *prestart)
{
	if (prestart->fd != -1)
		close(prestart->fd);
}

int
prestart_run(const struct prestart *prestart, pid_t inner)
{
	struct command_result result;
	ssize_t ignored;

	if (prestart->pid == 0)
		return 0;
	ignored = write(prestart->fd, &inner, sizeof(inner));
	(void)ignored;
	result = command_await(prestart->pid);
	close(prestart->fd);
	if (result.interrupted != 0)
		return status_code((struct ending){ .killed = true,
		    .number = result.interrupted });
	if (result.error == 0 && !result.ending.killed)
		return status_code(result.ending);
	if (result.error != 0)
		diag(DIAG_ERROR, "prestart: waitid: %s",
		    strerror(result.error));
	else
		diag(DIAG_ERROR, "prestart: the process that runs it %s",
		    status_text(result.ending).text);
	return STATUS_FAILED;
}
