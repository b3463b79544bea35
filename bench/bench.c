/*
 * Measures podinit beside its peers and two floors, all in one run and in a
 * new random order in every round.  Prints tables, and JSON to a file.
 *
 *	bench [-r ROUNDS] [-s SECONDS] [-o JSON] FOLDER PODINIT
 *	bench -c FOLDER INIT [ARG]...
 *
 * FOLDER has the programs `work' and `floor'.
 *
 *	-r	how many rounds; a storm is in every fortieth, what gives many
 *		figures at once in every fourth
 *	-s	for how long the inits are idle, at least
 *	-c	only counts an init's system calls: its own, and its child's
 */
#define _GNU_SOURCE
#include <sys/stat.h>
#include <sys/utsname.h>

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "figures.h"
#include "measure.h"
#include "subject.h"

enum { DELAY = 5000, FIGURES_MAX = 16 };

/* The order is that of the tables. */
enum { COMMAND, FLOOR, QUIET, PODINIT, SETSID, TINI, CATATONIT, DUMB_INIT,
	BOX, BOX_FLOOR, ISOLATE, UNSHARE, BWRAP, SUBJECTS };

static struct subject subjects[SUBJECTS] = {
	[COMMAND] = { .name = "no init", .argv = { NULL } },
	[FLOOR] = { .name = "floor", .argv = { "", NULL } },
	[QUIET] = { .name = "podinit -q", .argv = { "", "-q", "--", NULL } },
	[PODINIT] = { .name = "podinit", .argv = { "", "--", NULL } },
	[SETSID] = { .name = "podinit --setsid",
	    .argv = { "", "--setsid", "--", NULL } },
	[TINI] = { .name = "tini-static", .is_peer = true,
	    .argv = { "/usr/bin/tini-static", "--", NULL } },
	[CATATONIT] = { .name = "catatonit", .is_peer = true,
	    .argv = { "/usr/bin/catatonit", "--", NULL } },
	[DUMB_INIT] = { .name = "dumb-init", .is_peer = true,
	    .argv = { "/usr/bin/dumb-init", "--", NULL } },
	[BOX] = { .name = "clone+mount+exec", .makes_namespaces = true,
	    .reads_clock = true, .argv = { "", "box", NULL } },
	[BOX_FLOOR] = { .name = "floor -i", .makes_namespaces = true,
	    .argv = { "", "-i", NULL } },
	[ISOLATE] = { .name = "podinit --isolate", .makes_namespaces = true,
	    .argv = { "", "--isolate", "--", NULL } },
	[UNSHARE] = { .name = "unshare", .makes_namespaces = true,
	    .argv = { "/usr/bin/unshare", "--pid", "--mount", "--uts",
	    "--fork", "--mount-proc", "--", NULL } },
	[BWRAP] = { .name = "bubblewrap", .makes_namespaces = true,
	    .argv = { "/usr/bin/bwrap", "--unshare-pid", "--unshare-uts",
	    "--dev-bind", "/", "/", "--proc", "/proc", "--", NULL } },
};

static const struct {
	const char *name, *title;
	unsigned int who;
	int every;			/* rounds */
} measures[MEASURE_COUNT] = {
#define BIT(subject) (1U << (subject))
#define PEERS (BIT(FLOOR) | BIT(PODINIT) | BIT(TINI) | BIT(CATATONIT) | \
	BIT(DUMB_INIT))
	[MEASURE_LAUNCH] = { "launch", "launch: exec of the init to the end"
	    " of a trivial command", PEERS | BIT(COMMAND) | BIT(QUIET) |
	    BIT(BOX) | BIT(BOX_FLOOR) | BIT(ISOLATE) | BIT(UNSHARE) |
	    BIT(BWRAP), 1 },
	[MEASURE_SIGNAL] = { "signal", "signal: kill(init) to the handler of"
	    " the command", PEERS, 4 },
	[MEASURE_END] = { "end", "end: TERM to the init to its status",
	    PEERS, 1 },
	[MEASURE_ORPHAN] = { "orphan", "orphan: its death until it is reaped",
	    PEERS, 4 },
	[MEASURE_STORM_EACH] = { "storm", "storm: 5,000 orphans end together,"
	    " for each", PEERS | BIT(SETSID), 40 },
};

