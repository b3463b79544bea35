/*
 * Main's own seccomp filter, --seccomp: read as it was compiled, and installed.
 * What it means is the kernel's to check; podinit's own one is filter.c's.
 */
#include "config.h"

#include "seccomp.h"

#include <sys/prctl.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "die.h"
#include "memory.h"
#include "number.h"
#include "signals.h"

enum { STATEMENT = sizeof(struct sock_filter) };

/* The descriptor that text names, or -1 with errno. */
static int
open_named(const char *text)
{
	long long number;

	if (strncmp(text, "fd:", 3) == 0) {
		/* The first three are main's. */
		if (!number_decimal(text + 3, 3, INT_MAX, &number))
			die("--seccomp=%s: expected FILE or fd:N, N from 3 on",
			    text);
		return (int)number;
	}
	/* O_NONBLOCK: a FIFO would wait for a writer. */
	return open(text, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

/* Whether there is a filter in it; a pipe is then waited for. */
static bool
is_source(int fd)
{
	struct stat what;
	int flags;

	if (fstat(fd, &what) == -1)
		return false;
	if (S_ISREG(what.st_mode))
		return true;
	errno = EINVAL;
	if (!S_ISFIFO(what.st_mode))
		return false;
	flags = fcntl(fd, F_GETFL);
	return flags != -1 && fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) != -1;
}

void
seccomp_read(const char *text, struct seccomp *filter)
{
	const int fd = open_named(text);
	struct lines_reason why;
	size_t length;
	char *content;

	if (fd == -1 || !is_source(fd))
		die("--seccomp=%s: %s%s", text, strerror(errno),
		    errno == EINVAL ? " (neither a file nor a pipe)" : "");
	content = memory_read(fd, BPF_MAXINSNS * STATEMENT, &length, &why);
	if (content == NULL)
		die("--seccomp=%s: %s", text, why.text);
	close(fd);
	if (length == 0 || length % STATEMENT != 0)
		die("--seccomp=%s: expected statements of BPF of %d bytes each,"
		    " got %zu bytes", text, STATEMENT, length);
	filter->count = (unsigned short)(length / STATEMENT);
	filter->statements = (struct sock_filter *)(void *)content;
}

static const char *
hint_for(int error)
{
	switch (error) {
	case EACCES:
		return " (needs --no-new-privs, or CAP_SYS_ADMIN in main)";
	case EINVAL:
		return " (the kernel does not take it for a filter)";
	default:
		return "";
	}
}

int
seccomp_install(const struct seccomp *filter)
{
	const struct sock_fprog program = {
		.len = filter->count,
		.filter = filter->statements,
	};
	struct signals_started again;
	int error;

	if (filter->count == 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0)
		return 0;
	error = errno;
	/* A reader of standard error who is gone must not be our end. */
	signals_block(&again);
	diag(DIAG_ERROR, "--seccomp: prctl PR_SET_SECCOMP: %s%s",
	    strerror(error), hint_for(error));
	return error;
}
