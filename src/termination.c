/*
 * The termination log: a file that the engine reads when the container has
 * ended.  What stands in it is the caller's affair; a failure is a warning.
 */
#include "config.h"

#include "termination.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "output.h"
#include "printable.h"

void
termination_open(struct termination *log, const char *file)
{
	const int flags = O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	bool is_default;

	if (file[0] == '\0')
		file = TERMINATION_DEFAULT;
	is_default = strcmp(file, TERMINATION_DEFAULT) == 0;
	log->fd = open(file, is_default ? flags : flags | O_CREAT, 0644);
	if (log->fd == -1) {
		/* Not there: this is no container of Kubernetes'. */
		diag(is_default && errno == ENOENT ? DIAG_INFO : DIAG_WARNING,
		    "--termination-log: open %s: %s", file, strerror(errno));
		return;
	}
	if (fstat(log->fd, &log->before) == -1)
		memset(&log->before, 0, sizeof(log->before));
}

static bool
is_same(const struct timespec *one, const struct timespec *other)
{
	return one->tv_sec == other->tv_sec && one->tv_nsec == other->tv_nsec;
}

/* Whether there are words of main's; who has but opened it anew left none. */
static bool
has_words(const struct stat *now, const struct stat *before)
{
	if (S_ISREG(now->st_mode) && now->st_size == 0)
		return false;
	return now->st_size != before->st_size ||
	    !is_same(&now->st_mtim, &before->st_mtim);
}

void
termination_write(const struct termination *log, const char *text)
{
	char line[TERMINATION_MAX];
	struct stat now;
	size_t length;

	if (log->fd == -1 || fstat(log->fd, &now) == -1)
		return;
	if (has_words(&now, &log->before)) {
		diag(DIAG_DEBUG, "--termination-log: the main process has"
		    " written to it");
		return;
	}
	length = printable_line(line, sizeof(line), text);
	/* What it held is of an earlier run; a device has no length. */
	if (now.st_size > 0 && ftruncate(log->fd, 0) == -1)
		diag(DIAG_WARNING, "--termination-log: ftruncate: %s",
		    strerror(errno));
	else if (output_now(log->fd, line, length) != (ssize_t)length)
		diag(DIAG_WARNING, "--termination-log: write: %s",
		    strerror(errno));
}