static struct figures figures[MEASURE_COUNT][SUBJECTS];
static struct summary summaries[MEASURE_COUNT][SUBJECTS];

static bool
applies(int measure, int subject)
{
	return measures[measure].who & BIT(subject);
}

/* --- the run */

static void
shuffle(int *jobs, int count)
{
	for (int i = count - 1; i > 0; i--) {
		int other = rand() % (i + 1), kept = jobs[i];

		jobs[i] = jobs[other];
		jobs[other] = kept;
	}
}

static void
run_round(int round)
{
	int jobs[MEASURE_COUNT * SUBJECTS], count = 0;
	double taken[FIGURES_MAX];

	for (int job = 0; job < MEASURE_COUNT * SUBJECTS; job++)
		if (applies(job / SUBJECTS, job % SUBJECTS) &&
		    round % measures[job / SUBJECTS].every == 0)
			jobs[count++] = job;
	shuffle(jobs, count);
	for (int i = 0; i < count; i++) {
		int measure = jobs[i] / SUBJECTS, who = jobs[i] % SUBJECTS;

		figures_add(&figures[measure][who], taken,
		    measure_take((enum measure)measure, &subjects[who], taken,
		    FIGURES_MAX));
	}
}

/* --- does it measure what it says? */

/* How much longer slow takes than the floor: each in turn, the medians. */
static double
difference(enum measure measure, const struct subject *slow)
{
	const struct subject *both[] = { slow, &subjects[FLOOR] };
	struct figures some[2] = { { 0 }, { 0 } };
	double taken[FIGURES_MAX];

	for (int i = 0; i < 2 * 21; i++)
		figures_add(&some[i % 2], taken, measure_take(measure,
		    both[i % 2], taken, FIGURES_MAX));
	return figures_summary(&some[0]).median -
	    figures_summary(&some[1]).median;
}

/* The floor with a known delay has to be measured as so much slower. */
static void
check_delay(void)
{
	static const int times[MEASURE_COUNT] = {
		[MEASURE_LAUNCH] = 1, [MEASURE_SIGNAL] = 1,
		/* It forwards, and it reaps. */
		[MEASURE_END] = 2, [MEASURE_ORPHAN] = 1,
	};
	struct subject slow = { .name = "floor -d", .argv = {
	    subjects[FLOOR].argv[0], "-d", "5000", NULL } };

	for (int measure = 0; measure < MEASURE_STORM_EACH; measure++) {
		double found = difference((enum measure)measure, &slow) /
		    times[measure];

		printf("check: a delay of %d us is measured as %.0f us"
		    " (%s)\n", DELAY, found, measures[measure].name);
		if (fabs(found - DELAY) > DELAY / 25.0)
			errx(1, "this is no measurement");
	}
}

/* --- what it tells */

static double
best_peer(int measure)
{
	double best = 0;

	for (int who = 0; who < SUBJECTS; who++)
		if (subjects[who].is_peer && (best == 0 ||
		    summaries[measure][who].median < best))
			best = summaries[measure][who].median;
	return best;
}

static void
print_measure(int measure)
{
	double floor = summaries[measure][FLOOR].median;
	double box = summaries[measure][BOX].median;

	printf("\n%s; us\n%-18s %7s %9s %9s %9s %7s %7s\n",
	    measures[measure].title, "", "n", "min", "median", "p99",
	    "/floor", "/peer");
	for (int who = 0; who < SUBJECTS; who++) {
		const struct summary *row = &summaries[measure][who];

		if (!applies(measure, who))
			continue;
		if (who == BOX)
			printf("%-18s %7s %9s %9s %9s %7s\n", "containers:",
			    "n", "min", "median", "p99", "/bare");
		printf("%-18s %7zu %9.1f %9.1f %9.1f", subjects[who].name,
		    row->count, row->least, row->median, row->p99);
		if (who >= BOX)
			printf(" %7.2f\n", row->median / box);
		else
			printf(" %7.2f %7.2f\n", row->median / floor,
			    row->median / best_peer(measure));
	}
}

