/*
 * A /dev with what every program may expect and no more.  What the machine's
 * devices are, and which of them else to show, is the caller's affair.
 */
#include "config.h"

#include "device.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"
#include "die.h"

/* The numbers are those of the kernel's admin-guide/devices.txt. */
static const struct node {
	char name[8];
	unsigned char major, minor;
} nodes[] = {
	{ "null", 1, 3 }, { "zero", 1, 5 }, { "full", 1, 7 },
	{ "random", 1, 8 }, { "urandom", 1, 9 }, { "tty", 5, 0 },
};

static const struct link {
	char name[8];
	char target[16];
} links[] = {
	{ "fd", "/proc/self/fd" }, { "stdin", "/proc/self/fd/0" },
	{ "stdout", "/proc/self/fd/1" }, { "stderr", "/proc/self/fd/2" },
	{ "ptmx", "pts/ptmx" },
};

_Noreturn static void
fail(const char *path, const char *name)
{
	die("make device %s/%s: %s", path, name, strerror(errno));
}

/* The caller's node, in place of one that may not be made. */
static void
bind_node(const struct attach *attach, int folder, const char *name,
    const char *path, int devices)
{
	struct attach_source source;
	int target, top;

	target = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
	    0666);
	if (target == -1)
		fail(path, name);
	source = attach_take(attach, devices, name, false);
	if (source.fd == -1)
		die("bind /dev/%s at %s/%s: %s", name, path, name,
		    strerror(errno));
	top = attach_bind(attach, source, target);
	if (top == -1)
		die("bind /dev/%s at %s/%s: %s", name, path, name,
		    strerror(errno));
	close(top);
	close(target);
}

static void
make_nodes(const struct attach *attach, int folder, const char *path,
    int devices)
{
	for (size_t i = 0; i < sizeof(nodes) / sizeof(nodes[0]); i++) {
		const struct node *node = &nodes[i];

		if (mknodat(folder, node->name, S_IFCHR | 0666,
		    makedev(node->major, node->minor)) == 0)
			continue;
		if (errno != EPERM)
			fail(path, node->name);
		bind_node(attach, folder, node->name, path, devices);
	}
}

static void
make_links(int folder, const char *path)
{
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		if (symlinkat(links[i].target, folder, links[i].name) == -1)
			fail(path, links[i].name);
}

static void
mount_below(int folder, const char *path, const char *name, const char *type,
    unsigned long flags, const char *data)
{
	int target;

	if (mkdirat(folder, name, 0755) == -1)
		fail(path, name);
	target = openat(folder, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (target == -1 || attach_fresh(target, type, flags, data) == -1)
		die("mount %s at %s/%s: %s", type, path, name,
		    strerror(errno));
	close(target);
}

void
device_mount(const struct attach *attach, int target, const char *path,
    int devices)
{
	int folder;

	if (attach_fresh(target, "tmpfs", MS_NOSUID | MS_NOEXEC,
	    "mode=755,size=64k") == -1)
		die("mount tmpfs at %s: %s", path, strerror(errno));
	folder = attach_top(target);
	if (folder == -1)
		die("open %s: %s", path, strerror(errno));
	make_nodes(attach, folder, path, devices);
	make_links(folder, path);
	/* The group of a terminal is its opener's: 5 may not be mapped. */
	mount_below(folder, path, "pts", "devpts", MS_NOSUID | MS_NOEXEC,
	    "newinstance,ptmxmode=0666,mode=620");
	mount_below(folder, path, "shm", "tmpfs",
	    MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=1777");
	close(folder);
}
