/*
 * One function for each thing that is measured.  How often, and what becomes
 * of the figures, is bench.c's affair.
 */
#define _GNU_SOURCE
#include "measure.h"

#include <sys/ptrace.h>
#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SIGNALS = 16, ORPHANS = 8, TRACEES = 16 };

static double
microseconds(int64_t from, int64_t to)
{
	return (double)(to - from) / 1000;
}

static int
launch(const struct subject *subject, double *figure)
{
	struct run run = subject_start(subject, MANNER_PLAIN, "true", NULL);
	int64_t ended = subject_time(&run);
	int status = subject_wait(&run);

	if (ended == 0 || status != 0)
		errx(1, "%s: no trivial command to be had: status 0x%x",
		    subject->name, status);
	*figure = microseconds(run.begun, ended);
	return 1;
}

static int
take_signals(const struct subject *subject, double *figures, int size)
{
	struct run run = subject_start(subject, MANNER_PLAIN, "handle", NULL);
	int64_t sent, came;
	int count;

	subject_time(&run);
	subject_settle(&run);
	for (count = 0; count < SIGNALS && count < size; count++) {
		sent = subject_now();
		kill(run.pid, SIGUSR1);
		came = subject_time(&run);
		if (came == 0)
			errx(1, "%s: a signal was lost", subject->name);
		figures[count] = microseconds(sent, came);
	}
	subject_end(&run);
	return count;
}

static int
end(const struct subject *subject, double *figure)
{
	struct run run = subject_start(subject, MANNER_PLAIN, "sleep", NULL);
	int64_t sent;

	subject_time(&run);
	subject_settle(&run);
	sent = subject_now();
	kill(run.pid, SIGTERM);
	subject_wait(&run);
	*figure = microseconds(sent, subject_now());
	return 1;
}

/* The pids of the children of pid but the first, which is the command. */
static int
orphans_of(pid_t pid, pid_t *orphans, int size)
{
	char path[64];
	int number, count = -1;
	FILE *list;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)pid,
	    (int)pid);
	list = fopen(path, "re");
	if (list == NULL)
		err(1, "%s", path);
	for (; count < size && fscanf(list, "%d", &number) == 1; count++)
		if (count >= 0)
			orphans[count] = number;
	fclose(list);
	return count;
}

/* The subject has the processor first: when we run, it sleeps. */
static void
await_reaped(pid_t pid)
{
	while (kill(pid, 0) == 0)
		sched_yield();
}

static int
take_orphans(const struct subject *subject, double *figures, int size)
{
	struct run run = subject_start(subject, MANNER_PLAIN, "orphans", "8");
	pid_t orphans[ORPHANS];
	int64_t killed;
	int count;

	subject_time(&run);
	subject_settle(&run);
	count = orphans_of(run.pid, orphans, ORPHANS);
	if (count != ORPHANS || size < ORPHANS)
		errx(1, "%s: %d orphans", subject->name, count);
	for (int i = 0; i < count; i++) {
		killed = subject_now();
		kill(orphans[i], SIGKILL);
		await_reaped(orphans[i]);
		figures[i] = microseconds(killed, subject_now());
	}
	subject_end(&run);
	return count;
}

static int
storm(const struct subject *subject, double *figure)
{
	static pid_t orphans[MEASURE_STORM];
	char number[16];
	struct run run;
	int64_t opened;
	int count;

	snprintf(number, sizeof(number), "%d", MEASURE_STORM);
	run = subject_start(subject, MANNER_PLAIN, "orphans", number);
	subject_time(&run);
	subject_settle(&run);
	count = orphans_of(run.pid, orphans, MEASURE_STORM);
	if (count != MEASURE_STORM)
		errx(1, "%s: %d orphans", subject->name, count);
	opened = subject_now();
	close(run.gate);
	for (int i = 0; i < count; i++)
		await_reaped(orphans[i]);
	*figure = microseconds(opened, subject_now()) / count;
	run.gate = -1;
	subject_end(&run);
	return 1;
}

int
measure_take(enum measure measure, const struct subject *subject,
    double *figures, int size)
{
	switch (measure) {
	case MEASURE_LAUNCH:
		return launch(subject, figures);
	case MEASURE_SIGNAL:
		return take_signals(subject, figures, size);
	case MEASURE_END:
		return end(subject, figures);
	case MEASURE_ORPHAN:
		return take_orphans(subject, figures, size);
	default:
		return storm(subject, figures);
	}
}

