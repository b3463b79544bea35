/*
 * A process's control group, of version 1, 2 or both: where it is, and one
 * number of it.  What a number means for the process is the caller's affair.
 */
#include "config.h"

#include "cgroup.h"

#include <sys/vfs.h>

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lines.h"
#include "memory.h"
#include "mountinfo.h"
#include "procs.h"

/* Where the file systems are by convention. */
#define USUAL_PLACE "/sys/fs/cgroup"

static const struct {
	char controller[8];
	char first[24], second[16];	/* the file in version 1 and 2 */
	char key[10];			/* before the number in its line */
} counters[] = {
	[CGROUP_OOM_KILLS] = { "memory", "memory.oom_control",
	    "memory.events", "oom_kill " },
	[CGROUP_MEMORY] = { "memory", "memory.usage_in_bytes",
	    "memory.current", "" },
	[CGROUP_MEMORY_MAX] = { "memory", "memory.limit_in_bytes",
	    "memory.max", "" },
	[CGROUP_PIDS] = { "pids", "pids.current", "pids.current", "" },
	[CGROUP_PIDS_MAX] = { "pids", "pids.max", "pids.max", "" },
};

/* A group by its path in the hierarchy of its controller. */
struct group {
	const char *controller;
	bool is_second;			/* in the one of version 2 */
	char path[PATH_MAX];
};

/* All that it takes to find one; too much for a frame. */
struct search {
	struct group group;
	struct mountinfo list;
	char line[PATH_MAX + 256];
};

/* Whether word is one of list, which has commas between. */
static bool
has_word(const char *list, const char *word)
{
	size_t length = strlen(word);

	for (;;) {
		if (strncmp(list, word, length) == 0 &&
		    (list[length] == '\0' || list[length] == ','))
			return true;
		list = strchr(list, ',');
		if (list == NULL)
			return false;
		list++;
	}
}

/*
 * Finds pid's group among the lines "4:memory:/path" and, of version 2,
 * "0::/path".  A controller is in one hierarchy alone.
 */
static bool
find_group(int proc, pid_t pid, struct search *search)
{
	struct group *group = &search->group;
	char *at, *controllers, file[32];
	bool found = false;
	struct lines lines;

	snprintf(file, sizeof(file), "%d/cgroup", (int)pid);
	lines_open_at(&lines, proc, file);
	while (lines_next(&lines, search->line, sizeof(search->line))) {
		at = search->line;
		strsep(&at, ":");
		controllers = strsep(&at, ":");
		if (at == NULL)
			continue;
		group->is_second = controllers[0] == '\0';
		if (!group->is_second &&
		    !has_word(controllers, group->controller))
			continue;
		strlcpy(group->path, at, sizeof(group->path));
		found = true;
		if (!group->is_second)
			break;
	}
	lines_close(&lines);
	return found;
}

/* The way from root down to path, both absolute, or NULL. */
static const char *
below(const char *root, const char *path)
{
	size_t length = strcmp(root, "/") == 0 ? 0 : strlen(root);

	if (strncmp(path, root, length) != 0 ||
	    (path[length] != '/' && path[length] != '\0'))
		return NULL;
	path += length;
	return path[0] == '\0' || path[1] == '\0' ? "." : path + 1;
}

