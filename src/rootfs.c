/*
 * The new root: a copy of a folder's mounts on top of the old root, which is
 * pivoted in when all else is in place.  A copy, so that a folder that is no
 * mount point, is read-only, or is the old root itself makes no difference.
 */
#include "config.h"

#include "rootfs.h"

#include <sys/mount.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"
#include "die.h"
#include "procfs.h"
#include "refusal.h"
#include "usermap.h"

void
rootfs_prepare(struct attach *attach, const char *directory)
{
	struct attach_source source;
	int target, root;

	target = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	root = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (target == -1 || root == -1)
		die("open root %s: %s", directory, strerror(errno));
	source = attach_take(attach, root, "", true);
	calls_close(root);
	if (source.fd == -1)
		die("bind root %s: %s", directory, strerror(errno));
	root = attach_bind(attach, source, target);
	if (root == -1)
		die("bind root %s: %s", directory, strerror(errno));
	calls_close(target);
	calls_close(attach->root);
	attach->root = root;
}

/* The number of the mount at path, by the kernel's word or by procfs's. */
static unsigned long long
number_of(const struct attach *attach, const char *path)
{
	unsigned long long number = calls_mount_number(AT_FDCWD, path);
	int fd, told;

	if (number != 0)
		return number;
	fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	told = fd == -1 ? -1 : procfs_mount_of(attach->proc, fd);
	calls_close(fd);
	if (told == -1)
		die("umount the old root: nobody tells whether all of it is"
		    " gone, neither statx(2), Linux 5.8, nor a procfs at"
		    " /proc");
	return (unsigned long long)told;
}

/* Whether something is mounted on the root that we have. */
static bool
is_covered(const struct attach *attach)
{
	return number_of(attach, "/..") != number_of(attach, "/");
}

void
rootfs_enter(const struct attach *attach, const char *directory)
{
	if (fchdir(attach->root) == -1)
		die("fchdir to root %s: %s%s", directory, strerror(errno),
		    usermap_owner_hint(errno).text);
	if (calls_pivot_root_here() == -1)
		die("pivot_root %s: %s%s", directory, strerror(errno),
		    errno == EINVAL ? " (the caller's root is the initial"
		    " ramfs, or no mount point)" : refusal_hint(errno).text);
	/*
	 * The old root is on top of the new one now, on it what the caller
	 * may have had on top of its own.
	 */
	do
		if (umount2(".", MNT_DETACH) == -1)
			die("umount the old root: %s", strerror(errno));
	while (is_covered(attach));
	if (chdir("/") == -1)
		die("chdir / in root %s: %s", directory, strerror(errno));
}
