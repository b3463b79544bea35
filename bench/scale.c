/*
 * Measures what grows: a thousand idle containers, orphans by the hundred
 * thousand, and what podinit costs above ever more processes.  Prints tables;
 * ends with 1 where a promise is not kept.  It is to be the first process of
 * a PID namespace with its own /proc, so that there is nobody else to walk by.
 *
 *	scale [-s SECONDS] FOLDER PODINIT
 *
 * FOLDER has the program `work'.
 *
 *	-s	for how long the thousand are idle: 60
 */
#define _GNU_SOURCE
#include <sys/resource.h>
#include <sys/wait.h>

#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "figures.h"
#include "measure.h"
#include "subject.h"

enum { CONTAINERS = 1000, RUNS = 5, SIGNALS_EACH = 10, SIZES = 4,
	TERM_MOST = 10000, BETWEEN_TERMS = 1000 };

/* A process may cost so many times at 10,000 what it costs at 100. */
static const double growth_most = 2;

static bool kept = true;

/* Says so where it is not kept. */
static void
promise(bool holds, const char *what)
{
	if (!holds)
		printf("NOT KEPT: %s\n", what);
	kept &= holds;
}

/* Nanoseconds that a process has had of a processor. */
static int64_t
processor_time(pid_t pid)
{
	char path[64];
	int64_t time;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/schedstat", (int)pid);
	file = fopen(path, "re");
	if (file == NULL || fscanf(file, "%" SCNd64, &time) != 1)
		err(1, "%s", path);
	fclose(file);
	return time;
}

/* --- a thousand that do nothing */

/* A thousand of one kind, and what they had taken when they were ready. */
struct crowd {
	struct run runs[CONTAINERS];
	int64_t time;
	long wakeups;
};

static void
gather(struct crowd *crowd, const struct subject *subject)
{
	for (int i = 0; i < CONTAINERS; i++) {
		struct run *run = &crowd->runs[i];

		*run = subject_start(subject, MANNER_PLAIN, "sleep", NULL);
		subject_time(run);
		close(run->times);
		close(run->gate);
		run->times = run->gate = -1;
	}
	for (int i = 0; i < CONTAINERS; i++) {
		subject_settle(&crowd->runs[i]);
		crowd->time += processor_time(crowd->runs[i].pid);
		crowd->wakeups += measure_wakeups(&crowd->runs[i]);
	}
}

static void
dismiss(struct crowd *crowd, const struct subject *subject)
{
	long private = 0, tables = 0, wakeups = -crowd->wakeups;
	int64_t time = -crowd->time;

	for (int i = 0; i < CONTAINERS; i++) {
		time += processor_time(crowd->runs[i].pid);
		wakeups += measure_wakeups(&crowd->runs[i]);
		private += measure_private(&crowd->runs[i]);
		tables += measure_page_tables(&crowd->runs[i]);
	}
	for (int i = 0; i < CONTAINERS; i++)
		subject_end(&crowd->runs[i]);
	printf("%-14s %12.1f %12.1f %14.1f %12ld\n", subject->name,
	    (double)private / CONTAINERS, (double)tables / CONTAINERS,
	    (double)time / 1e6, wakeups);
	if (!subject->is_peer)
		promise(time == 0 && wakeups == 0,
		    "a thousand idle podinits take no processor time");
}

/* --- orphans by the thousand */

/*
 * What an engine's exec does: a process enters from outside, leaves so many
 * orphans and ends; they end when it has.  One such session after the other.
 */
static void
hold_sessions(const struct run *run, int sessions, int orphans)
{
	char path[64], byte;
	int channel[2];
	pid_t session;

	snprintf(path, sizeof(path), "/proc/%d/ns/pid", (int)run->pid);
	if (setns(open(path, O_RDONLY | O_CLOEXEC), CLONE_NEWPID) == -1)
		err(1, "setns %s", path);
	while (sessions-- > 0) {
		if (pipe2(channel, O_CLOEXEC) == -1)
			err(1, "pipe2");
		session = fork();
		if (session == -1)
			err(1, "fork");
		if (session == 0) {
			close(channel[1]);
			for (int i = 0; i < orphans; i++)
				if (fork() == 0) {
					(void)!read(channel[0], &byte, 1);
					_exit(0);
				}
			_exit(0);
		}
		close(channel[0]);
		waitpid(session, NULL, 0);
		close(channel[1]);
	}
}

