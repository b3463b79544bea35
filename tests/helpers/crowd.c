/*
 * crowd: so many processes that do nothing, orphans all of them.
 *
 *	crowd COUNT
 *
 * It says "ready" when they are there.  One more of them is deaf to TERM.
 */

#define _GNU_SOURCE
#include <sys/wait.h>

#include <err.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum { TROUBLE = 99 };

static void
stay(void)
{
	for (;;)
		pause();
}

static void
gather(long count)
{
	pid_t pid;

	for (long i = 0; i <= count; i++) {
		pid = fork();
		if (pid == -1)
			err(TROUBLE, "fork");
		if (pid != 0)
			continue;
		if (i == 0)
			signal(SIGTERM, SIG_IGN);
		stay();
	}
}

int
main(int argc, char *argv[])
{
	pid_t parent;
	int status;

	if (argc != 2)
		errx(TROUBLE, "usage: crowd COUNT");
	parent = fork();
	if (parent == -1)
		err(TROUBLE, "fork");
	if (parent == 0) {
		gather(atol(argv[1]));
		_exit(0);
	}
	if (waitpid(parent, &status, 0) == -1 || status != 0)
		errx(TROUBLE, "not all of them are there");
	if (write(STDOUT_FILENO, "ready\n", 6) != 6)
		err(TROUBLE, "write");
	stay();
}
