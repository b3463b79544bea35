/*
 * Thin wrappers for the calls that work on mounts by descriptors, which libc
 * lacks and old kernels too.  What to do without one is the caller's affair.
 */
#include "config.h"

#include "calls.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

/* Not in every libc's headers; the numbers are those of all machines. */
#ifndef SYS_open_tree
#define SYS_open_tree 428
#endif
#ifndef SYS_move_mount
#define SYS_move_mount 429
#endif
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif
#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000
#endif
#ifndef AT_EMPTY_PATH
#define AT_EMPTY_PATH 0x1000
#endif

/* <linux/mount.h> and <sys/mount.h> do not go together in every libc. */
enum {
	TREE_CLONE = 1,			/* OPEN_TREE_CLONE */
	FROM_DESCRIPTOR = 0x04,		/* MOVE_MOUNT_F_EMPTY_PATH */
	TO_DESCRIPTOR = 0x40,		/* MOVE_MOUNT_T_EMPTY_PATH */
	TELL_MOUNT = 0x1000,		/* STATX_MNT_ID */
	RETRIES = 32,
};

/* The kernel's struct mount_attr. */
struct attributes {
	uint64_t set, clear, propagation, user_namespace;
};

/* The head of the kernel's struct statx, and where it has the mount. */
struct answer {
	uint32_t mask;
	uint32_t unused[35];
	uint64_t mount;
	uint64_t more[32];
};
_Static_assert(offsetof(struct answer, mount) == 0x90, "struct statx");

bool
calls_is_refused(int error)
{
	return error == ENOSYS || error == EPERM || error == EINVAL ||
	    error == EACCES;
}

void
calls_close(int fd)
{
	int saved = errno;

	if (fd != -1)
		close(fd);
	errno = saved;
}

int
calls_open_folder(const char *path)
{
	return openat(AT_FDCWD, path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int
calls_open_in_root(int root, const char *path)
{
	struct open_how how = {
		.flags = O_PATH | O_CLOEXEC,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	int fd = -1;

	/* EAGAIN: something was renamed while ".." was looked up. */
	for (int i = 0; i < RETRIES; i++) {
		fd = (int)syscall(SYS_openat2, root, path, &how, sizeof(how));
		if (fd != -1 || errno != EAGAIN)
			break;
	}
	return fd;
}

bool
calls_knows_trees(void)
{
	/* An empty path is no error of these that a kernel without has. */
	if (syscall(SYS_move_mount, -1, "", -1, "", 0U) == -1 &&
	    calls_is_refused(errno))
		return false;
	return syscall(SYS_open_tree, -1, "", 0U) != -1 ||
	    !calls_is_refused(errno);
}

int
calls_copy_tree(int dir, const char *path, bool recursive)
{
	return (int)syscall(SYS_open_tree, dir, path, TREE_CLONE | O_CLOEXEC |
	    AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0));
}

int
calls_attach_tree(int tree, int target)
{
	return (int)syscall(SYS_move_mount, tree, "", target, "",
	    FROM_DESCRIPTOR | TO_DESCRIPTOR);
}

int
calls_add_flags(int mount, unsigned long flags, bool recursive)
{
	/* MOUNT_ATTR_RDONLY and the three next are numbered like MS_. */
	struct attributes attributes = { .set = flags & (MS_RDONLY |
	    MS_NOSUID | MS_NODEV | MS_NOEXEC) };

	return (int)syscall(SYS_mount_setattr, mount, "", AT_EMPTY_PATH |
	    (recursive ? AT_RECURSIVE : 0), &attributes, sizeof(attributes));
}

int
calls_pivot_root_here(void)
{
	return (int)syscall(SYS_pivot_root, ".", ".");
}

unsigned long long
calls_mount_number(int dir, const char *path)
{
	struct answer answer = { 0 };

#ifdef SYS_statx
	if (syscall(SYS_statx, dir, path, AT_EMPTY_PATH, TELL_MOUNT,
	    &answer) == 0 && (answer.mask & TELL_MOUNT))
		return answer.mount;
#else
	(void)dir;
	(void)path;
#endif
	return 0;
}
