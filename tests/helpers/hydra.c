/*
 * hydra: left-overs that will not be caught standing.
 *
 *	hydra HEADS MICROSECONDS
 *
 * That many processes, each of which forks a successor after so long and
 * ends, for ever, each in a session of its own, deaf to all but KILL.  The
 * process that was started stays until the heads are there, and ends.
 */

#define _GNU_SOURCE
#include <err.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum { TROUBLE = 99 };

static void
live_on(useconds_t interval)
{
	for (;;) {
		setsid();
		if (interval > 0)
			usleep(interval);
		if (fork() > 0)
			_exit(0);
	}
}

int
main(int argc, char *argv[])
{
	int heads, sig, i;

	if (argc != 3)
		errx(TROUBLE, "usage: hydra HEADS MICROSECONDS");
	for (sig = 1; sig <= SIGRTMAX; sig++)
		if (sig != SIGCHLD)
			signal(sig, SIG_IGN);
	heads = atoi(argv[1]);
	for (i = 0; i < heads; i++) {
		switch (fork()) {
		case -1:
			err(TROUBLE, "fork");
		case 0:
			live_on((useconds_t)atoi(argv[2]));
		}
	}
	return 3;
}
