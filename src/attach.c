/*
 * One mount, at one place, both told by descriptors.  What is mounted where,
 * and in which order, is mounts.c's.
 *
 * New file systems are mounted on ".", which is on every kernel the folder
 * that was opened and nothing else.  A bind is a copy of a tree that is held
 * by a descriptor (Linux 5.2), and where the kernel has none, mount(2) with
 * both names below a verified procfs, which has a name for each descriptor.
 */
#include "config.h"

#include "attach.h"

#include <sys/mount.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"
#include "die.h"
#include "resolve.h"

/* "self/fd/NUMBER". */
struct name {
	char text[24];
};

static struct name
name_of(int fd)
{
	struct name name;

	snprintf(name.text, sizeof(name.text), "self/fd/%d", fd);
	return name;
}

int
attach_fresh(int target, const char *type, unsigned long flags,
    const char *data)
{
	if (fchdir(target) == -1)
		return -1;
	if (mount(type, ".", type, flags, data) == 0)
		return 0;
	/*
	 * The very same one is there already: the namespace that it shows is
	 * the caller's.  The flags are all that is left to do.
	 */
	if (errno != EBUSY || (data != NULL && data[0] != '\0'))
		return -1;
	return mount(NULL, ".", NULL, MS_REMOUNT | MS_BIND | flags, NULL);
}

/*
 * ".." in a root leads to that root, and on to what is mounted there.  The
 * root can be one for a single call, or for a while.
 */
int
attach_top(int target)
{
	int back, top = calls_open_in_root(target, "..");

	if (top != -1 || !calls_is_refused(errno))
		return top;
	back = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (back == -1)
		return -1;
	if (fchdir(target) == 0 && chroot(".") == 0) {
		top = open("/..", O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (fchdir(back) == -1 || chroot(".") == -1)
			die("chroot to where podinit was: %s",
			    strerror(errno));
	}
	calls_close(back);
	return top;
}

struct attach_source
attach_take(const struct attach *attach, int dir, const char *path,
    bool recursive)
{
	struct attach_source source = {
		.fd = -1,
		.detached = attach->trees,
		.recursive = recursive,
	};

	if (attach->trees)
		source.fd = calls_copy_tree(dir, path, recursive);
	else if (path[0] != '\0')
		source.fd = openat(dir, path, O_PATH | O_CLOEXEC);
	else
		source.fd = fcntl(dir, F_DUPFD_CLOEXEC, 0);
	return source;
}

/*
 * The root of what has just been mounted on the file target, a copy of source:
 * found by name, so that what is found has to prove that it is that.
 */
static int
top_of_file(const struct attach *attach, int source, int target)
{
	struct stat wanted, found;
	char path[PATH_MAX];
	ssize_t length;
	int top;

	length = readlinkat(attach->proc, name_of(target).text, path,
	    sizeof(path) - 1);
	if (length == -1)
		return -1;
	path[length] = '\0';
	top = resolve_plain(attach->root, path);
	if (top == -1)
		return -1;
	if (fstat(source, &wanted) == 0 && fstat(top, &found) == 0 &&
	    wanted.st_dev == found.st_dev && wanted.st_ino == found.st_ino)
		return top;
	close(top);
	errno = EAGAIN;
	return -1;
}

static int
bind_by_name(const struct attach *attach, struct attach_source source,
    int target)
{
	struct stat what;

	if (attach->proc == -1) {
		errno = ENODEV;
		return -1;
	}
	if (fchdir(attach->proc) == -1 || fstat(source.fd, &what) == -1 ||
	    mount(name_of(source.fd).text, name_of(target).text, NULL,
	    MS_BIND | (source.recursive ? MS_REC : 0), NULL) == -1)
		return -1;
	return S_ISDIR(what.st_mode) ? attach_top(target) :
	    top_of_file(attach, source.fd, target);
}

int
attach_bind(const struct attach *attach, struct attach_source source,
    int target)
{
	int top;

	if (!source.detached) {
		top = bind_by_name(attach, source, target);
		calls_close(source.fd);
		return top;
	}
	if (calls_attach_tree(source.fd, target) == 0)
		return source.fd;
	calls_close(source.fd);
	return -1;
}

int
attach_change(const struct attach *attach, int mounted, unsigned long flags)
{
	struct stat what;

	if (fstat(mounted, &what) == -1)
		return -1;
	if (S_ISDIR(what.st_mode)) {
		if (fchdir(mounted) == -1)
			return -1;
		return mount(NULL, ".", NULL, flags, NULL);
	}
	if (attach->proc == -1) {
		errno = ENODEV;
		return -1;
	}
	if (fchdir(attach->proc) == -1)
		return -1;
	return mount(NULL, name_of(mounted).text, NULL, flags, NULL);
}
