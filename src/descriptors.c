/*
 * Closes descriptors by the many, whatever the kernel or a filter knows.  Which
 * of them is the callers' affair.
 */
#include "config.h"

#include "descriptors.h"

#include <sys/syscall.h>

#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <unistd.h>

#include "os.h"
#include "procfs.h"

/* Not in every libc's headers. */
#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC 0x4
#endif

static bool
is_kept(int fd, const int *keep, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (keep[i] == fd)
			return true;
	return false;
}

/*
 * close_range(2) by hand, for a kernel or a filter that refuses it: does with
 * each open descriptor what act says.  Without a procfs so many are tried,
 * whatever RLIMIT_NOFILE is: it can have been more.
 */
enum { TRIED_MAX = 65536 };

static void
for_each_open(void (*act)(int fd, const int *keep, size_t count),
    const int *keep, size_t count)
{
	struct os_numbers numbers;
	int fd;

	if (os_numbers_open(&numbers, AT_FDCWD, "/proc/self/fd") == 0) {
		bool is_list = false;

		while (procfs_is(numbers.fd) &&
		    (fd = os_numbers_next(&numbers)) != -1)
			if (fd != numbers.fd)
				act(fd, keep, count);
			else
				is_list = true;
		os_numbers_close(&numbers);
		if (is_list)
			return;
	}
	for (fd = 0; fd < TRIED_MAX; fd++)
		act(fd, keep, count);
}

static void
close_unless_kept(int fd, const int *keep, size_t count)
{
	if (!is_kept(fd, keep, count))
		close(fd);
}

static void
mark_from(int fd, const int *first, size_t count)
{
	(void)count;
	if (fd >= *first)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
}

void
descriptors_close_on_exec_from(int first)
{
	if (syscall(SYS_close_range, (unsigned int)first, UINT_MAX,
	    CLOSE_RANGE_CLOEXEC) == -1)
		for_each_open(mark_from, &first, 1);
}

/* By insertion: there are few. */
static void
sort(int *numbers, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t j = i; j > 0 && numbers[j] < numbers[j - 1]; j--) {
			int larger = numbers[j - 1];

			numbers[j - 1] = numbers[j];
			numbers[j] = larger;
		}
}

void
descriptors_close_all_but(int *keep, size_t count)
{
	unsigned int first = 0;

	sort(keep, count);
	for (size_t i = 0; i <= count; i++) {
		unsigned int past = UINT_MAX;

		if (i < count) {
			if (keep[i] == -1)
				continue;
			past = (unsigned int)keep[i];
		}
		if (first < past && syscall(SYS_close_range, first,
		    past == UINT_MAX ? past : past - 1, 0) == -1) {
			for_each_open(close_unless_kept, keep, count);
			return;
		}
		first = past + 1;
	}
}
