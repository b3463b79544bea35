#ifndef PODINIT_PROCS_H
#define PODINIT_PROCS_H

#include <sys/types.h>

#include <stdbool.h>
#include <stdint.h>

/* Room for a command name, TASK_COMM_LEN of the kernel and some. */
struct procs_command {
	char text[32];
};

/* One process, as /proc/PID/stat has it, proc_pid_stat(5). */
struct procs_process {
	pid_t pid;
	pid_t parent;			/* 0: outside our PID namespace */
	pid_t session;
	int threads;
	uint64_t started;		/* clock ticks after boot */
	bool has_waited;		/* for a child */
	char state;			/* 'Z': ended, not waited for */
	struct procs_command command;
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

/*
 * Reads what proc, from procs_open(), has of pid.  Returns 0, or -1 with
 * errno: ENOENT or ESRCH where there is no such process any more.
 */
int
procs_read(int proc, pid_t pid, struct procs_process *process);

/*
 * Whether it is a zombie.  A process whose first thread alone has ended has
 * the state of one, and lives.
 */
bool
procs_is_dead(const struct procs_process *process);

/* The time by which processes started: clock ticks after boot. */
uint64_t
procs_clock(void);

/* How long it is since the process started, in nanoseconds. */
int64_t
procs_age(const struct procs_process *process);

/*
 * Calls visit for each process that proc, from procs_open(), shows, in
 * ascending order, until it returns false.  Returns how many could not be read
 * though they are there, or -1 with errno.
 */
int
procs_visit_all(int proc, bool (*visit)(const struct procs_process *, void *),
    void *context);

/*
 * Whether a process besides podinit lives in podinit's PID namespace, a zombie
 * not counted; true where it cannot be told.
 */
bool
procs_any_alive(void);

/*
 * Whether the PID namespace of podinit, which is its PID 1, has never had a
 * process or a thread but that and pid; false where it cannot be told.
 */
bool
procs_had_nobody_but(pid_t pid);

#endif
