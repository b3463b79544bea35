/*
 * Starts what is measured, and ends it: PID 1 of a new PID namespace, on the
 * processor that everything is pinned to.
 */
#define _GNU_SOURCE
#include "subject.h"

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	STACK = 64 * 1024, ARGUMENTS = 20, OURS = 1, THEIRS = 2,
	/* What an init puts off until its start is over is done by then. */
	REST = 25000,			/* microseconds */
};

const char *subject_work;

static cpu_set_t pinned, elsewhere;
static bool real_time;

/* What the child shares with us until it has executed. */
struct birth {
	const char *argv[ARGUMENTS];
	enum manner manner;
	int times, gate;
	volatile int64_t begun;
};

int64_t
subject_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

bool
subject_prepare(void)
{
	struct sched_param ours = { .sched_priority = OURS };
	cpu_set_t all;

	if (sched_getaffinity(0, sizeof(all), &all) == -1)
		err(1, "sched_getaffinity");
	elsewhere = all;
	/* The last one: the first serves the most interrupts. */
	for (int cpu = CPU_SETSIZE - 1; cpu >= 0; cpu--)
		if (CPU_ISSET(cpu, &all)) {
			CPU_SET(cpu, &pinned);
			if (CPU_COUNT(&all) > 1)
				CPU_CLR(cpu, &elsewhere);
			break;
		}
	if (sched_setaffinity(0, sizeof(pinned), &pinned) == -1)
		err(1, "sched_setaffinity");
	real_time = sched_setscheduler(0, SCHED_FIFO, &ours) == 0;
	return real_time;
}

static int
child(void *argument)
{
	static char *environment[] = { "PATH=/usr/bin:/bin", NULL };
	struct sched_param theirs = { .sched_priority = THEIRS };
	struct sched_param none = { .sched_priority = 0 };
	struct birth *birth = argument;
	int null = open("/dev/null", O_RDWR);

	dup2(null, 0);
	dup2(null, 1);
	/* First out of the way of each other. */
	birth->times = fcntl(birth->times, F_DUPFD, 10);
	birth->gate = fcntl(birth->gate, F_DUPFD, 10);
	dup2(birth->times, 3);
	dup2(birth->gate, 4);
	syscall(SYS_close_range, 5, ~0U, 0);
	if (birth->manner == MANNER_ELSEWHERE) {
		sched_setscheduler(0, SCHED_OTHER, &none);
		sched_setaffinity(0, sizeof(elsewhere), &elsewhere);
	} else if (real_time)
		sched_setscheduler(0, SCHED_FIFO, &theirs);
	if (birth->manner == MANNER_TRACED)
		ptrace(PTRACE_TRACEME, 0, 0, 0);
	birth->begun = subject_now();
	execve(birth->argv[0], (char **)birth->argv, environment);
	_exit(127);
}

struct run
subject_start(const struct subject *subject, enum manner manner,
    const char *argument, const char *number)
{
	static char stack[STACK] __attribute__((aligned(16)));
	struct birth birth = { .manner = manner };
	int flags = CLONE_VM | CLONE_VFORK | SIGCHLD;
	int times[2], gate[2];
	struct run run;
	size_t count = 0;

	for (; subject->argv[count] != NULL; count++)
		birth.argv[count] = subject->argv[count];
	birth.argv[count++] = subject_work;
	birth.argv[count++] = argument;
	birth.argv[count++] = number;
	if (pipe2(times, O_CLOEXEC) == -1 || pipe2(gate, O_CLOEXEC) == -1)
		err(1, "pipe2");
	birth.times = times[1];
	birth.gate = gate[0];
	if (!subject->makes_namespaces)
		flags |= CLONE_NEWPID;
	run.pid = clone(child, stack + sizeof(stack), flags, &birth);
	if (run.pid == -1)
		err(1, "clone");
	close(times[1]);
	close(gate[0]);
	run.times = times[0];
	run.gate = gate[1];
	run.begun = birth.begun;
	if (subject->reads_clock)
		run.begun = subject_time(&run);
	return run;
}

int64_t
subject_time(const struct run *run)
{
	int64_t time;

	return read(run->times, &time, sizeof(time)) == sizeof(time) ?
	    time : 0;
}

int
subject_wait(struct run *run)
{
	int status;

	if (waitpid(run->pid, &status, __WALL) != run->pid)
		err(1, "waitpid");
	close(run->times);
	close(run->gate);
	return status;
}

void
subject_end(struct run *run)
{
	kill(run->pid, SIGKILL);
	subject_wait(run);
}

/* Whether pid sleeps: the state in /proc/PID/stat. */
static bool
sleeps(pid_t pid)
{
	char path[32], text[256];
	const char *end;
	ssize_t length;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		err(1, "%s", path);
	length = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[length > 0 ? length : 0] = '\0';
	end = strrchr(text, ')');
	return end != NULL && end[2] == 'S';
}

void
subject_settle(const struct run *run)
{
	int seen = 0;

	usleep(REST);
	while (seen < 3) {
		usleep(1000);
		seen = sleeps(run->pid) ? seen + 1 : 0;
	}
}
