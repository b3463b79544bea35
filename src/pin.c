/*
 * --pin: keeps namespaces alive after the last process has left them, by a bind
 * mount for each.
 */
#include "config.h"

#include "pin.h"

#include <sys/mount.h>
#include <sys/stat.h>

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "die.h"
#include "namespace.h"
#include "procs.h"
#include "value.h"

/* What a --pin says. */
struct pin {
	enum plan_namespace kind;
	const char *file;
};

/* The --pin of row, or one without a file where that is malformed. */
static struct pin
read_row(const struct plan_row *row)
{
	const char *colon = strchr(row->text, ':');
	struct pin pin = { .file = NULL };
	char word[8];
	int kind;

	if (colon == NULL || colon[1] == '\0' ||
	    (size_t)(colon - row->text) >= sizeof(word))
		return pin;
	strlcpy(word, row->text, (size_t)(colon - row->text) + 1);
	kind = value_choice(word, PLAN_NAMESPACES);
	if (kind != -1)
		pin = (struct pin){ (enum plan_namespace)kind, colon + 1 };
	return pin;
}

/*
 * Undoes the first count rows.  The file goes where it is as mount_one() makes
 * one: empty, and without any permission.
 */
static void
undo(const struct plan *plan, int count)
{
	struct stat what;

	for (int i = count - 1; i >= 0; i--) {
		struct pin pin;

		if (plan->rows[i].option != OPTION_PIN)
			continue;
		pin = read_row(&plan->rows[i]);
		if (umount2(pin.file, MNT_DETACH) == -1)
			diag(DIAG_WARNING, "umount %s: %s", pin.file,
			    strerror(errno));
		else if (lstat(pin.file, &what) == 0 &&
		    S_ISREG(what.st_mode) && what.st_size == 0 &&
		    (what.st_mode & 07777) == 0)
			unlink(pin.file);
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
	struct pin pin = read_row(&plan->rows[row]);
	char path[48];
	int fd, error;

	snprintf(path, sizeof(path), "%d/ns/%s", (int)pid,
	    namespace_file_of_main(pin.kind));
	fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
	error = fd == -1 ? errno : mount_one(fd, pin.file);
	if (error != 0) {
		undo(plan, row);
		die("pin %s namespace at %s: %s%s", namespace_name(pin.kind),
		    pin.file, strerror(error), cause_of(error, pin.kind));
	}
	close(fd);
}

/* Before anything is done, that nothing has to be undone. */
static void
check_rows(const struct plan *plan)
{
	for (int i = 0; i < plan->row_count; i++) {
		const struct plan_row *row = &plan->rows[i];
		struct pin pin;

		if (row->option != OPTION_PIN)
			continue;
		pin = read_row(row);
		if (pin.file == NULL)
			die("--pin=%s: expected KIND:FILE, KIND one of "
			    PLAN_NAMESPACES, row->text);
		if (!NAMESPACE_IN(plan->new_namespaces, pin.kind))
			die("--pin=%s: expected with --%s: there is no new %s "
			    "namespace", row->text, namespace_name(pin.kind),
			    namespace_name(pin.kind));
	}
}

void
namespace_pin(const struct plan *plan, pid_t pid)
{
	int proc;

	if (!plan->given[OPTION_PIN])
		return;
	check_rows(plan);
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
