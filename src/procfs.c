/*
 * Whether /proc is what it is called.  What is in it is others' affair.
 */
#include "config.h"

#include "procfs.h"

#include <sys/vfs.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <unistd.h>

bool
procfs_is(int fd)
{
	struct statfs what;

	return fstatfs(fd, &what) == 0 && what.f_type == PROC_SUPER_MAGIC;
}

int
procfs_open(void)
{
	int fd = openat(AT_FDCWD, "/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd == -1 || procfs_is(fd))
		return fd;
	close(fd);
	errno = ENODEV;
	return -1;
}