static bool
is_zombie(int pid)
{
	char path[32], text[128];
	const char *state;
	ssize_t length;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return false;
	length = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[length > 0 ? length : 0] = '\0';
	state = strrchr(text, ')');
	return state != NULL && state[2] == 'Z';
}

/* How many children the init has; of those zombies says how many are. */
static int
look(const struct run *run, int *zombies)
{
	char path[64];
	int children = 0, pid;
	FILE *list;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children",
	    (int)run->pid, (int)run->pid);
	list = fopen(path, "re");
	if (list == NULL)
		err(1, "%s", path);
	for (*zombies = 0; fscanf(list, "%d", &pid) == 1; children++)
		*zombies += is_zombie(pid);
	fclose(list);
	return children;
}

static void
storm(const struct subject *subject, int sessions, int orphans)
{
	struct run run = subject_start(subject, MANNER_PLAIN, "handle", NULL);
	struct figures terms = { 0 };
	struct summary within;
	int zombies, most = 0, children;
	int64_t begun, sent;
	bool over = false;
	pid_t maker;

	subject_time(&run);
	subject_settle(&run);
	begun = subject_now();
	maker = fork();
	if (maker == -1)
		err(1, "fork");
	if (maker == 0) {
		hold_sessions(&run, sessions, orphans);
		_exit(0);
	}
	do {
		double took;

		over = over || waitpid(maker, NULL, WNOHANG) == maker;
		sent = subject_now();
		kill(run.pid, SIGTERM);
		took = (double)(subject_time(&run) - sent) / 1000;
		if (took < 0)
			errx(1, "%s: a TERM was lost", subject->name);
		figures_add(&terms, &took, 1);
		children = look(&run, &zombies);
		most = zombies > most ? zombies : most;
		usleep(BETWEEN_TERMS);
	} while (!over || children > 1);
	within = figures_summary(&terms);
	printf("%-14s %9d x %-4d %12.0f %12d %9zu %9.0f %9.0f\n",
	    subject->name, sessions, orphans, (double)sessions * orphans * 1e9 /
	    (double)(subject_now() - begun), most, within.count,
	    within.median, within.p99);
	if (!subject->is_peer)
		promise(within.p99 < TERM_MOST,
		    "99 in 100 TERMs are forwarded within 10 ms");
	free(terms.all);
	subject_end(&run);
}

/* --- ever more processes */

/* The processor time of podinit for one signal that goes to all. */
static int
cost_of_signals(const struct subject *subject, const char *count, double *cost)
{
	struct run run = subject_start(subject, MANNER_PLAIN, "orphans",
	    count);
	int64_t before;
	long wakeups;

	subject_time(&run);
	subject_settle(&run);
	before = processor_time(run.pid);
	for (int i = 0; i < SIGNALS_EACH; i++) {
		wakeups = measure_wakeups(&run);
		/* By default nobody is woken up by it, podinit excepted. */
		kill(run.pid, SIGURG);
		while (measure_wakeups(&run) == wakeups)
			usleep(200);
		subject_settle(&run);
	}
	*cost = (double)(processor_time(run.pid) - before) / 1000 /
	    SIGNALS_EACH;
	kill(run.pid, SIGTERM);
	close(run.gate);
	run.gate = -1;
	subject_wait(&run);
	return 1;
}