/* The number that follows name in a file of /proc/PID; all of them added. */
static long
number_in(pid_t pid, const char *file, const char *name)
{
	char path[64], line[256];
	long number, sum = 0;
	FILE *text;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	text = fopen(path, "re");
	if (text == NULL)
		err(1, "%s", path);
	while (fgets(line, sizeof(line), text) != NULL) {
		const char *at = strstr(line, name);

		if (at != NULL && sscanf(at + strlen(name), "%ld", &number) == 1)
			sum += number;
	}
	fclose(text);
	return sum;
}

/* The tenth field of /proc/PID/stat. */
static long
faults_of(pid_t pid)
{
	char path[64], text[512];
	const char *rest;
	long faults;
	FILE *stat;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	stat = fopen(path, "re");
	if (stat == NULL || fgets(text, sizeof(text), stat) == NULL)
		err(1, "%s", path);
	fclose(stat);
	rest = strrchr(text, ')');
	if (rest == NULL || sscanf(rest, ") %*c %*d %*d %*d %*d %*d %*u %ld",
	    &faults) != 1)
		errx(1, "%s: not as proc_pid_stat(5) has it", path);
	return faults;
}

static void
measure_memory(const struct subject *subject, struct measure_state *state)
{
	struct run run = subject_start(subject, MANNER_TRACED, "sleep", NULL);
	long before;
	int status;

	if (waitpid(run.pid, &status, __WALL) == -1 || !WIFSTOPPED(status))
		errx(1, "%s: not executed", subject->name);
	before = faults_of(run.pid);
	ptrace(PTRACE_DETACH, run.pid, 0, 0);
	subject_time(&run);
	subject_settle(&run);
	state->faults = faults_of(run.pid) - before;
	state->private_dirty = number_in(run.pid, "smaps_rollup",
	    "Private_Dirty:");
	subject_end(&run);
}

/*
 * Counts system calls until a process other than the init executes something.
 * Those that the init makes after it has created that process do not count:
 * which they are is chance.
 */
static void
count_calls(const struct subject *subject, struct measure_state *state)
{
	struct run run = subject_start(subject, MANNER_TRACED, "true", NULL);
	struct {
		pid_t pid;
		bool inside;
		long calls;
	} tracees[TRACEES] = { { .pid = run.pid } };
	long before_fork = 0;
	int status, known = 1, i = 0;
	pid_t pid;

	waitpid(run.pid, &status, __WALL);
	ptrace(PTRACE_SETOPTIONS, run.pid, 0, PTRACE_O_TRACESYSGOOD |
	    PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
	    PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL);
	ptrace(PTRACE_SYSCALL, run.pid, 0, 0);
	while ((pid = waitpid(-1, &status, __WALL)) > 0) {
		int event = status >> 16, number = 0;

		if (!WIFSTOPPED(status))
			errx(1, "%s: ended while traced", subject->name);
		for (i = 0; i < known && tracees[i].pid != pid; i++)
			continue;
		if (i == known && known < TRACEES)
			tracees[known++].pid = pid;
		if (event == PTRACE_EVENT_EXEC && pid != run.pid)
			break;
		if (event == PTRACE_EVENT_FORK ||
		    event == PTRACE_EVENT_VFORK || event == PTRACE_EVENT_CLONE)
			before_fork = tracees[0].calls;
		else if (WSTOPSIG(status) == (SIGTRAP | 0x80)) {
			tracees[i].inside = !tracees[i].inside;
			tracees[i].calls += tracees[i].inside;
		} else if (event == 0 && WSTOPSIG(status) != SIGSTOP)
			number = WSTOPSIG(status);
		ptrace(PTRACE_SYSCALL, pid, 0, (long)number);
	}
	state->calls = before_fork;
	/* The execve(2) that led here is the command's. */
	state->child_calls = tracees[i].calls - 1;
	kill(run.pid, SIGKILL);
	/* The namespace goes with its last zombie, which is its tracer's. */
	for (i = known - 1; i > 0; i--)
		while (waitpid(tracees[i].pid, &status, __WALL) > 0 &&
		    WIFSTOPPED(status))
			continue;
	subject_wait(&run);
}

struct measure_state
measure_state(const struct subject *subject)
{
	struct measure_state state;

	measure_memory(subject, &state);
	count_calls(subject, &state);
	return state;
}

long
measure_wakeups(const struct run *run)
{
	return number_in(run->pid, "status", "voluntary_ctxt_switches:");
}

long
measure_private(const struct run *run)
{
	return number_in(run->pid, "smaps_rollup", "Private_Clean:") +
	    number_in(run->pid, "smaps_rollup", "Private_Dirty:");
}

long
measure_page_tables(const struct run *run)
{
	return number_in(run->pid, "status", "VmPTE:");
}
