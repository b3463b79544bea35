/*
 * The control groups as a cgroup namespace has them, of version 1, 2 or both.
 */
#include "config.h"

#include "hierarchy.h"

#include <sys/mount.h>
#include <sys/stat.h>

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"
#include "die.h"
#include "os.h"

enum { FLAGS = MS_NOSUID | MS_NODEV | MS_NOEXEC };

_Noreturn static void
fail(const char *type, const char *path, const char *name)
{
	die("mount %s at %s%s%s: %s%s", type, path, name[0] == '\0' ? "" : "/",
	    name, strerror(errno), errno == EPERM ? " (the cgroup namespace is"
	    " not of this user namespace: add --cgroup)" : "");
}

/* A name for each controller of a hierarchy that has several. */
static void
link_controllers(int folder, const char *path, char *controllers)
{
	char whole[128], *one;

	if (strchr(controllers, ',') == NULL)
		return;
	strlcpy(whole, controllers, sizeof(whole));
	while ((one = strsep(&controllers, ",")) != NULL)
		if (symlinkat(whole, folder, one) == -1)
			fail("cgroup", path, one);
}

/* "" for version 2, "cpu,cpuacct", or "name=systemd". */
static void
mount_one(int folder, const char *path, char *controllers)
{
	bool is_second = controllers[0] == '\0';
	bool is_named = strncmp(controllers, "name=", 5) == 0;
	const char *name = is_second ? "unified" : is_named ?
	    controllers + 5 : controllers;
	const char *type = is_second ? "cgroup2" : "cgroup";
	char data[144];
	int target;

	if (strchr(name, '/') != NULL || mkdirat(folder, name, 0755) == -1)
		fail(type, path, name);
	target = openat(folder, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	snprintf(data, sizeof(data), "%s%s", is_named ? "none," : "",
	    controllers);
	if (target == -1 || attach_fresh(target, type, FLAGS,
	    is_second ? NULL : data) == -1)
		fail(type, path, name);
	calls_close(target);
	if (!is_second && !is_named)
		link_controllers(folder, path, controllers);
}

void
hierarchy_mount(const struct attach *attach, int target, const char *path)
{
	char text[4096], *line, *rest = text, *controllers;
	ssize_t length;
	int folder;

	length = attach->proc == -1 ? -1 : os_read_file(attach->proc,
	    "self/cgroup", text, sizeof(text));
	if (length == -1)
		die("read /proc/self/cgroup: %s", attach->proc == -1 ?
		    "there is no procfs at /proc" : strerror(errno));
	/* "0::PATH" and nothing else: there is no version 1. */
	if (strncmp(text, "0::", 3) == 0) {
		if (attach_fresh(target, "cgroup2", FLAGS, NULL) == -1)
			fail("cgroup2", path, "");
		return;
	}
	if (attach_fresh(target, "tmpfs", FLAGS, "mode=755") == -1)
		fail("tmpfs", path, "");
	folder = attach_top(target);
	if (folder == -1)
		die("open %s: %s", path, strerror(errno));
	while ((line = strsep(&rest, "\n")) != NULL) {
		strsep(&line, ":");
		controllers = strsep(&line, ":");
		if (controllers != NULL)
			mount_one(folder, path, controllers);
	}
	close(folder);
}
