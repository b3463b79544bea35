/*
 * The options that mount, one function each.  Their order is mounts.c's.
 */
#include "config.h"

#include "mountrow.h"

#include <sys/mount.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "bind.h"
#include "calls.h"
#include "device.h"
#include "diag.h"
#include "die.h"
#include "hierarchy.h"
#include "mask.h"
#include "refusal.h"
#include "remount.h"
#include "resolve.h"
#include "row.h"
#include "usermap.h"

enum { SAFE = MS_NOSUID | MS_NODEV | MS_NOEXEC };

/* The target, made where it is missing; or dies. */
static int
open_target(const struct attach *attach, const char *path, bool folder)
{
	int target = resolve_make(attach->root, path, folder);

	if (target != -1)
		return target;
	switch (errno) {
	case EROFS:
		die("make mount point %s: %s (make it beforehand, or mount a"
		    " tmpfs above it)", path, strerror(errno));
	case EACCES:
	case EPERM:
	case EOVERFLOW:
		die("open mount point %s: %s%s", path, strerror(errno),
		    usermap_owner_hint(errno).text);
	default:
		die("open mount point %s: %s", path, strerror(errno));
	}
}

/* Mounts a new file system; hint is said of a refusal. */
static void
mount_fresh(const struct attach *attach, const char *path, const char *type,
    unsigned long flags, const char *data, const char *hint)
{
	int target = open_target(attach, path, true);
	bool has_data = data != NULL && data[0] != '\0';

	if (attach_fresh(target, type, flags, data) == -1)
		die("mount %s at %s%s%.100s: %s%s", type, path,
		    has_data ? " with " : "", has_data ? data : "",
		    strerror(errno), errno == EPERM && hint[0] != '\0' ?
		    hint : refusal_hint(errno).text);
	calls_close(target);
	diag(DIAG_DEBUG, "mounted %s at %s", type, path);
}

struct attach_source
mountrow_source(const struct attach *attach, const struct mountopts *options)
{
	struct attach_source source = attach_take(attach, AT_FDCWD,
	    options->source, options->recursive);

	if (source.fd == -1)
		die("bind %s: %s%s", options->source, strerror(errno),
		    errno != EINVAL ? "" : options->recursive ?
		    " (it is unbindable)" : " (it is unbindable, or hides"
		    " what only rbind may take along)");
	return source;
}

static int
make_bind(const struct attach *attach, const struct mountopts *options,
    struct attach_source source)
{
	struct stat what, there;
	int target;

	if (fstat(source.fd, &what) == -1)
		die("stat %s: %s", options->source, strerror(errno));
	target = open_target(attach, options->target, S_ISDIR(what.st_mode));
	if (fstat(target, &there) == -1)
		die("stat %s: %s", options->target, strerror(errno));
	/* The kernels do not agree on an errno for this. */
	if (S_ISDIR(what.st_mode) != S_ISDIR(there.st_mode))
		die("bind %s at %s: %s", options->source, options->target,
		    strerror(S_ISDIR(there.st_mode) ? EISDIR : ENOTDIR));
	return bind_at(attach, source, target, options->manner.flags,
	    options->source, options->target);
}

static void
make_device(const struct mountrow_context *context, const char *path)
{
	int target = open_target(&context->attach, path, true);

	device_mount(&context->attach, target, path, context->devices);
	calls_close(target);
}

static void
make_hierarchy(const struct attach *attach)
{
	static const char path[] = "/sys/fs/cgroup";
	int target = open_target(attach, path, true);

	hierarchy_mount(attach, target, path);
	calls_close(target);
}

int
mountrow_make(const struct mountrow_context *context,
    const struct plan_row *row, struct attach_source source)
{
	const struct attach *attach = &context->attach;
	struct mountopts options;

	row_mount(row, &options);
	switch (row->option) {
	case OPTION_BIND:
		return make_bind(attach, &options, source);
	case OPTION_TMPFS:
		mount_fresh(attach, options.target, "tmpfs",
		    options.manner.flags, options.manner.data, "");
		break;
	case OPTION_DEV:
		make_device(context, options.target);
		break;
	case OPTION_MASK:
		mask_path(attach, options.target);
		break;
	case OPTION_MOUNT_SYS:
		mount_fresh(attach, "/sys", "sysfs", SAFE, NULL, " (the network"
		    " namespace is not of this user namespace: add --net; or"
		    " the caller's /sys is masked)");
		break;
	case OPTION_MOUNT_CGROUP:
		make_hierarchy(attach);
		break;
	case OPTION_MOUNT_MQUEUE:
		mount_fresh(attach, "/dev/mqueue", "mqueue", SAFE, NULL,
		    " (the IPC namespace is not of this user namespace: add"
		    " --ipc)");
		break;
	}
	return -1;
}

void
mountrow_proc(const struct attach *attach, const struct plan *plan)
{
	bool is_own = (plan->new_namespaces & 1U << NAMESPACE_PID) != 0;
	struct mountopts_manner manner;

	mountopts_proc(plan->proc_options, &manner);
	mount_fresh(attach, plan->proc_directory == NULL ? "/proc" :
	    plan->proc_directory, "proc", manner.flags, manner.data,
	    is_own ? " (mount too revealing: the caller's /proc"
	    " is masked or missing, and the kernel gives no user namespace"
	    " more than that; start the outer container with an unmasked"
	    " /proc, or use --no-mount-proc)" : " (the PID namespace is not"
	    " of this user namespace: add --pid)");
}

void
mountrow_read_only(const struct attach *attach, const struct plan_row *row)
{
	struct attach_source source;
	struct mountopts options;
	int target;

	if (row->text == NULL || strcmp(row->text, "/") == 0) {
		if (remount(attach, attach->root, MS_RDONLY, false) == -1)
			die("remount / read-only: %s%s", strerror(errno),
			    errno == EINVAL ? " (it is no mount point: add"
			    " --root)" : "");
		return;
	}
	row_mount(row, &options);
	target = resolve_open(attach->root, options.target);
	if (target == -1)
		die("open %s: %s", options.target, strerror(errno));
	/* A mount of its own, of what is there, all that is below included. */
	source = attach_take(attach, target, "", true);
	if (source.fd == -1)
		die("bind %s: %s", options.target, strerror(errno));
	calls_close(bind_at(attach, source, target, MS_RDONLY,
	    options.target, options.target));
}
