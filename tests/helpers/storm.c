/*
 * storm: a main process that leaves orphans by the thousand, and measures what
 * its init makes of them.
 *
 *	storm ORPHANS BURST
 *
 * They are born and die in bursts, by a process of their own.  Meanwhile this
 * one counts the zombies that its parent has, and sends it TERM now and then,
 * which is expected back.  At the end come some small bursts, with a look at
 * how long their zombies stand.  One line says all, times in microseconds:
 *
 *	orphans N most-zombies N left N terms N term-within N slowest N
 *
 * left is the median time until such a burst has been reaped, term-within the
 * time within which nine in ten TERMs came back.  Then it says "idle", and
 * waits for a last TERM.
 */

#define _GNU_SOURCE
#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TROUBLE = 99, LAST_BURSTS = 11, LAST_BURST = 100, TERMS_MAX = 10000 };

/* Between two TERMs, and until one counts as lost. */
#define TERM_EVERY	INT64_C(20000)
#define TERM_LOST	INT64_C(60000000)

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

/* Orphans that wait for the end of the pipe, and then end all together. */
static void
burst(long count)
{
	int channel[2];
	pid_t parent;
	char byte;

	if (pipe(channel) == -1)
		err(TROUBLE, "pipe");
	parent = fork();
	if (parent == -1)
		err(TROUBLE, "fork");
	if (parent == 0) {
		close(channel[1]);
		while (count-- > 0) {
			if (fork() == 0) {
				if (read(channel[0], &byte, 1) != 0)
					_exit(TROUBLE);
				_exit(0);
			}
		}
		_exit(0);
	}
	close(channel[0]);
	waitpid(parent, NULL, 0);
	close(channel[1]);
}

static bool
is_zombie(long pid)
{
	char path[32], text[128];
	const char *state;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	fd = open(path, O_RDONLY);
	if (fd == -1)
		return false;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[n > 0 ? n : 0] = '\0';
	state = strrchr(text, ')');
	return state != NULL && state[2] == 'Z';
}

/* How many children the parent has, and how many of them are zombies. */
static void
look(long *children, long *zombies)
{
	static char text[1 << 20];
	char path[64], *at, *end;
	size_t length = 0;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children",
	    (int)getppid(), (int)getppid());
	fd = open(path, O_RDONLY);
	if (fd == -1)
		err(TROUBLE, "%s", path);
	while ((n = read(fd, text + length, sizeof(text) - 1 - length)) > 0)
		length += (size_t)n;
	close(fd);
	text[length] = '\0';
	*children = *zombies = 0;
	for (at = text; strtol(at, &end, 10) > 0; at = end) {
		++*children;
		*zombies += is_zombie(strtol(at, NULL, 10));
	}
}

static int
compare(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

/* Waits for a TERM until the given time. */
static bool
get_term(int64_t until)
{
	struct timespec limit = { 0, 0 };
	int64_t left = until - now();
	sigset_t term;

	if (left > 0)
		limit = (struct timespec){ left / 1000000,
		    left % 1000000 * 1000 };
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	return sigtimedwait(&term, NULL, &limit) == SIGTERM;
}

/* Until the maker of the storm has ended.  Returns the most zombies seen. */
static long
watch(pid_t maker, int64_t *terms, int *term_count)
{
	long children, zombies, most = 0;
	int64_t sent = now();

	while (waitpid(maker, NULL, WNOHANG) == 0) {
		look(&children, &zombies);
		if (zombies > most)
			most = zombies;
		if (now() - sent < TERM_EVERY || *term_count == TERMS_MAX)
			continue;
		sent = now();
		kill(getppid(), SIGTERM);
		if (!get_term(sent + TERM_LOST))
			errx(TROUBLE, "a TERM was lost");
		terms[(*term_count)++] = now() - sent;
	}
	return most;
}

/* From the death of the last of a burst until this process alone is left. */
static int64_t
time_to_reap(void)
{
	long children, zombies;
	int64_t since, before;

	burst(LAST_BURST);
	since = now();
	for (;;) {
		before = now();
		look(&children, &zombies);
		if (children == 1)
			return now() - since;
		if (zombies < children - 1)
			since = before;
	}
}

int
main(int argc, char *argv[])
{
	static int64_t terms[TERMS_MAX];
	int64_t left[LAST_BURSTS];
	long orphans, size, i, most;
	int term_count = 0;
	sigset_t all;
	pid_t maker;

	if (argc != 3)
		errx(TROUBLE, "usage: storm ORPHANS BURST");
	orphans = atol(argv[1]);
	size = atol(argv[2]);
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);

	maker = fork();
	if (maker == -1)
		err(TROUBLE, "fork");
	if (maker == 0) {
		for (i = 0; i < orphans; i += size)
			burst(size);
		_exit(0);
	}
	most = watch(maker, terms, &term_count);
	for (i = 0; i < LAST_BURSTS; i++)
		left[i] = time_to_reap();
	qsort(left, LAST_BURSTS, sizeof(*left), compare);
	if (term_count == 0)
		errx(TROUBLE, "no TERM came back");
	qsort(terms, (size_t)term_count, sizeof(*terms), compare);
	printf("orphans %ld most-zombies %ld left %lld terms %d"
	    " term-within %lld slowest %lld\nidle\n", orphans, most,
	    (long long)left[LAST_BURSTS / 2], term_count,
	    (long long)terms[term_count * 9 / 10],
	    (long long)terms[term_count - 1]);
	fflush(stdout);
	get_term(INT64_MAX / 2);
	return 0;
}
