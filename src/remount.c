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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"
#include "os.h"
#include "resolve.h"

enum {
	BELOW_MAX = 1024,		/* mounts below one mount */
	LINE_MAX_SIZE = 3 * PATH_MAX,	/* two paths and the options */
};

/* One line of proc_pid_mountinfo(5). */
struct line {
	int mount, parent;
	char *point;			/* the mount point, unescaped */
};

/* The lines of a file that is longer than memory is to hold. */
struct reader {
	int fd;
	size_t at, filled;
	char text[LINE_MAX_SIZE];
};

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

/* The next line without its newline, or NULL. */
static char *
next_line(struct reader *reader)
{
	char *line, *end;
	ssize_t got;

	for (;;) {
		line = reader->text + reader->at;
		end = memchr(line, '\n', reader->filled - reader->at);
		if (end != NULL) {
			*end = '\0';
			reader->at = (size_t)(end - reader->text) + 1;
			return line;
		}
		reader->filled -= reader->at;
		memmove(reader->text, line, reader->filled);
		reader->at = 0;
		if (reader->filled == sizeof(reader->text))
			return NULL;
		got = read(reader->fd, reader->text + reader->filled,
		    sizeof(reader->text) - reader->filled);
		if (got <= 0)
			return NULL;
		reader->filled += (size_t)got;
	}
}

/* Takes \040 and its like back; they stand for blanks and backslashes. */
static void
unescape(char *text)
{
	char *to = text;

	while (*text != '\0') {
		if (text[0] == '\\' && strspn(text + 1, "01234567") >= 3) {
			*to++ = (char)((text[1] - '0') * 64 +
			    (text[2] - '0') * 8 + text[3] - '0');
			text += 4;
		} else
			*to++ = *text++;
	}
	*to = '\0';
}

static bool
parse(char *text, struct line *line)
{
	int point, end;

	if (sscanf(text, "%d %d %*s %*s %n%*s%n", &line->mount, &line->parent,
	    &point, &end) != 2)
		return false;
	line->point = text + point;
	text[end] = '\0';
	unescape(line->point);
	return true;
}

/* The number of the mount that fd is on, or -1. */
static int
number_of(const struct attach *attach, int fd)
{
	char path[40], text[256];
	const char *line;

	snprintf(path, sizeof(path), "self/fdinfo/%d", fd);
	if (os_read_file(attach->proc, path, text, sizeof(text)) == -1)
		return -1;
	line = strstr(text, "mnt_id:");
	return line == NULL ? -1 : atoi(line + strlen("mnt_id:"));
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
remount_line(const struct tree *tree, int top, const struct line *line)
{
	size_t length = strlen(tree->top);
	int fd, result = 0, number;

	if (strncmp(line->point, tree->top, length) != 0) {
		errno = EAGAIN;
		return -1;
	}
	fd = resolve_plain(top, line->point + length);
	if (fd == -1)
		return -1;
	number = number_of(tree->attach, fd);
	if (number == line->mount)
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
gather(struct tree *tree, const struct line *line)
{
	if (line->mount == tree->members[0])
		strlcpy(tree->top, strcmp(line->point, "/") == 0 ? "" :
		    line->point, sizeof(tree->top));
	if (!contains(tree->members, tree->count, line->parent) ||
	    contains(tree->members, tree->count, line->mount))
		return 0;
	if (tree->count == BELOW_MAX) {
		errno = E2BIG;
		return -1;
	}
	tree->members[tree->count++] = line->mount;
	return 1;
}

/* Calls gather() for each line, or remount_line() for those of the tree. */
static int
pass(struct tree *tree, int top, bool gathering)
{
	struct reader reader = { .at = 0 };
	int result = 0, one = 0;
	struct line line;
	char *text;

	reader.fd = openat(tree->attach->proc, "self/mountinfo",
	    O_RDONLY | O_CLOEXEC);
	if (reader.fd == -1)
		return -1;
	while (one != -1 && (text = next_line(&reader)) != NULL) {
		if (!parse(text, &line))
			continue;
		if (gathering)
			one = gather(tree, &line);
		else if (line.mount != tree->members[0] &&
		    contains(tree->members, tree->count, line.mount))
			one = remount_line(tree, top, &line);
		if (one == 1)
			result = 1;
	}
	calls_close(reader.fd);
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
	tree.members[0] = number_of(attach, mounted);
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
