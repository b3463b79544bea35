#ifndef PODINIT_OS_H
#define PODINIT_OS_H

#include <sys/types.h>
#include <sys/wait.h>

#include <stddef.h>
#include <stdint.h>

/* Nanoseconds in a second and in a millisecond. */
#define OS_SECOND INT64_C(1000000000)
#define OS_MILLISECOND INT64_C(1000000)

/* The kernel's struct __kernel_timespec, 64 bits wide everywhere. */
struct os_timespec {
	int64_t seconds, nanoseconds;
};

/* CLOCK_MONOTONIC in nanoseconds: no step of the wall clock moves it. */
int64_t
os_now(void);

/* CLOCK_BOOTTIME in nanoseconds: that of a suspended machine goes on. */
int64_t
os_since_boot(void);

/* CLOCK_REALTIME in nanoseconds since 1970; 0 where it is before that. */
int64_t
os_wall_clock(void);

/*
 * One write that does not wait for room: pwritev2(2) with RWF_NOWAIT (pipes:
 * Linux 5.5, sockets: 5.12).  Returns the bytes written, or -1 with EAGAIN
 * where there is no room, EOPNOTSUPP or ENOSYS where the descriptor or the
 * kernel does not know the flag.
 */
ssize_t
os_write_now(int fd, const void *bytes, size_t count);

/*
 * fork(2), into the new namespaces that clone(2)'s flags ask for.  By number,
 * for clone(2)'s wrapper wants a stack, and fork(2)'s takes locks, and keeps
 * handlers, of threads that are not there.
 */
pid_t
os_fork(unsigned long flags);

/* What a child used, and the children that it has waited for. */
struct os_usage {
	int64_t user, system;		/* processor time, nanoseconds */
	int64_t max_resident;		/* bytes, of the largest of them */
};

/* waitid(2) that tells the usage too, which libc's does not; or NULL. */
int
os_wait(idtype_t type, id_t id, siginfo_t *record, int options,
    struct os_usage *usage);

/*
 * Reads the file path below directory dir into text, at most size - 1 bytes,
 * and ends it with NUL.  Returns the length, or -1 with errno.
 */
ssize_t
os_read_file(int dir, const char *path, char *text, size_t size);

/* The entries of a directory whose names are decimal numbers. */
struct os_numbers {
	int fd;
	long filled, at;
	char entries[1024] __attribute__((aligned(8)));
};

/*
 * Opens the directory path below dir for os_numbers_next().  Nothing is
 * allocated, which readdir(3) would.  Returns 0, or -1 with errno.
 */
int
os_numbers_open(struct os_numbers *numbers, int dir, const char *path);

/* The next number; at the end, or where reading fails, -1. */
int
os_numbers_next(struct os_numbers *numbers);

void
os_numbers_close(struct os_numbers *numbers);

#endif