static long
size_of(const char *file)
{
	struct stat what;

	return stat(file, &what) == -1 ? 0 : (long)what.st_size;
}

static void
write_measures(FILE *json)
{
	for (int measure = 0; measure < MEASURE_COUNT; measure++) {
		const char *comma = "";

		fprintf(json, "  \"%s\": [", measures[measure].name);
		for (int who = 0; who < SUBJECTS; who++) {
			const struct summary *row = &summaries[measure][who];

			if (!applies(measure, who))
				continue;
			fprintf(json, "%s\n    {\"subject\": \"%s\", \"n\": "
			    "%zu, \"min_us\": %.3f, \"median_us\": %.3f, "
			    "\"p99_us\": %.3f}", comma, subjects[who].name,
			    row->count, row->least, row->median, row->p99);
			comma = ",";
		}
		fprintf(json, "\n  ],\n");
	}
}

/* Prints what each costs by being there, and writes it to json. */
static void
tell_states(FILE *json, const struct measure_state *states,
    const long *wakeups, double seconds)
{
	const char *comma = "";

	printf("\n%-18s %9s %7s %7s %9s %9s %9s\n", "", "dirty KiB", "faults",
	    "calls", "+ child's", "wakes/60s", "bytes");
	fprintf(json, "  \"state\": [");
	for (int who = 0; who < BOX; who++) {
		const struct measure_state *state = &states[who];
		long size = size_of(subjects[who].argv[0]);
		double woken = (double)wakeups[who] * 60 / seconds;

		if (!applies(MEASURE_SIGNAL, who))
			continue;
		printf("%-18s %9ld %7ld %7ld %9ld %9.1f %9ld\n",
		    subjects[who].name, state->private_dirty, state->faults,
		    state->calls, state->calls + state->child_calls, woken,
		    size);
		fprintf(json, "%s\n    {\"subject\": \"%s\", "
		    "\"private_dirty_kib\": %ld, \"page_faults\": %ld, "
		    "\"calls\": %ld, \"calls_of_child\": %ld, "
		    "\"wakeups_in_60_s\": %.1f, \"bytes\": %ld}", comma,
		    subjects[who].name, state->private_dirty, state->faults,
		    state->calls, state->child_calls, woken, size);
		comma = ",";
	}
	fprintf(json, "\n  ],\n");
}

/* Where and when: the first lines, of both. */
static void
tell_surroundings(FILE *json, bool real_time, int rounds)
{
	char line[256], model[128] = "unknown processor", date[32];
	bool is_virtual = false;
	struct utsname name;
	time_t clock = time(NULL);
	FILE *cpuinfo = fopen("/proc/cpuinfo", "re");

	while (cpuinfo != NULL && fgets(line, sizeof(line), cpuinfo) != NULL) {
		sscanf(line, "model name : %127[^\n]", model);
		is_virtual |= strstr(line, " hypervisor") != NULL;
	}
	if (cpuinfo != NULL)
		fclose(cpuinfo);
	uname(&name);
	strftime(date, sizeof(date), "%Y-%m-%d", gmtime(&clock));
	printf("%s, Linux %s, %s%s, %ld processors; pinned to one, %s;"
	    " %d rounds\n", date, name.release, model,
	    is_virtual ? " (virtual machine)" : "",
	    sysconf(_SC_NPROCESSORS_ONLN),
	    real_time ? "SCHED_FIFO" : "no real-time policy", rounds);
	fprintf(json, "{\n  \"date\": \"%s\", \"kernel\": \"%s\", "
	    "\"processor\": \"%s\", \"virtual\": %s, \"real_time\": %s, "
	    "\"rounds\": %d,\n", date, name.release, model,
	    is_virtual ? "true" : "false", real_time ? "true" : "false",
	    rounds);
}

