/*
 * Thin wrappers for what libc lacks or would allocate for.  No wrapper knows
 * what it is used for, none prints.
 */
#include "config.h"

#include "os.h"

#include <sys/syscall.h>
#include <sys/uio.h>

#include <bsd/stdlib.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Not in every libc's headers. */
#ifndef RWF_NOWAIT
#define RWF_NOWAIT 0x00000008
#endif

/* The kernel's struct linux_dirent64, getdents64(2). */
struct entry {
	uint64_t inode;
	int64_t offset;
	unsigned short length;
	unsigned char type;
	char name[];
};

/* The kernel's struct rusage, of which libc's may be another. */
struct kernel_usage {
	long user_seconds, user_microseconds;
	long system_seconds, system_microseconds;
	long max_resident;		/* KiB */
	long rest[13];
};

#ifdef SYS_clock_gettime64
#define SYS_CLOCK_GETTIME SYS_clock_gettime64
#else
#define SYS_CLOCK_GETTIME SYS_clock_gettime
#endif

/*
 * By the system call: who asks a few times in a life pays more for finding the
 * way through the vDSO, vdso(7), and for its pages, than that way saves.
 */
static int64_t
read_clock(clockid_t which)
{
	struct timespec other = { 0 };
	struct os_timespec now;

	if (syscall(SYS_CLOCK_GETTIME, which, &now) == 0)
		return now.seconds * OS_SECOND + now.nanoseconds;
	/* A filter, or an old kernel of 32 bits; the vDSO asks neither. */
	clock_gettime(which, &other);
	return (int64_t)other.tv_sec * OS_SECOND + other.tv_nsec;
}

int64_t
os_now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t
os_since_boot(void)
{
	return read_clock(CLOCK_BOOTTIME);
}

int64_t
os_wall_clock(void)
{
	int64_t now = read_clock(CLOCK_REALTIME);

	return now < 0 ? 0 : now;
}

pid_t
os_fork(unsigned long flags)
{
#if defined(__s390__)
	return (pid_t)syscall(SYS_clone, 0, flags | SIGCHLD, 0, 0, 0);
#else
	return (pid_t)syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
#endif
}

int
os_wait(idtype_t type, id_t id, siginfo_t *record, int options,
    struct os_usage *usage)
{
	struct kernel_usage used;

	if (syscall(SYS_waitid, type, id, record, options,
	    usage == NULL ? NULL : &used) == -1)
		return -1;
	/* Where nobody was to be waited for, nothing was filled in. */
	if (usage == NULL || record->si_pid == 0)
		return 0;
	usage->user = used.user_seconds * OS_SECOND +
	    used.user_microseconds * INT64_C(1000);
	usage->system = used.system_seconds * OS_SECOND +
	    used.system_microseconds * INT64_C(1000);
	usage->max_resident = used.max_resident * INT64_C(1024);
	return 0;
}

ssize_t
os_write_now(int fd, const void *bytes, size_t count)
{
	struct iovec whole = {
		.iov_base = (void *)(uintptr_t)bytes,
		.iov_len = count,
	};

	/* The offset, in two halves, is -1: where the file stands. */
	return syscall(SYS_pwritev2, fd, &whole, 1L, -1L, -1L, RWF_NOWAIT);
}

ssize_t
os_read_file(int dir, const char *path, char *text, size_t size)
{
	size_t length = 0;
	ssize_t got;
	int fd, saved;

	fd = openat(dir, path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd == -1)
		return -1;
	do {
		got = read(fd, text + length, size - 1 - length);
		if (got > 0)
			length += (size_t)got;
	} while (got > 0 && length < size - 1);
	text[length] = '\0';
	saved = errno;
	close(fd);
	errno = saved;
	return got == -1 ? -1 : (ssize_t)length;
}

int
os_numbers_open(struct os_numbers *numbers, int dir, const char *path)
{
	numbers->filled = numbers->at = 0;
	numbers->fd = openat(dir, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return numbers->fd == -1 ? -1 : 0;
}

int
os_numbers_next(struct os_numbers *numbers)
{
	const struct entry *entry;
	const char *wrong;
	int number;

	for (;;) {
		if (numbers->at == numbers->filled) {
			numbers->at = 0;
			numbers->filled = syscall(SYS_getdents64, numbers->fd,
			    numbers->entries, sizeof(numbers->entries));
			if (numbers->filled <= 0) {
				numbers->filled = 0;
				return -1;
			}
		}
		entry = (const void *)(numbers->entries + numbers->at);
		numbers->at += entry->length;
		number = (int)strtonum(entry->name, 0, INT_MAX, &wrong);
		if (wrong == NULL)
			return number;
	}
}

void
os_numbers_close(struct os_numbers *numbers)
{
	close(numbers->fd);
}
