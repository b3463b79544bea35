/*
 * strike: starts a command over and over and hits it at moments that no shell
 * could.
 *
 *	strike -e COUNT MICROSECONDS COMMAND...
 *
 * Early: a TERM to each start at a random time, at most so long after it has
 * all signals blocked.  Says "COUNT starts, N lost": whose status was not
 * 128 + TERM.
 *
 *	strike -k COUNT COMMAND...
 *
 * A KILL to each start, over all phases of one; then it waits until nobody
 * holds the standard error of that start any more.  Says "PHASE KILLS
 * SURVIVED" for each phase, as /proc showed it right before the KILL.  "app"
 * is what the main process has to be called.
 */

#define _GNU_SOURCE
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TROUBLE = 99, PATIENCE = 10000 /* ms */, LOST_AT_MOST = 10 };

/* Every bit but those of KILL and STOP, as /proc/PID/status has it. */
#define ALL_BLOCKED "\nSigBlk:\tfffffffffffbfeff\n"

enum phase {
	BEFORE_CLONE, BEFORE_MAPS, BEFORE_PRESTART, PRESTART, BEFORE_EXEC,
	RUNNING, PHASES,
};

static const char *const names[PHASES] = {
	"before-clone", "before-maps", "before-prestart", "prestart",
	"before-exec", "running",
};

/* In hundredths of the count; the last phase gets what the others missed. */
static const int shares[PHASES] = { 13, 13, 13, 13, 13, 35 };
/* How far into the phase, at a random time, in microseconds. */
static const int breadths[PHASES] = { 100, 10, 20, 1500, 20, 3000 };

static int64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* Busy, for a sleep would be too coarse; up to so many microseconds. */
static void
linger(int most)
{
	int64_t end = now() + random() % (most + 1);

	while (now() < end)
		continue;
}

/* This process on the last processor, or the caller's child on the first. */
static void
pin(bool child)
{
	size_t last = (size_t)sysconf(_SC_NPROCESSORS_ONLN) - 1;
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(child ? 0 : (size_t)last, &set);
	/* Fewer processors make the moments coarser and nothing wrong. */
	sched_setaffinity(0, sizeof(set), &set);
}

/*
 * Odd starts share one processor, even ones have them all.  One that is
 * stepped stops at its exec, for step().
 */
static pid_t
start(int round, bool stepped, int error, char *argv[])
{
	static cpu_set_t at_first;
	pid_t pid;

	if (round == 0 &&
	    sched_getaffinity(0, sizeof(at_first), &at_first) == -1)
		err(TROUBLE, "sched_getaffinity");
	pin(false);
	pid = fork();
	if (pid == -1)
		err(TROUBLE, "fork");
	if (pid > 0)
		return pid;

	if (round % 2 == 1)
		pin(true);
	else
		sched_setaffinity(0, sizeof(at_first), &at_first);
	if (error != -1)
		dup2(error, STDERR_FILENO);
	if (stepped && ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1)
		err(TROUBLE, "ptrace");
	execvp(argv[0], argv);
	err(TROUBLE, "%s", argv[0]);
}

/* The contents of /proc/PID/FILE, empty where there is none. */
static const char *
look(pid_t pid, const char *file)
{
	static char text[4096];
	ssize_t length;
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	length = fd == -1 ? -1 : read(fd, text, sizeof(text) - 1);
	text[length > 0 ? length : 0] = '\0';
	if (fd != -1)
		close(fd);
	return text;
}

/* Its first two children, 0 where there are not so many. */
static void
children(pid_t pid, pid_t found[2])
{
	char file[32];
	int ids[2] = { 0, 0 };

	snprintf(file, sizeof(file), "task/%d/children", (int)pid);
	sscanf(look(pid, file), "%d %d", &ids[0], &ids[1]);
	found[0] = ids[0];
	found[1] = ids[1];
}

static bool
is_called(pid_t pid, const char *name)
{
	const char *text = look(pid, "comm");
	size_t length = strlen(name);

	return strncmp(text, name, length) == 0 && text[length] == '\n';
}

/* Whether it has a number in a PID namespace below ours. */
static bool
is_inside(pid_t pid)
{
	const char *line = strstr(look(pid, "status"), "\nNSpid:\t");

	return line != NULL &&
	    line[strcspn(line + 8, "\t\n") + 8] == '\t';
}

static enum phase
phase_of(pid_t outer, bool *had_prestart)
{
	pid_t below[2], inner = 0, hook[2] = { 0, 0 }, main_process[2];

	children(outer, below);
	/* Who runs the command that comes before is made first. */
	for (int i = 0; i < 2 && below[i] != 0 && inner == 0; i++)
		if (is_inside(below[i]))
			inner = below[i];
		else
			children(below[i], hook);
	if (inner == 0)
		return BEFORE_CLONE;
	if (hook[0] != 0) {
		*had_prestart = true;
		return PRESTART;
	}
	children(inner, main_process);
	if (is_called(inner, "app") || (main_process[0] != 0 &&
	    is_called(main_process[0], "app")))
		return RUNNING;
	if (main_process[0] != 0 || *had_prestart)
		return BEFORE_EXEC;
	if (look(inner, "uid_map")[0] == '\0')
		return BEFORE_MAPS;
	return BEFORE_PRESTART;
}

static bool
has_ended(pid_t pid)
{
	siginfo_t info = { .si_pid = 0 };

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) ==
	    -1 || info.si_pid == pid;
}

/* --- early */

