/*
 * Why a namespace cannot be had, in one line: the call, the kinds, the errno
 * and what the kernel tells of the cause.
 */
#include "config.h"

#include "refusal.h"

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "namespace.h"
#include "os.h"
#include "procfs.h"

#define APPARMOR_SYSCTL "kernel/apparmor_restrict_unprivileged_userns"

/* Causes that two kinds of refusal have. */
#define BY_APPARMOR " (AppArmor restricts unprivileged user namespaces: " \
	"kernel.apparmor_restrict_unprivileged_userns is 1)"
#define BY_FILTER " (a seccomp filter is in force, such as a container " \
	"engine's)"

/* The one line of namespace_die(), as it grows. */
struct line {
	char text[512];
	size_t length;
};

static void
add(struct line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
add(struct line *line, const char *format, ...)
{
	size_t room = sizeof(line->text) - line->length;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(line->text + line->length, room, format, arguments);
	va_end(arguments);
	if (length > 0)
		line->length += (size_t)length < room ? (size_t)length :
		    room - 1;
}

/* "pid, mount and uts namespaces". */
static void
add_kinds(struct line *line, unsigned int kinds)
{
	unsigned int left = kinds;

	for (enum plan_namespace kind = 0; kind < NAMESPACE_COUNT; kind++) {
		if (!NAMESPACE_IN(kinds, kind))
			continue;
		left &= ~(1U << kind);
		add(line, " %s%s", namespace_name(kind),
		    left == 0 ? " namespace" :
		    (left & (left - 1)) == 0 ? " and" : ",");
	}
	if ((kinds & (kinds - 1)) != 0)
		add(line, "s");
}

/* Whether the sysctl of that name is there and has that value. */
static bool
sysctl_is(int proc, const char *name, long value)
{
	char path[64], text[32];

	snprintf(path, sizeof(path), "sys/%s", name);
	return os_read_file(proc, path, text, sizeof(text)) > 0 &&
	    strtol(text, NULL, 10) == value;
}

/* What podinit may do, of its own file status, proc_pid_status(5). */
struct privilege {
	bool is_admin;			/* CAP_SYS_ADMIN is in effect */
	bool is_filtered;		/* by seccomp(2) */
	bool is_mapped;			/* its user namespace has ids */
};

static struct privilege
privilege_of_podinit(int proc)
{
	struct privilege privilege = { false, false, true };
	char text[4096];
	const char *line;

	if (os_read_file(proc, "thread-self/status", text,
	    sizeof(text)) > 0) {
		line = strstr(text, "\nCapEff:");
		privilege.is_admin = line != NULL &&
		    (strtoull(line + strlen("\nCapEff:"), NULL, 16) &
		    1ULL << CAP_SYS_ADMIN) != 0;
		privilege.is_filtered =
		    strstr(text, "\nSeccomp:\t2") != NULL;
	}
	if (os_read_file(proc, "thread-self/uid_map", text, sizeof(text)) == 0)
		privilege.is_mapped = false;
	return privilege;
}

static void
add_refusal(struct line *line, int proc, unsigned int kinds)
{
	struct privilege privilege = privilege_of_podinit(proc);

	if (!privilege.is_admin && sysctl_is(proc, APPARMOR_SYSCTL, 1))
		add(line, BY_APPARMOR);
	else if (!privilege.is_admin && NAMESPACE_IN(kinds, NAMESPACE_USER) &&
	    sysctl_is(proc, "kernel/unprivileged_userns_clone", 0))
		add(line, " (unprivileged user namespaces are disabled: "
		    "kernel.unprivileged_userns_clone is 0)");
	else if (NAMESPACE_IN(kinds, NAMESPACE_USER) && !privilege.is_mapped)
		add(line, " (the caller's own ids are not mapped in its user "
		    "namespace)");
	else if (!privilege.is_admin && !NAMESPACE_IN(kinds, NAMESPACE_USER))
		add(line, " (CAP_SYS_ADMIN is missing; --user gives it inside "
		    "a user namespace)");
	else if (privilege.is_filtered)
		add(line, BY_FILTER);
	else if (NAMESPACE_IN(kinds, NAMESPACE_USER))
		add(line, " (not to be had below chroot(2), or denied by a "
		    "security module)");
}

/* Says of the first kind that the caller may have none of. */
static bool
add_disabled(struct line *line, int proc, unsigned int kinds)
{
	char name[48];

	for (enum plan_namespace kind = 0; kind < NAMESPACE_COUNT; kind++) {
		snprintf(name, sizeof(name), "user/max_%s_namespaces",
		    namespace_file(kind));
		if (!NAMESPACE_IN(kinds, kind) || !sysctl_is(proc, name, 0))
			continue;
		add(line, " (%s namespaces are disabled: "
		    "user.max_%s_namespaces is 0)", namespace_name(kind),
		    namespace_file(kind));
		return true;
	}
	return false;
}

/* Says of the first kind that the kernel was built without. */
static void
add_impossible(struct line *line, int proc, unsigned int kinds)
{
	char path[32];

	for (enum plan_namespace kind = 0; kind < NAMESPACE_COUNT; kind++) {
		snprintf(path, sizeof(path), "thread-self/ns/%s",
		    namespace_file(kind));
		if (!NAMESPACE_IN(kinds, kind) ||
		    faccessat(proc, path, F_OK, 0) == 0)
			continue;
		add(line, " (this kernel has no %s namespaces)",
		    namespace_name(kind));
		return;
	}
}

static void
add_cause(struct line *line, unsigned int kinds, int error)
{
	int proc = procfs_open();

	/* Without a procfs nothing can be told but the errno. */
	if (proc == -1)
		return;
	if ((error == ENOSPC || error == EUSERS) &&
	    !add_disabled(line, proc, kinds))
		add(line, " (nested more than 32 deep, or a limit "
		    "user.max_*_namespaces is used up)");
	else if (error == EPERM || error == EACCES)
		add_refusal(line, proc, kinds);
	else if (error == EINVAL)
		add_impossible(line, proc, kinds);
	else if (error == EAGAIN)
		add(line, " (the limit of processes is reached)");
	else if (error == ENOMEM)
		add(line, " (out of memory, or the PID namespace that was "
		    "joined has lost its PID 1)");
	close(proc);
}

/* Whether this is the first user namespace, or one that has all ids as well. */
static bool
has_all_ids(int proc)
{
	char text[64];

	return os_read_file(proc, "thread-self/uid_map", text,
	    sizeof(text)) > 0 && strstr(text, " 4294967295") != NULL;
}

/* The name of what a security module holds podinit to, or nothing. */
static void
read_profile(int proc, char *name, size_t size)
{
	ssize_t length = os_read_file(proc, "thread-self/attr/current", name,
	    size);

	name[length > 0 ? strcspn(name, "\n") : 0] = '\0';
	if (strncmp(name, "unconfined", strlen("unconfined")) == 0)
		name[0] = '\0';
}

struct refusal_hint
refusal_hint(int error)
{
	struct refusal_hint hint = { "" };
	int saved = errno, proc;
	char profile[80];

	if (error != EPERM && error != EACCES)
		return hint;
	proc = procfs_open();
	read_profile(proc, profile, sizeof(profile));
	/* There the namespace is to be had, and of no use. */
	if (sysctl_is(proc, APPARMOR_SYSCTL, 1) && !has_all_ids(proc))
		strlcpy(hint.text, BY_APPARMOR, sizeof(hint.text));
	else if (profile[0] != '\0' && error == EACCES)
		snprintf(hint.text, sizeof(hint.text), " (podinit is confined"
		    " by a security module, as %s)", profile);
	else if (privilege_of_podinit(proc).is_filtered)
		strlcpy(hint.text, BY_FILTER, sizeof(hint.text));
	if (proc != -1)
		close(proc);
	errno = saved;
	return hint;
}

_Noreturn void
namespace_die(const char *call, unsigned int kinds, int error)
{
	struct line line = { .length = 0 };

	add(&line, "%s", call);
	add_kinds(&line, kinds);
	add(&line, ": %s", strerror(error));
	add_cause(&line, kinds, error);
	die("%s", line.text);
}