/* The same from the death of main until all that it left is gone. */
static int
cost_of_draining(const struct subject *subject, const char *count,
    double *cost)
{
	struct run run = subject_start(subject, MANNER_PLAIN, "orphans",
	    count);
	struct rusage usage;
	char path[64];
	int64_t before;
	int pid;
	FILE *list;

	subject_time(&run);
	subject_settle(&run);
	snprintf(path, sizeof(path), "/proc/%d/task/%d/children",
	    (int)run.pid, (int)run.pid);
	list = fopen(path, "re");
	if (list == NULL || fscanf(list, "%d", &pid) != 1)
		err(1, "%s", path);
	fclose(list);
	before = processor_time(run.pid);
	kill(pid, SIGKILL);
	if (wait4(run.pid, NULL, __WALL, &usage) != run.pid)
		err(1, "wait4");
	*cost = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
	    (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) -
	    (double)before / 1000;
	close(run.times);
	close(run.gate);
	return 1;
}

static void
grow(const char *title, const struct subject *subject,
    int (*cost_of)(const struct subject *, const char *, double *))
{
	static const char *const sizes[SIZES] = { "10", "100", "1000",
	    "10000" };
	double each[SIZES], cost;

	printf("%-34s", title);
	for (int i = 0; i < SIZES; i++) {
		struct figures costs = { 0 };

		for (int run = 0; run < RUNS; run++)
			figures_add(&costs, &cost,
			    cost_of(subject, sizes[i], &cost));
		each[i] = figures_summary(&costs).median / atoi(sizes[i]);
		printf(" %10.3f", each[i]);
		free(costs.all);
	}
	printf(" %8.2f\n", each[3] / each[1]);
	promise(each[3] <= growth_most * each[1], title);
}

int
main(int argc, char *argv[])
{
	enum { COUNT = 3 };
	static struct crowd crowds[COUNT];
	struct subject inits[COUNT] = {
		{ .name = "podinit", .argv = { "", "--", NULL } },
		{ .name = "tini-static", .is_peer = true,
		    .argv = { "/usr/bin/tini-static", "--", NULL } },
		{ .name = "catatonit", .is_peer = true,
		    .argv = { "/usr/bin/catatonit", "--", NULL } },
	};
	struct subject all = { .name = "podinit",
	    .argv = { "", "-q", "--scope=all", "--", NULL } };
	static char work[4096];
	int opt, seconds = 60;

	while ((opt = getopt(argc, argv, "s:")) != -1) {
		if (opt != 's')
			return 2;
		seconds = atoi(optarg);
	}
	if (argc - optind != 2 || getpid() != 1)
		errx(2, "expected, in a new PID namespace: FOLDER PODINIT");
	snprintf(work, sizeof(work), "%s/work", argv[optind]);
	subject_work = work;
	inits[0].argv[0] = all.argv[0] = argv[optind + 1];
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (chdir("/") == -1)
		err(1, "/");

	printf("1,000 containers, idle for %d s\n%-14s %12s %12s %14s %12s\n",
	    seconds, "", "private KiB", "tables KiB", "processor ms",
	    "wake-ups");
	for (int i = 0; i < COUNT; i++)
		gather(&crowds[i], &inits[i]);
	sleep((unsigned int)seconds);
	for (int i = 0; i < COUNT; i++)
		dismiss(&crowds[i], &inits[i]);
	printf("\nexec sessions, and the orphans that each leaves; a TERM's"
	    " time to main's handler, us\n%-14s %16s %12s %12s %9s %9s %9s\n",
	    "", "", "orphans/s", "zombies", "TERMs", "median", "p99");
	for (int i = 0; i < COUNT; i++)
		storm(&inits[i], 200, 500);
	for (int i = 0; i < COUNT; i++)
		storm(&inits[i], 1000, 10);
	printf("\npodinit's processor time for each process below it, us\n"
	    "%-34s %10s %10s %10s %10s %8s\n", "", "10", "100", "1000",
	    "10000", "/100's");
	grow("--scope=all, as PID 1", &all, cost_of_signals);
	grow("draining, as PID 1", &all, cost_of_draining);
	all.makes_namespaces = true;
	grow("--scope=all, as a subreaper", &all, cost_of_signals);
	grow("draining, as a subreaper", &all, cost_of_draining);
	return kept ? 0 : 1;
}