static bool
ends_by_term(pid_t pid)
{
	struct pollfd fd = { .events = POLLIN };
	bool in_time;
	int status;

	fd.fd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (fd.fd == -1)
		err(TROUBLE, "pidfd_open");
	in_time = poll(&fd, 1, PATIENCE) == 1;
	close(fd.fd);
	if (!in_time)
		kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return in_time && WIFEXITED(status) &&
	    WEXITSTATUS(status) == 128 + SIGTERM;
}

/* A wait for signals unblocks them in /proc; children come after the block. */
static bool
has_blocked(pid_t pid)
{
	pid_t below[2];

	if (strstr(look(pid, "status"), ALL_BLOCKED) != NULL)
		return true;
	children(pid, below);
	return below[0] != 0;
}

static int
early(int count, int most, char *argv[])
{
	int lost = 0, round;
	pid_t pid;

	for (round = 0; round < count && lost < LOST_AT_MOST; round++) {
		pid = start(round, false, -1, argv);
		while (!has_blocked(pid))
			if (has_ended(pid))
				errx(TROUBLE, "%s: ended too soon", argv[0]);
		linger(most);
		kill(pid, SIGTERM);
		if (!ends_by_term(pid))
			lost++;
	}
	printf("%d starts, %d lost\n", round, lost);
	return 0;
}

/* --- kill */

/* Until all have closed the other end.  False when somebody keeps it. */
static bool
all_gone(int from, int64_t patience)
{
	struct pollfd fd = { .fd = from, .events = POLLIN };
	int64_t left, end = now() / 1000 + patience;
	char text[4096];
	ssize_t got;

	while ((left = end - now() / 1000) >= 0) {
		if (poll(&fd, 1, (int)left) <= 0)
			continue;
		got = read(from, text, sizeof(text));
		if (got == 0)
			return true;
		if (got > 0)
			fwrite(text, 1, (size_t)got, stderr);
	}
	return false;
}

/* What outlived its parent is ours by now. */
static void
clean_up(int from)
{
	pid_t survivors[2];

	do {
		children(getpid(), survivors);
		if (survivors[0] != 0)
			kill(survivors[0], SIGKILL);
		while (waitpid(-1, NULL, WNOHANG) > 0)
			continue;
	} while (!all_gone(from, 10));
}

/* On to the next system call that begins or ends, or to the next signal. */
static void
step(pid_t pid, int *status)
{
	intptr_t sent = WSTOPSIG(*status) == SIGTRAP ? 0 : WSTOPSIG(*status);

	if (ptrace(PTRACE_SYSCALL, pid, NULL, (void *)sent) == -1 ||
	    waitpid(pid, status, 0) == -1)
		err(TROUBLE, "ptrace");
	if (!WIFSTOPPED(*status))
		errx(TROUBLE, "it ended by itself");
}

/* Returns the phase in which it was hit. */
static enum phase
hit(pid_t pid, bool stepped, enum phase wanted)
{
	bool had_prestart = false;
	enum phase phase;
	int status;

	if (stepped && (waitpid(pid, &status, 0) == -1 || !WIFSTOPPED(status)))
		errx(TROUBLE, "it cannot be traced");
	while (is_called(pid, "strike"))
		continue;
	while (phase_of(pid, &had_prestart) < wanted)
		if (stepped)
			step(pid, &status);
		else if (has_ended(pid))
			errx(TROUBLE, "it ended by itself");
	if (!stepped)
		linger(breadths[wanted]);
	else
		for (long more = random() % 4; more > 0 &&
		    phase_of(pid, &had_prestart) == wanted; more--)
			step(pid, &status);
	phase = phase_of(pid, &had_prestart);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
		errx(TROUBLE, "it ended by itself");
	return phase;
}

static int
kill_all(int count, char *argv[])
{
	int kills[PHASES] = { 0 }, survived[PHASES] = { 0 };
	int ends[2], goal, total = 0, rounds = 0;
	bool is_safe = true;
	enum phase wanted, phase;
	bool stepped;
	pid_t pid;

	/* So that we see who survives, and can put an end to them. */
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	for (wanted = 0; wanted < PHASES; wanted++) {
		goal = count * shares[wanted] / 100;
		if (wanted == RUNNING && goal < kills[wanted] + count - total)
			goal = kills[wanted] + count - total;
		/* A phase that a command has not is given up. */
		for (int tries = 0; tries < 4 * goal && kills[wanted] < goal;
		    tries++) {
			if (pipe2(ends, O_CLOEXEC) == -1)
				err(TROUBLE, "pipe2");
			/* A phase of microseconds is held still. */
			stepped = wanted == BEFORE_MAPS && tries % 4 >= 2;
			pid = start(rounds++, stepped, ends[1], argv);
			close(ends[1]);
			phase = hit(pid, stepped, wanted);
			kills[phase]++;
			total++;
			if (!all_gone(ends[0], is_safe ? PATIENCE : 100)) {
				is_safe = false;
				survived[phase]++;
				clean_up(ends[0]);
			}
			close(ends[0]);
			while (waitpid(-1, NULL, WNOHANG) > 0)
				continue;
		}
	}
	for (phase = 0; phase < PHASES; phase++)
		printf("%s %d %d\n", names[phase], kills[phase],
		    survived[phase]);
	return 0;
}

int
main(int argc, char *argv[])
{
	srandom((unsigned int)now());
	if (argc > 4 && strcmp(argv[1], "-e") == 0)
		return early(atoi(argv[2]), atoi(argv[3]), argv + 4);
	if (argc > 3 && strcmp(argv[1], "-k") == 0)
		return kill_all(atoi(argv[2]), argv + 3);
	errx(TROUBLE, "wrong use");
}
