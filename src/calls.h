#ifndef PODINIT_CALLS_H
#define PODINIT_CALLS_H

#include <stdbool.h>

/*
 * Whether a call that failed with error may just not be there: an old kernel
 * has ENOSYS, another's sandbox EPERM and its like.
 */
bool
calls_is_refused(int error);

/* close(2) of what may be -1; errno is kept. */
void
calls_close(int fd);

/* A folder by O_PATH; in one call, where libc's open(2) may make two. */
int
calls_open_folder(const char *path);

/* openat2(2) of Linux 5.6: O_PATH as in a process whose root is that one. */
int
calls_open_in_root(int root, const char *path);

/*
 * Whether open_tree(2) and move_mount(2) can be used, both of Linux 5.2.  The
 * first is of no use where the second is refused.
 */
bool
calls_knows_trees(void);

/* A copy of the mount that path below dir is on, attached nowhere. */
int
calls_copy_tree(int dir, const char *path, bool recursive);

/* Attaches such a copy at a descriptor.  Returns 0, or -1 with errno. */
int
calls_attach_tree(int tree, int target);

/*
 * Adds flags (MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC) to a mount by
 * mount_setattr(2) of Linux 5.12; the others stay.
 */
int
calls_add_flags(int mount, unsigned long flags, bool recursive);

/* pivot_root(2) with the old root on top of the new one. */
int
calls_pivot_root_here(void);

/*
 * The number of the mount that path below dir is on, or 0 where the kernel
 * does not tell (it does from Linux 5.8 on).
 */
unsigned long long
calls_mount_number(int dir, const char *path);

#endif
