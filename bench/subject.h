#ifndef BENCH_SUBJECT_H
#define BENCH_SUBJECT_H

#include <sys/types.h>

#include <stdbool.h>
#include <stdint.h>

/* Who is measured: an init, or what stands in for one. */
struct subject {
	const char *name;
	const char *argv[12];		/* what stands before the command */
	bool makes_namespaces;		/* by itself */
	bool reads_clock;		/* writes the time of its beginning */
	bool is_peer;			/* for the best peer */
};

/* One that runs. */
struct run {
	pid_t pid;
	int64_t begun;			/* just before it was executed */
	int times;			/* what the command writes, a pipe */
	int gate;			/* what orphans wait at, a pipe */
};

/* How it is started. */
enum manner { MANNER_PLAIN, MANNER_TRACED, MANNER_ELSEWHERE };

/* Nanoseconds of CLOCK_MONOTONIC. */
int64_t
subject_now(void);

/*
 * Pins this process to one processor, with a real-time policy where that is
 * allowed: the subjects come before it, and no one else in between.  Returns
 * whether it was.
 */
bool
subject_prepare(void);

/* Executes it with `work ARGUMENT NUMBER', as PID 1 of a new namespace. */
struct run
subject_start(const struct subject *subject, enum manner manner,
    const char *argument, const char *number);

/* Waits for the next time that the command writes; 0 when there is none. */
int64_t
subject_time(const struct run *run);

/* Waits for its end.  Returns the wait status. */
int
subject_wait(struct run *run);

/* Ends it, in whatever state it is. */
void
subject_end(struct run *run);

/* Lets it run until it sleeps. */
void
subject_settle(const struct run *run);

/* Where the program `work' is. */
extern const char *subject_work;

#endif
