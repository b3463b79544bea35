/*
 * Opens what --events, --termination-log and --pid-file name.  What is written
 * to it is others' affair.
 */
#include "config.h"

#include "outlets.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "number.h"

/*
 * A descriptor of the caller's.  Of those that main needs it gets a duplicate
 * of its own; any other it does not get at all, for a reader would not see the
 * end of the stream while main or a child of it had it.
 */
static int
take_descriptor(const char *text)
{
	long long number;
	int flags, fd;

	if (!number_decimal(text + strlen("fd:"), 0, INT_MAX, &number))
		die("--events=%.200s: expected fd: and a number", text);
	flags = fcntl((int)number, F_GETFL);
	if (flags == -1)
		die("--events=%s: %s", text, strerror(errno));
	if ((flags & O_ACCMODE) == O_RDONLY || (flags & O_PATH))
		die("--events=%s: it is not open for writing", text);
	if (number > STDERR_FILENO)
		fd = fcntl((int)number, F_SETFD, FD_CLOEXEC) == -1 ? -1 :
		    (int)number;
	else
		fd = fcntl((int)number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (fd == -1)
		die("--events=%s: fcntl: %s", text, strerror(errno));
	return fd;
}

static int
open_events(const char *file)
{
	const int flags = O_CREAT | O_APPEND | O_NONBLOCK | O_NOCTTY |
	    O_CLOEXEC;
	int fd;

	if (strncmp(file, "fd:", strlen("fd:")) == 0)
		return take_descriptor(file);
	fd = open(file, O_WRONLY | flags, 0644);
	/* A FIFO that nobody reads yet takes some lines all the same. */
	if (fd == -1 && errno == ENXIO)
		fd = open(file, O_RDWR | flags, 0644);
	if (fd == -1)
		die("--events: open %s: %s", file, strerror(errno));
	return fd;
}

void
outlets_open(const struct plan *plan, struct outlets *outlets)
{
	outlets->events = plan->events == NULL ? -1 :
	    open_events(plan->events);
	outlets->termination.fd = -1;
	if (plan->termination_log != NULL)
		termination_open(&outlets->termination,
		    plan->termination_log);
	outlets->pidfile = (struct pidfile){ .folder = -1 };
	if (plan->pid_file != NULL &&
	    pidfile_open(&outlets->pidfile, plan->pid_file) == -1)
		die("--pid-file: %s: %s%s", plan->pid_file, strerror(errno),
		    errno == EEXIST ? " (and is no regular file)" : "");
}
