/*
 * --join: opens the namespaces that exist already and enters them, in an order
 * that works whether the user namespace among them gives privilege or takes it.
 */
#include "config.h"

#include "join.h"

#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "die.h"
#include "ids.h"
#include "namespace.h"
#include "number.h"
#include "procfs.h"
#include "procs.h"
#include "refusal.h"

/* linux/nsfs.h has it, and with it macros that musl's sys/ioctl.h has too. */
#ifndef NS_GET_NSTYPE
#define NS_GET_NSTYPE _IO(0xb7, 0x3)
#endif

/* What is to be entered, at most one of a kind. */
struct choice {
	int fd;				/* or -1 */
	const char *from;		/* the text of its --join */
};

/* Whether podinit is in that namespace already. */
static bool
is_own(int fd, enum plan_namespace kind)
{
	struct stat this, own;
	char path[32];
	bool same;
	int proc;

	proc = procfs_open();
	if (proc == -1)
		return false;
	snprintf(path, sizeof(path), "thread-self/ns/%s",
	    namespace_file(kind));
	same = fstat(fd, &this) == 0 && fstatat(proc, path, &own, 0) == 0 &&
	    this.st_dev == own.st_dev && this.st_ino == own.st_ino;
	close(proc);
	return same;
}

static void
choose(struct choice *choices, enum plan_namespace kind, int fd,
    const char *from)
{
	/* setns(2) into one's own user namespace is EINVAL. */
	if (is_own(fd, kind)) {
		close(fd);
		return;
	}
	if (choices[kind].fd != -1)
		close(choices[kind].fd);
	choices[kind] = (struct choice){ fd, from };
}

static void
choose_file(struct choice *choices, const char *file)
{
	enum plan_namespace kind;
	struct statfs what;
	int fd, type;

	/* Looked at before it is opened: opening a device may do something. */
	if (statfs(file, &what) == -1)
		die("join %s: %s", file, strerror(errno));
	if (what.f_type != NSFS_MAGIC)
		die("join %s: not a namespace, as /proc/PID/ns/* are", file);
	fd = open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd == -1)
		die("join %s: open: %s", file, strerror(errno));
	type = ioctl(fd, NS_GET_NSTYPE);
	if (type == -1)
		die("join %s: ioctl NS_GET_NSTYPE: %s", file, strerror(errno));
	kind = namespace_kind(type);
	if (kind == NAMESPACE_COUNT)
		die("join %s: a kind of namespace that podinit does not know",
		    file);
	choose(choices, kind, fd, file);
}

static const char *
why(int error)
{
	return error == EACCES ? " (the process is another user's)" : "";
}

/* All namespaces of a process that are not podinit's. */
static void
choose_process(struct choice *choices, int pid, const char *from)
{
	char path[32];
	int proc, directory, fd;

	proc = procs_open();
	if (proc == -1)
		die("join %s: open /proc of this PID namespace: %s", from,
		    strerror(errno));
	/* It stays this process's, whoever gets the number afterwards. */
	snprintf(path, sizeof(path), "%d/ns", pid);
	directory = openat(proc, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (directory == -1 && errno == ENOENT)
		die("join %s: %s", from, strerror(ESRCH));
	if (directory == -1)
		die("join %s: open /proc/%s: %s%s", from, path,
		    strerror(errno), why(errno));
	for (enum plan_namespace kind = 0; kind < NAMESPACE_COUNT; kind++) {
		const char *file = namespace_file(kind);

		fd = openat(directory, file, O_RDONLY | O_CLOEXEC);
		if (fd != -1) {
			choose(choices, kind, fd, from);
			continue;
		}
		snprintf(path, sizeof(path), "self/ns/%s", file);
		if (errno != ENOENT || faccessat(proc, path, F_OK, 0) == 0)
			die("join %s: open /proc/%d/ns/%s: %s%s", from, pid,
			    file, strerror(errno), why(errno));
	}
	close(directory);
	close(proc);
}

/* Enters one and forgets its descriptor.  Returns 0 or the errno. */
static int
enter(struct choice *choice)
{
	if (setns(choice->fd, 0) == -1)
		return errno;
	close(choice->fd);
	choice->fd = -1;
	return 0;
}

_Noreturn static void
refuse(const struct choice *choice, enum plan_namespace kind, int error)
{
	char call[PATH_MAX];

	if (error == EINVAL && kind == NAMESPACE_PID)
		die("join %s: setns pid namespace: %s (only podinit's own and "
		    "those below it can be entered)", choice->from,
		    strerror(error));
	if (error == EPERM)
		die("join %s: setns %s namespace: %s (CAP_SYS_ADMIN is needed,"
		    " in the user namespace that owns it too)", choice->from,
		    namespace_name(kind), strerror(error));
	snprintf(call, sizeof(call), "join %s: setns", choice->from);
	namespace_die(call, 1U << kind, error);
}

/*
 * As in a container of its own: root, where there is one.  The ids from
 * outside would be nobody's.  The groups stay where setgroups(2) is denied.
 */
static void
become_root(void)
{
	if (ids_set_groups(0, NULL) == -1)
		diag(DIAG_DEBUG, "setgroups in the user namespace: %s",
		    strerror(errno));
	if (ids_set_group(0) == -1 || ids_set_user(0) == -1)
		diag(DIAG_INFO, "become root in the user namespace: %s",
		    strerror(errno));
}

/*
 * A user namespace goes last, for it may take the privilege for the others;
 * what is refused before may be had with the privilege that it gives.
 */
static unsigned int
enter_all(struct choice *choices)
{
	struct choice *user = &choices[NAMESPACE_USER];
	unsigned int entered = 0;
	int error;

	for (int pass = 1; pass <= 2; pass++) {
		for (enum plan_namespace kind = 0; kind < NAMESPACE_COUNT;
		    kind++) {
			if (choices[kind].fd == -1 || kind == NAMESPACE_USER)
				continue;
			error = enter(&choices[kind]);
			if (error == 0)
				entered |= 1U << kind;
			else if (error != EPERM || user->fd == -1)
				refuse(&choices[kind], kind, error);
		}
		if (user->fd == -1)
			break;
		error = enter(user);
		if (error != 0)
			refuse(user, NAMESPACE_USER, error);
		entered |= 1U << NAMESPACE_USER;
		become_root();
	}
	return entered;
}

unsigned int
namespace_join(const struct plan *plan)
{
	struct choice choices[NAMESPACE_COUNT];
	long long pid;

	for (enum plan_namespace kind = 0; kind < NAMESPACE_COUNT; kind++)
		choices[kind].fd = -1;
	for (int i = 0; i < plan->row_count; i++) {
		const char *text = plan->rows[i].text;

		if (plan->rows[i].option != OPTION_JOIN)
			continue;
		if (number_decimal(text, 1, INT_MAX, &pid))
			choose_process(choices, (int)pid, text);
		else
			choose_file(choices, text);
	}
	return enter_all(choices);
}

int
namespace_hide(const struct plan *plan)
{
	int was;

	if (!plan->given[OPTION_JOIN])
		return 0;
	was = prctl(PR_GET_DUMPABLE);
	/* Only the privileged look into who dumps no core, ptrace(2). */
	if (prctl(PR_SET_DUMPABLE, 0) == -1)
		die("prctl PR_SET_DUMPABLE: %s", strerror(errno));
	return was;
}

void
namespace_show(const struct plan *plan, int was)
{
	const unsigned int written = 1U << NAMESPACE_USER |
	    1U << NAMESPACE_TIME;

	if (plan->given[OPTION_JOIN] && (plan->new_namespaces & written))
		prctl(PR_SET_DUMPABLE, was);
}
