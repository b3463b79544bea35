#ifndef PODINIT_CGROUP_H
#define PODINIT_CGROUP_H

#include <sys/types.h>

#include <stdbool.h>
#include <stdint.h>

/* What a control group counts or limits, cgroups(7). */
enum cgroup_counter {
	CGROUP_OOM_KILLS,		/* killed for want of memory */
	CGROUP_MEMORY,			/* bytes in use */
	CGROUP_MEMORY_MAX,
	CGROUP_PIDS,			/* processes and threads */
	CGROUP_PIDS_MAX,
};

/* A limit that is none. */
#define CGROUP_UNLIMITED UINT64_MAX

/*
 * Opens the file in which counter of pid's control group stands, whichever
 * version of control groups has it; pid is one of podinit's PID namespace.
 * Where there is no /proc to find it by, only podinit's own can be had, and
 * only where /sys/fs/cgroup itself is that group, as in a container.
 * Returns a descriptor, or -1 with errno: ENOENT where nothing that is mounted
 * shows this counter, as for the root of version 2.
 */
int
cgroup_open(enum cgroup_counter counter, pid_t pid);

/* Reads what cgroup_open() has opened.  Returns whether it could be told. */
bool
cgroup_read(int fd, enum cgroup_counter counter, uint64_t *value);

/* Both of these, and closes it. */
bool
cgroup_get(enum cgroup_counter counter, pid_t pid, uint64_t *value);

#endif
