/*
 * brood: a parent that does not wait for its children.
 *
 *	brood [-ht] [-l LIVING] ZOMBIES
 *
 * It makes that many zombies, says "ready", and then obeys: at USR1 it makes as
 * many again as there are and says "more", at USR2 it waits for them all and
 * says "none", at TERM it ends.
 *
 *	-h	headless: its first thread ends, another one goes on
 *	-l	so many children that live as long as it does
 *	-t	its name is one that plays tricks on a terminal
 */

#define _GNU_SOURCE
#include <sys/prctl.h>
#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TROUBLE = 99 };

struct brood {
	long	zombies;
	long	living;
	sigset_t orders;
};

static void
say(const char *word)
{
	if (puts(word) == EOF || fflush(stdout) == EOF)
		err(TROUBLE, "standard output");
}

/* The living ones die with the thread that made them. */
static void
bear(const struct brood *brood, long count, bool lives)
{
	siginfo_t end;
	pid_t child;

	for (long i = 0; i < count; i++) {
		child = fork();
		if (child == -1)
			err(TROUBLE, "fork");
		if (child > 0) {
			if (!lives)
				waitid(P_PID, (id_t)child, &end,
				    WEXITED | WNOWAIT);
			continue;
		}
		if (!lives)
			_exit(0);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			sigwaitinfo(&brood->orders, NULL);
	}
}

static void
wait_for_zombies(struct brood *brood)
{
	siginfo_t end;

	for (; brood->zombies > 0; brood->zombies--)
		if (waitid(P_ALL, 0, &end, WEXITED) == -1)
			err(TROUBLE, "waitid");
}

static void *
live(void *context)
{
	struct brood *brood = context;

	bear(brood, brood->living, true);
	bear(brood, brood->zombies, false);
	say("ready");
	for (;;) {
		switch (sigwaitinfo(&brood->orders, NULL)) {
		case SIGUSR1:
			bear(brood, brood->zombies, false);
			brood->zombies *= 2;
			say("more");
			break;
		case SIGUSR2:
			wait_for_zombies(brood);
			say("none");
			break;
		case SIGTERM:
			exit(0);
		}
	}
}

int
main(int argc, char *argv[])
{
	struct brood brood = { 0 };
	bool headless = false;
	pthread_t heart;
	int opt;

	while ((opt = getopt(argc, argv, "hl:t")) != -1) {
		switch (opt) {
		case 'h':
			headless = true;
			break;
		case 'l':
			brood.living = atol(optarg);
			break;
		case 't':
			prctl(PR_SET_NAME, "x\n\033[2J) Z 1 1");
			break;
		default:
			return TROUBLE;
		}
	}
	if (optind + 1 != argc)
		errx(TROUBLE, "how many zombies?");
	brood.zombies = atol(argv[optind]);
	sigemptyset(&brood.orders);
	sigaddset(&brood.orders, SIGUSR1);
	sigaddset(&brood.orders, SIGUSR2);
	sigaddset(&brood.orders, SIGTERM);
	sigprocmask(SIG_BLOCK, &brood.orders, NULL);
	if (!headless)
		live(&brood);
	errno = pthread_create(&heart, NULL, live, &brood);
	if (errno != 0)
		err(TROUBLE, "pthread_create");
	pthread_exit(NULL);
}