/* --- the whole */

static void
measure_all(FILE *json, int rounds, int seconds, bool real_time)
{
	struct measure_state states[SUBJECTS];
	struct run idle[SUBJECTS];
	long wakeups[SUBJECTS];
	int64_t since;
	double idled;

	tell_surroundings(json, real_time, rounds);
	check_delay();
	for (int who = 0; who < SUBJECTS; who++)
		if (applies(MEASURE_SIGNAL, who))
			states[who] = measure_state(&subjects[who]);
	for (int who = 0; who < SUBJECTS; who++)
		if (applies(MEASURE_SIGNAL, who)) {
			idle[who] = subject_start(&subjects[who],
			    MANNER_ELSEWHERE, "sleep", NULL);
			subject_time(&idle[who]);
			subject_settle(&idle[who]);
			wakeups[who] = measure_wakeups(&idle[who]);
		}
	since = subject_now();
	for (int round = 0; round < rounds; round++)
		run_round(round);
	while (subject_now() - since < seconds * INT64_C(1000000000))
		sleep(1);
	idled = (double)(subject_now() - since) / 1e9;
	for (int who = 0; who < SUBJECTS; who++)
		if (applies(MEASURE_SIGNAL, who)) {
			wakeups[who] = measure_wakeups(&idle[who]) -
			    wakeups[who];
			subject_end(&idle[who]);
		}
	for (int measure = 0; measure < MEASURE_COUNT; measure++) {
		for (int who = 0; who < SUBJECTS; who++)
			summaries[measure][who] =
			    figures_summary(&figures[measure][who]);
		print_measure(measure);
	}
	tell_states(json, states, wakeups, idled);
	write_measures(json);
	fprintf(json, "  \"idle_seconds\": %.0f\n}\n", idled);
}

/* The two programs of ours, by the folder that they are in. */
static void
place(const char *folder)
{
	static char work[4096], floor[4096];

	snprintf(work, sizeof(work), "%s/work", folder);
	snprintf(floor, sizeof(floor), "%s/floor", folder);
	subject_work = work;
	subjects[BOX].argv[0] = work;
	subjects[FLOOR].argv[0] = subjects[BOX_FLOOR].argv[0] = floor;
}

int
main(int argc, char *argv[])
{
	struct subject counted = { .name = "init" };
	struct measure_state state;
	const char *output = "/dev/null";
	int opt, rounds = 400, seconds = 60;
	bool counts = false, real_time;
	FILE *json;

	while ((opt = getopt(argc, argv, "+cr:s:o:")) != -1) {
		if (opt == 'c')
			counts = true;
		else if (opt == 'r')
			rounds = atoi(optarg);
		else if (opt == 's')
			seconds = atoi(optarg);
		else if (opt == 'o')
			output = optarg;
		else
			return 2;
	}
	if (argc - optind < 2)
		errx(2, "expected FOLDER and the program to be measured");
	place(argv[optind]);
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (chdir("/") == -1)
		err(1, "/");
	if (counts) {
		for (int i = optind + 1; i < argc; i++)
			counted.argv[i - optind - 1] = argv[i];
		state = measure_state(&counted);
		printf("%ld %ld\n", state.calls, state.child_calls);
		return 0;
	}
	for (int who = 0; who < SUBJECTS; who++)
		if (strncmp(subjects[who].name, "podinit", 7) == 0)
			subjects[who].argv[0] = argv[optind + 1];
	json = fopen(output, "we");
	if (json == NULL)
		err(1, "%s", output);
	real_time = subject_prepare();
	srand((unsigned int)time(NULL));
	measure_all(json, rounds, seconds, real_time);
	return 0;
}
