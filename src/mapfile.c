/*
 * Gives a user namespace its maps, user_namespaces(7): one write for each file
 * below /proc/PID, or a privileged helper that does it.  Who is to be mapped is
 * usermap.c's.
 */
#include "config.h"

#include "mapfile.h"

#include <sys/prctl.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "creds.h"
#include "die.h"
#include "os.h"
#include "procfs.h"
#include "procs.h"

/* uid_map or gid_map, and who writes it where podinit may not. */
struct mapfile {
	char name[8];
	char helper[12];
	unsigned int capability;
};

static const struct mapfile uid_map = { "uid_map", "newuidmap", CAP_SETUID };
static const struct mapfile gid_map = { "gid_map", "newgidmap", CAP_SETGID };

/* All that the kernel lets be mapped without privilege. */
static bool
is_single(const struct idmap *map, uint32_t own)
{
	return map->count == 1 && map->ranges[0].count == 1 &&
	    map->ranges[0].outside == own;
}

/*
 * Opens a file of pid's below proc, the verified procfs.  What is mounted over
 * it there is another file, and refused.
 */
static int
open_file(int proc, pid_t pid, const char *name)
{
	char path[32];
	int fd, mount, saved;

	snprintf(path, sizeof(path), "%d/%s", (int)pid, name);
	fd = openat(proc, path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd == -1)
		return -1;
	mount = procfs_mount_of(proc, fd);
	if (mount != -1 && mount == procfs_mount_of(proc, proc))
		return fd;
	saved = mount == -1 ? errno : EXDEV;
	close(fd);
	errno = saved;
	return -1;
}

/* Whether podinit's own user namespace has all ids of map. */
static bool
has_all_ids(int proc, const char *name, const struct idmap *map)
{
	char path[16], text[3 * IDMAP_TEXT_SIZE];
	struct idmap above;

	snprintf(path, sizeof(path), "self/%s", name);
	if (os_read_file(proc, path, text, sizeof(text)) == -1)
		return true;
	idmap_read(&above, text);
	return idmap_is_within(map, &above);
}

/* The likely cause of an error; map is NULL for the file setgroups. */
static const char *
hint_for(int proc, int error, const char *name, const struct idmap *map)
{
	if (error == EXDEV)
		return " (something is mounted over it)";
	if (error == EACCES && prctl(PR_GET_DUMPABLE) != 1)
		return " (podinit's caller cannot read podinit's own file)";
	if (error != EPERM)
		return "";
	if (map == NULL)
		return " (denied in podinit's own user namespace already)";
	if (!has_all_ids(proc, name, map))
		return " (ids that podinit's own user namespace has not got)";
	if (idmap_has_outside(map, 0) && !creds_has(CAP_SETFCAP))
		return " (id 0 outside can only be mapped with CAP_SETFCAP)";
	return "";
}

/* The kernel takes one write for each file, and all of it or nothing. */
static void
write_file(int proc, pid_t pid, const char *name, const char *text,
    const struct idmap *map)
{
	int error = 0, fd;

	fd = open_file(proc, pid, name);
	if (fd == -1 || write(fd, text, strlen(text)) == -1)
		error = errno;
	if (error != 0)
		die("%s /proc/%d/%s: %s%s", fd == -1 ? "open" : "write",
		    (int)pid, name, strerror(error),
		    hint_for(proc, error, name, map));
	close(fd);
}

/*
 * Where a helper is.  Never by PATH, which is anybody's: these directories are
 * root's, as the helper has to be.
 */
static void
find_helper(const char *name, char *path, size_t size)
{
	static const char directories[][16] = { "/usr/bin", "/usr/local/bin" };

	for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]);
	    i++) {
		snprintf(path, size, "%s/%s", directories[i], name);
		if (access(path, F_OK) == 0)
			return;
	}
	die("%s is missing: neither in /usr/bin nor in /usr/local/bin (it maps"
	    " what podinit may not, being without privilege; Debian: uidmap)",
	    name);
}

/* Runs a helper with pid and the numbers of text, which is taken apart. */
static void
run_helper(const char *name, pid_t pid, char *text,
    const struct signals_started *started)
{
	const char *argv[3 + 3 * IDMAP_RANGES_MAX];
	char path[64], number[16], said[256], *rest = text, *word;
	char *environment[] = { NULL };
	struct command_result result;
	size_t count = 2;

	find_helper(name, path, sizeof(path));
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1)
		die("%s cannot help: no_new_privs is set, so that it gets no"
		    " privilege", path);
	snprintf(number, sizeof(number), "%d", (int)pid);
	argv[0] = path;
	argv[1] = number;
	while ((word = strtok_r(rest, " \n", &rest)) != NULL)
		argv[count++] = word;
	argv[count] = NULL;
	result = command_listen(argv, environment, said, sizeof(said),
	    started);
	if (result.interrupted != 0)
		_exit(128 + result.interrupted);
	if (result.error != 0)
		die("%s: %s", path, strerror(result.error));
	if (status_code(result.ending) != 0)
		die("%s %s%s%s", path, status_text(result.ending).text,
		    said[0] != '\0' ? ": " : "", said);
}

static void
write_map(int proc, pid_t pid, const struct mapfile *file,
    const struct idmap *map, uint32_t own,
    const struct signals_started *started)
{
	char text[IDMAP_TEXT_SIZE];

	idmap_format(map, text);
	if (creds_has(file->capability) || is_single(map, own))
		write_file(proc, pid, file->name, text, map);
	else
		run_helper(file->helper, pid, text, started);
}

void
mapfile_write(const struct mapfile_maps *maps, enum setgroups setgroups,
    pid_t pid, const struct signals_started *started)
{
	/* Nobody may leave groups that deny him something, CVE-2014-8989. */
	bool must_deny = !creds_has(CAP_SETGID) &&
	    is_single(&maps->groups, getegid());
	int proc;

	if (must_deny && setgroups == SETGROUPS_ALLOW)
		die("--setgroups=allow: the kernel takes the map of a group"
		    " without CAP_SETGID only where setgroups is denied");
	proc = procs_open();
	if (proc == -1)
		die("open /proc: %s (ids are mapped by a procfs of podinit's"
		    " own PID namespace, and by none else)", strerror(errno));
	if (setgroups == SETGROUPS_ALLOW)
		write_file(proc, pid, "setgroups", "allow", NULL);
	else if (setgroups == SETGROUPS_DENY || must_deny)
		write_file(proc, pid, "setgroups", "deny", NULL);
	write_map(proc, pid, &uid_map, &maps->users, geteuid(), started);
	write_map(proc, pid, &gid_map, &maps->groups, getegid(), started);
	close(proc);
}
