/*
 * Gives mounts that are there further flags, by one call where the kernel has
 * it (Linux 5.12), else one by one from the list of mounts.
 */
#include "config.h"

#include "remount.h"

#include <sys/mount.h>
#include <sys/statvfs.h>

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"
#include "mountinfo.h"
#include "procfs.h"
#include "resolve.h"

/* Mounts below one mount. */
enum { BELOW_MAX = 1024 };

/* One mount by mount(2), which has to be told all flags that are to stay. */
static int
remount_one(const struct attach *attach, int mounted, unsigned long flags)
{
	static const struct {
		unsigned long told, flag;
	} kept[] = {
		{ ST_RDONLY, MS_RDONLY }, { ST_NOSUID, MS_NOSUID },
		{ ST_NODEV, MS_NODEV }, { ST_NOEXEC, MS_NOEXEC },
	};
	struct statvfs what;

	if (fstatvfs(mounted, &what) == -1)
		return -1;
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (what.f_flag & kept[i].told)
			flags |= kept[i].flag;
	/* Without a word on them the access times stay as they are. */
	return attach_change(attach, mounted, MS_REMOUNT | MS_BIND | flags);
}

static bool
contains(const int *list, size_t count, int number)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == number)
			return true;
	return false;
}

/* What one pass over the list of mounts is for. */
struct tree {
	const struct attach *attach;
	unsigned long flags;
	size_t count;
	int members[BELOW_MAX];		/* the first is the top one */
	char top[PATH_MAX];		/* where that one is */
};

/*
 * The mount of that line.  What lies under another mount of the same tree
 * cannot be reached and is passed over; who uncovers it may remount it too.
 */
static int
remount_line(const struct tree *tree, int top,
    const struct mountinfo_mount *mount)
{
	size_t length = strlen(tree->top);
	int fd, result = 0, number;

	if (strncmp(mount->point, tree->top, length) != 0) {
		errno = EAGAIN;
		return -1;
	}
	fd = resolve_plain(top, mount->point + length);
	if (fd == -1)
		return -1;
	number = procfs_mount_of(tree->attach->proc, fd);
	if (number == mount->number)
		result = remount_one(tree->attach, fd, tree->flags);
	else if (!contains(tree->members, tree->count, number)) {
		errno = EAGAIN;
		result = -1;
	}
	calls_close(fd);
	return result;
}

/* Adds who is below a member; returns whether there was anybody new. */
static int
gather(struct tree *tree, const struct mountinfo_mount *mount)
{
	if (mount->number == tree->members[0])
		strlcpy(tree->top, strcmp(mount->point, "/") == 0 ? "" :
		    mount->point, sizeof(tree->top));
	if (!contains(tree->members, tree->count, mount->parent) ||
	    contains(tree->members, tree->count, mount->number))
		return 0;
	if (tree->count == BELOW_MAX) {
		errno = E2BIG;
		return -1;
	}
	tree->members[tree->count++] = mount->number;
	return 1;
}

/* Calls gather() for each mount, or remount_line() for those of the tree. */
static int
pass(struct tree *tree, int top, bool gathering)
{
	struct mountinfo_mount mount;
	int result = 0, one = 0;
	struct mountinfo list;

	if (mountinfo_open(&list, tree->attach->proc) == -1)
		return -1;
	while (one != -1 && mountinfo_next(&list, &mount)) {
		if (gathering)
			one = gather(tree, &mount);
		else if (mount.number != tree->members[0] &&
		    contains(tree->members, tree->count, mount.number))
			one = remount_line(tree, top, &mount);
		if (one == 1)
			result = 1;
	}
	mountinfo_close(&list);
	return one == -1 ? -1 : result;
}

static int
remount_below(const struct attach *attach, int mounted, unsigned long flags)
{
	struct tree tree = { .attach = attach, .flags = flags, .count = 1 };
	int more;

	if (attach->proc == -1) {
		errno = ENODEV;
		return -1;
	}
	tree.members[0] = procfs_mount_of(attach->proc, mounted);
	if (tree.members[0] == -1)
		return -1;
	/* A mount can stand in the list before the one that it is on. */
	do
		more = pass(&tree, mounted, true);
	while (more == 1);
	return more == -1 ? -1 : pass(&tree, mounted, false);
}

int
remount(const struct attach *attach, int mounted, unsigned long flags,
    bool recursive)
{
	if (calls_add_flags(mounted, flags, recursive) == 0)
		return 0;
	if (!calls_is_refused(errno))
		return -1;
	if (remount_one(attach, mounted, flags) == -1)
		return -1;
	return recursive ? remount_below(attach, mounted, flags) : 0;
}
