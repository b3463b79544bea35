/*
 * --pin: keeps namespaces alive after the last process has left them, by a bind
 * mount for each.
 */
#include "config.h"

#include "pin.h"

#include <sys/mount.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "die.h"
#include "namespace.h"
#include "procs.h"
#include "row.h"

/*
 * Undoes the first count rows.  The file goes where it is as mount_one() makes
 * one: empty, and without any permission.
 */
static void
undo(const struct plan *plan, int count)
{
	struct stat what;

	for (int i = count - 1; i >= 0; i--) {
		enum plan_namespace kind;
		const char *file;

		if (plan->rows[i].option != OPTION_PIN)
			continue;
		row_pin(&plan->rows[i], &kind, &file);
		if (umount2(file, MNT_DETACH) == -1)
			diag(DIAG_WARNING, "umount %s: %s", file,
			    strerror(errno));
		else if (lstat(file, &what) == 0 &&
		    S_ISREG(what.st_mode) && what.st_size == 0 &&
		    (what.st_mode & 07777) == 0)
			unlink(file);
	}
}

static const char *
cause_of(int error, enum plan_namespace kind)
{
	if (error == EINVAL && kind == NAMESPACE_MOUNT)
		return " (a mount namespace cannot be kept on a mount that is"
		    " shared, nor in a namespace younger than it: mount --bind"
		    " its directory on itself and --make-private that)";
	if (error == EPERM)
		return " (CAP_SYS_ADMIN is needed in the caller's mount"
		    " namespace)";
	return "";
}

/* Mounts the namespace open as fd.  Returns 0 or the errno. */
static int
mount_one(int fd, const char *file)
{
	char source[32];
	bool made;
	int target;

	target = open(file, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0);
	made = target != -1;
	if (made)
		close(target);
	else if (errno != EEXIST)
		return errno;
	snprintf(source, sizeof(source), "/proc/self/fd/%d", fd);
	if (mount(source, file, NULL, MS_BIND, NULL) == 0)
		return 0;
	target = errno;
	if (made)
		unlink(file);
	return target;
}

/* Pins row number of process pid. */
static void
pin_row(const struct plan *plan, int row, int proc, pid_t pid)
{
	enum plan_namespace kind;
	const char *file;
	char path[48];
	int fd, error;

	row_pin(&plan->rows[row], &kind, &file);
	snprintf(path, sizeof(path), "%d/ns/%s", (int)pid,
	    namespace_file_of_main(kind));
	fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
	error = fd == -1 ? errno : mount_one(fd, file);
	if (error != 0) {
		undo(plan, row);
		die("pin %s namespace at %s: %s%s", namespace_name(kind),
		    file, strerror(error), cause_of(error, kind));
	}
	close(fd);
}

void
namespace_pin(const struct plan *plan, pid_t pid)
{
	int proc;

	if (!plan->given[OPTION_PIN])
		return;
	proc = procs_open();
	if (proc == -1)
		die("open /proc of this PID namespace, to pin from: %s",
		    strerror(errno));
	for (int i = 0; i < plan->row_count; i++)
		if (plan->rows[i].option == OPTION_PIN)
			pin_row(plan, i, proc, pid);
	close(proc);
}

void
namespace_unpin(const struct plan *plan)
{
	undo(plan, plan->row_count);
}