/* Opens a folder of a cgroup file system of that version, or returns -1. */
static int
open_folder(int dir, const char *path, bool is_second)
{
	struct statfs what;
	int fd;

	fd = openat(dir, path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	/* Another mount may lie on top of what the list says. */
	if (fstatfs(fd, &what) == 0 && what.f_type ==
	    (is_second ? CGROUP2_SUPER_MAGIC : CGROUP_SUPER_MAGIC))
		return fd;
	close(fd);
	return -1;
}

/* The group's folder below one mount, or -1 where that does not show it. */
static int
open_in_mount(const struct mountinfo_mount *mount, const struct group *group)
{
	const char *way = below(mount->root, group->path);
	int point, folder;

	if (way == NULL || strcmp(mount->type,
	    group->is_second ? "cgroup2" : "cgroup") != 0 ||
	    (!group->is_second &&
	    !has_word(mount->options, group->controller)))
		return -1;
	point = open_folder(AT_FDCWD, mount->point, group->is_second);
	if (point == -1)
		return -1;
	folder = open_folder(point, way, group->is_second);
	close(point);
	return folder;
}

/* The group's folder, or -1. */
static int
open_mounted(int proc, struct search *search)
{
	struct mountinfo *list = &search->list;
	struct mountinfo_mount mount;
	int folder = -1;

	if (mountinfo_open(list, proc) == -1)
		return -1;
	while (folder == -1 && mountinfo_next(list, &mount))
		folder = open_in_mount(&mount, &search->group);
	mountinfo_close(list);
	return folder;
}

/* Whether podinit is in the group of that folder. */
static bool
is_ours(int folder)
{
	struct lines lines;
	bool found = false;
	char line[24];

	lines_open_at(&lines, folder, "cgroup.procs");
	while (!found && lines_next(&lines, line, sizeof(line)))
		found = atoi(line) == getpid();
	lines_close(&lines);
	return found;
}

/* Without /proc nothing says which group is ours, but a group who is in it. */
static int
open_usual(struct group *group)
{
	char path[sizeof(USUAL_PLACE) + 16];
	int folder;

	group->is_second = true;
	folder = open_folder(AT_FDCWD, USUAL_PLACE, true);
	if (folder == -1) {
		group->is_second = false;
		snprintf(path, sizeof(path), USUAL_PLACE "/%s",
		    group->controller);
		folder = open_folder(AT_FDCWD, path, false);
	}
	if (folder == -1 || is_ours(folder))
		return folder;
	close(folder);
	return -1;
}

static int
open_counter(struct search *search, enum cgroup_counter counter, pid_t pid)
{
	struct group *group = &search->group;
	int proc, folder = -1, fd, saved;

	group->controller = counters[counter].controller;
	proc = procs_open();
	if (proc != -1) {
		if (find_group(proc, pid, search))
			folder = open_mounted(proc, search);
		close(proc);
	} else if (pid == getpid())
		folder = open_usual(group);
	if (folder == -1) {
		errno = ENOENT;
		return -1;
	}
	fd = openat(folder, group->is_second ? counters[counter].second :
	    counters[counter].first, O_RDONLY | O_CLOEXEC);
	saved = errno;
	close(folder);
	errno = saved;
	return fd;
}

int
cgroup_open(enum cgroup_counter counter, pid_t pid)
{
	struct search *search = memory_borrow(sizeof(*search));
	int fd, saved;

	if (search == NULL)
		return -1;
	fd = open_counter(search, counter, pid);
	saved = errno;
	memory_return(search, sizeof(*search));
	errno = saved;
	return fd;
}

bool
cgroup_read(int fd, enum cgroup_counter counter, uint64_t *value)
{
	const char *key = counters[counter].key, *line;
	char text[1024], *end;
	ssize_t length;

	length = pread(fd, text, sizeof(text) - 1, 0);
	if (length <= 0)
		return false;
	text[length] = '\0';
	for (line = text; strncmp(line, key, strlen(key)) != 0; line++) {
		line = strchr(line, '\n');
		if (line == NULL)
			return false;
	}
	line += strlen(key);
	if (strcmp(line, "max\n") == 0) {
		*value = CGROUP_UNLIMITED;
		return true;
	}
	if (line[0] < '0' || line[0] > '9')
		return false;
	errno = 0;
	*value = strtoull(line, &end, 10);
	if (errno != 0 || *end != '\n')
		return false;
	/* Version 1 has the largest number of whole pages for no limit. */
	if (key[0] == '\0' && *value > INT64_MAX - UINT64_C(65536) * 16)
		*value = CGROUP_UNLIMITED;
	return true;
}

bool
cgroup_get(enum cgroup_counter counter, pid_t pid, uint64_t *value)
{
	int fd = cgroup_open(counter, pid);
	bool known;

	if (fd == -1)
		return false;
	known = cgroup_read(fd, counter, value);
	close(fd);
	return known;
}
