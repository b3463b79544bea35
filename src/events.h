#ifndef PODINIT_EVENTS_H
#define PODINIT_EVENTS_H

#include <sys/types.h>

#include <stdbool.h>
#include <stdint.h>

#include "os.h"
#include "sender.h"
#include "status.h"

/* A write of so many bytes to a pipe is done as a whole, pipe(7). */
#define EVENTS_LINE_MAX 4096

/* Where events go. */
struct events {
	int fd;				/* -1: nowhere */
	unsigned long long dropped;
	struct events_memory *memory;	/* to put them together; NULL then */
};

/* Sends events to fd from now on; -1 is nowhere.  Dies without memory. */
void
events_begin(struct events *events, int fd);

/*
 * The events, with what the manual says of each.  None does anything where fd
 * is -1.  Texts may hold any bytes.
 */
void
events_started(struct events *events, pid_t pid, const char *command);

void
events_signal(struct events *events, int number, const struct sender *sender);

/* Of "forwarded" and "killed": whom is who got it, a word. */
void
events_sent(struct events *events, const char *name, int number,
    const char *whom);

/* Of "stopped" and "continued". */
void
events_job(struct events *events, const char *name, pid_t pid, int number);

/* Of "reaped" and "main-exited". */
void
events_ended(struct events *events, const char *name, pid_t pid,
    const char *command, struct ending ending, const struct os_usage *usage);

void
events_terminating(struct events *events, int64_t grace);

/* A process that is dead and that its living parent does not wait for. */
struct events_zombie {
	pid_t pid, parent;
	const char *command, *parent_command;
	int64_t age;			/* of the process, nanoseconds */
	int64_t count;			/* of those that this parent leaves */
	int64_t pids, pids_max;		/* of the control group; -1: unknown */
};

void
events_zombie(struct events *events, const struct events_zombie *zombie);

/* How podinit's own end came to be. */
struct events_exit {
	int status;
	unsigned long orphans_reaped, leftovers_killed;
	const char *out_of_memory;	/* a word: no, possibly, yes */
	int64_t oom_kills;		/* -1 where that cannot be told */
};

/* The last one; it tells how many were dropped. */
void
events_exit(struct events *events, const struct events_exit *end);

#endif
