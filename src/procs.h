#ifndef PODINIT_PROCS_H
#define PODINIT_PROCS_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

/* One process, as /proc/PID/stat has it, proc_pid_stat(5). */
struct procs_process {
	pid_t pid;
	pid_t parent;			/* 0: outside our PID namespace */
	pid_t session;
	char state;			/* 'Z': ended, not waited for */
};

/* Room for a command name, TASK_COMM_LEN of the kernel and some. */
struct procs_command {
	char text[32];
};

/* As many processes as one walk tells apart. */
#define PROCS_WALK_MAX 4096

/* A walk through the processes below podinit. */
struct procs_walk {
	int proc;			/* /proc, verified */
	pid_t self;
	bool has_lists;			/* of each thread's children */
	size_t seen_count, queued;
	pid_t seen[PROCS_WALK_MAX];	/* by any pass of this walk */
	pid_t queue[PROCS_WALK_MAX];	/* by this pass, parents first */
};

/*
 * Opens /proc where it is a procfs, and that of our own PID namespace: one of
 * another namespace would show numbers that mean other processes here.
 * Returns a descriptor, or -1 with errno.
 */
int
procs_open(void);

/* The command of pid, or "?" where it cannot be told. */
struct procs_command
procs_command(pid_t pid);

/* Begins a walk below podinit.  Returns whether /proc can be used. */
bool
procs_walk_begin(struct procs_walk *walk);

/*
 * Calls visit once for each process below podinit that no earlier pass of
 * this walk has seen, parents before children: as PID 1 for all of its
 * namespace, those that entered from outside included.  Returns how many there
 * were.  A walk that has seen PROCS_WALK_MAX processes no longer tells new ones
 * from old ones: they are visited again, and how many there were is 0.
 */
size_t
procs_walk_pass(struct procs_walk *walk,
    void (*visit)(const struct procs_process *, void *), void *context);

void
procs_walk_end(struct procs_walk *walk);

/*
 * Whether a process besides podinit lives in podinit's PID namespace, a zombie
 * not counted; true where it cannot be told.
 */
bool
procs_any_alive(void);

#endif
