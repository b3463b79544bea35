/*
 * compute: gives work to three workers the way daemons are started: it forks a
 * process in between, which forks the workers and ends. The workers are orphans
 * then, and PID 1 becomes their parent.
 *
 *	compute
 *	`- (in between: ends at once, and compute waits for it)
 *	   |- worker    adopted by PID 1
 *	   |- worker    adopted by PID 1
 *	   `- worker    adopted by PID 1
 *
 * A worker reads its work from standard input and ends with it.
 */
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app.h"

#define WORKERS 3

static pid_t
fork_or_exit(void)
{
	pid_t pid;

	if ((pid = fork()) == -1) {
		perror("compute: fork");
		exit(1);
	}
	return pid;
}

static void
work(void)
{
	char buf[512];

	(void)prctl(PR_SET_NAME, "worker");
	app_say("worker", "ready");
	while (read(STDIN_FILENO, buf, sizeof(buf)) > 0)
		continue;
	app_say("worker", "no more work");
	exit(0);
}

int
main(void)
{
	pid_t between;
	int i;

	if ((between = fork_or_exit()) == 0) {
		for (i = 0; i < WORKERS; i++)
			if (fork_or_exit() == 0)
				work();
		exit(0);
	}
	(void)waitpid(between, NULL, 0);
	app_serve("compute");
	return 0;
}
