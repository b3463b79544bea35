/*
 * Whether /proc is what it is called, and which mount a descriptor is on.  What
 * else is in it is others' affair.
 */
#include "config.h"

#include "procfs.h"

#include <sys/vfs.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "number.h"
#include "os.h"

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

int
procfs_mount_of(int proc, int fd)
{
	char path[32], text[512];
	const char *line;
	long long mount;

	snprintf(path, sizeof(path), "self/fdinfo/%d", fd);
	if (os_read_file(proc, path, text, sizeof(text)) == -1)
		return -1;
	line = strstr(text, "mnt_id:");
	if (line != NULL)
		line += strlen("mnt_id:");
	if (line != NULL && number_next(&line, &mount))
		return (int)mount;
	errno = ENODEV;
	return -1;
}
