/*
 * tracer: traces a process and never looks at it again, so that it stays a
 * zombie when it ends, until the tracer is gone.
 *
 *	tracer PID
 */

#define _GNU_SOURCE
#include <sys/ptrace.h>

#include <err.h>
#include <stdlib.h>
#include <unistd.h>

int
main(int argc, char *argv[])
{
	if (argc != 2)
		errx(1, "usage: tracer PID");
	if (ptrace(PTRACE_SEIZE, (pid_t)atoi(argv[1]), NULL, NULL) == -1)
		err(1, "ptrace");
	for (;;)
		pause();
}
