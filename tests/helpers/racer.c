/*
 * racer: starts a command thousands of times and strikes while it starts.
 *
 *	racer [-1ep] [-n STARTS] [-w MICROSECONDS] COMMAND...
 *	racer -m
 *
 * A TERM is sent at a random moment of the window that begins when all
 * signals are seen blocked in /proc/PID/status.  The command is expected to
 * end with status 143; one that lives on has lost the signal.  They all have
 * one processor, and racer another; one is watched at a time, while others
 * wait for their strike or their end.
 *
 *	-1	the command is PID 1 of a PID namespace
 *	-e	the window begins when the command has been executed
 *	-p	no TERM: the command's parent is killed
 *	-n	how many starts, those apart that were not seen in time
 *	-w	how long the window is
 *	-m	what the command has to start: a process that waits for its end
 *
 * It prints one line: "starts N lost N early N unseen N"; early are those that
 * the signal itself killed, unseen those whose blocked signals were not seen in
 * time: it was asleep by then.  Status 0 where none was lost.
 */

#define _GNU_SOURCE
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TROUBLE = 99, LANES = 8, EXPECTED = 128 + SIGTERM };

#define MILLISECOND	INT64_C(1000000)
/* After so long without an end, the signal was lost; sooner, where many are. */
#define LOST		(8000 * MILLISECOND)
#define LOST_EARLY	(1000 * MILLISECOND)

enum phase { FREE, STARTING, ARMED, STRUCK };

struct lane {
	enum phase	phase;
	pid_t		pid;		/* the command */
	pid_t		target;		/* what is struck */
	int		watched;	/* its status file, or a pipe */
	int64_t		since, due;
};

struct race {
	bool		pid1, from_exec, parent;
	long		starts, window;
	char		**command;
	cpu_set_t	theirs;
	long		begun, lost, early, unseen;
	bool		watching;
};

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 * MILLISECOND + t.tv_nsec;
}

/* One processor for them, another for us, where there are two. */
static void
share_processors(struct race *race)
{
	cpu_set_t all, ours;
	size_t cpu;

	CPU_ZERO(&ours);
	CPU_ZERO(&race->theirs);
	if (sched_getaffinity(0, sizeof(all), &all) == -1)
		err(TROUBLE, "sched_getaffinity");
	for (cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, &all))
			continue;
		if (CPU_COUNT(&race->theirs) == 0)
			CPU_SET(cpu, &race->theirs);
		else if (CPU_COUNT(&ours) == 0)
			CPU_SET(cpu, &ours);
	}
	if (CPU_COUNT(&ours) == 0)
		warnx("one processor only: the race is less hard");
	else if (sched_setaffinity(0, sizeof(ours), &ours) == -1)
		err(TROUBLE, "sched_setaffinity");
}

static pid_t
fork_with(unsigned long flags)
{
	pid_t pid;

	pid = (pid_t)syscall(SYS_clone, SIGCHLD | flags, 0, 0, 0, 0);
	if (pid == -1)
		err(TROUBLE, "clone");
	return pid;
}

static void
execute(const struct race *race)
{
	sched_setaffinity(0, sizeof(race->theirs), &race->theirs);
	execvp(race->command[0], race->command);
	err(TROUBLE, "%s", race->command[0]);
}

/* The command below a parent of its own, which is what will be struck. */
static void
start_below_parent(const struct race *race, struct lane *lane)
{
	int channel[2];
	pid_t pid;

	if (pipe2(channel, O_CLOEXEC) == -1)
		err(TROUBLE, "pipe2");
	lane->target = fork_with(0);
	if (lane->target == 0) {
		pid = fork_with(0);
		if (pid == 0)
			execute(race);
		if (write(channel[1], &pid, sizeof(pid)) != sizeof(pid))
			err(TROUBLE, "write");
		for (;;)
			pause();
	}
	close(channel[1]);
	if (read(channel[0], &lane->pid, sizeof(pid)) != sizeof(pid))
		errx(TROUBLE, "no pid");
	close(channel[0]);
}

static void
start(struct race *race, struct lane *lane)
{
	int channel[2] = { -1, -1 };
	char path[32];

	if (race->from_exec && pipe2(channel, O_CLOEXEC | O_NONBLOCK) == -1)
		err(TROUBLE, "pipe2");
	if (race->parent) {
		start_below_parent(race, lane);
	} else {
		lane->pid = fork_with(race->pid1 ? CLONE_NEWPID : 0);
		if (lane->pid == 0)
			execute(race);
		lane->target = lane->pid;
	}
	if (race->from_exec) {
		close(channel[1]);
		lane->watched = channel[0];
	} else {
		snprintf(path, sizeof(path), "/proc/%d/status",
		    (int)lane->pid);
		lane->watched = open(path, O_RDONLY | O_CLOEXEC);
		if (lane->watched == -1)
			err(TROUBLE, "%s", path);
	}
	lane->phase = STARTING;
	lane->since = now();
	race->watching = true;
	race->begun++;
}

enum sight { NOTHING_YET, WINDOW_OPEN, ASLEEP };

/* All but KILL and STOP, and what a libc may keep to itself. */
static bool
is_all_blocked(const char *status)
{
	const uint64_t all = ~(UINT64_C(1) << (SIGKILL - 1) |
	    UINT64_C(1) << (SIGSTOP - 1) | UINT64_C(3) << 31);
	const char *line = strstr(status, "\nSigBlk:");

	return line != NULL && (strtoull(line + 8, NULL, 16) & all) == all;
}

/*
 * One that sleeps under another name than ours waits for a signal already: the
 * kernel shows none as blocked then.
 */
static enum sight
look_at_status(int file)
{
	char text[4096];
	ssize_t n;

	n = pread(file, text, sizeof(text) - 1, 0);
	if (n <= 0)
		return NOTHING_YET;
	text[n] = '\0';
	if (is_all_blocked(text))
		return WINDOW_OPEN;
	return strncmp(text, "Name:\tracer\n", 12) != 0 &&
	    strstr(text, "\nState:\tS") != NULL ? ASLEEP : NOTHING_YET;
}

static enum sight
look_at_exec(int channel)
{
	char byte;

	return read(channel, &byte, 1) == 0 ? WINDOW_OPEN : NOTHING_YET;
}

static void
arm(struct race *race, struct lane *lane)
{
	enum sight sight = race->from_exec ? look_at_exec(lane->watched) :
	    look_at_status(lane->watched);

	if (sight == NOTHING_YET)
		return;
	lane->due = now();
	if (sight == WINDOW_OPEN)
		lane->due += rand() % (race->window * 1000 + 1);
	else
		race->unseen++;
	close(lane->watched);
	lane->phase = ARMED;
	race->watching = false;
}

static void
judge(struct race *race, struct lane *lane)
{
	int status;
	pid_t pid;

	pid = waitpid(lane->pid, &status, WNOHANG);
	if (pid == 0 || (pid == -1 && race->parent)) {
		if (now() - lane->since <
		    (race->from_exec ? LOST_EARLY : LOST))
			return;
		race->lost++;
		kill(lane->pid, SIGKILL);
		waitpid(lane->pid, NULL, 0);
	} else if (pid == -1) {
		err(TROUBLE, "waitpid");
	} else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM) {
		race->early++;
	} else if (!WIFEXITED(status) || WEXITSTATUS(status) != EXPECTED) {
		errx(TROUBLE, "%s ended with wait status 0x%x",
		    race->command[0], status);
	}
	if (race->parent)
		waitpid(lane->target, NULL, 0);
	lane->phase = FREE;
}

static bool
has_enough(const struct race *race)
{
	return race->begun - race->unseen >= race->starts;
}

static void
advance(struct race *race, struct lane *lane)
{
	switch (lane->phase) {
	case FREE:
		if (!race->watching && !has_enough(race))
			start(race, lane);
		return;
	case STARTING:
		arm(race, lane);
		return;
	case ARMED:
		if (now() < lane->due)
			return;
		kill(lane->target, race->parent ? SIGKILL : SIGTERM);
		lane->since = now();
		lane->phase = STRUCK;
		return;
	case STRUCK:
		judge(race, lane);
		return;
	}
}

static bool
is_over(const struct race *race, const struct lane *lanes)
{
	int i;

	for (i = 0; i < LANES; i++)
		if (lanes[i].phase != FREE)
			return false;
	return has_enough(race);
}

int
main(int argc, char *argv[])
{
	struct race race = { .starts = 100, .window = 4000 };
	struct lane lanes[LANES] = { { .phase = FREE } };
	int i, opt;

	while ((opt = getopt(argc, argv, "+1emn:pw:")) != -1) {
		switch (opt) {
		case '1':
			race.pid1 = true;
			break;
		case 'e':
			race.from_exec = true;
			break;
		case 'm':
			for (;;)
				pause();
		case 'n':
			race.starts = atol(optarg);
			break;
		case 'p':
			race.parent = true;
			break;
		case 'w':
			race.window = atol(optarg);
			break;
		default:
			return TROUBLE;
		}
	}
	if (optind == argc)
		errx(TROUBLE, "no command");
	race.command = argv + optind;
	srand((unsigned int)now());
	share_processors(&race);
	/* An orphan of a parent that was struck is ours to judge. */
	if (race.parent && prctl(PR_SET_CHILD_SUBREAPER, 1) == -1)
		err(TROUBLE, "prctl");

	while (!is_over(&race, lanes))
		for (i = 0; i < LANES; i++)
			advance(&race, &lanes[i]);
	printf("starts %ld lost %ld early %ld unseen %ld\n", race.begun,
	    race.lost, race.early, race.unseen);
	return race.lost > 0;
}
