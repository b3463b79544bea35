/*
 * Hides a file or a folder behind an empty one that cannot be written to.
 */
#include "config.h"

#include "mask.h"

#include <sys/mount.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "bind.h"
#include "calls.h"
#include "diag.h"
#include "die.h"
#include "resolve.h"

enum { FLAGS = MS_NOSUID | MS_NODEV | MS_NOEXEC };

/*
 * The empty file is from a tmpfs that is there for this moment only: on top of
 * all roots, where "/.." leads and no other path.
 */
static void
mask_file(const struct attach *attach, int target, const char *path)
{
	struct attach_source source;
	int folder, file;

	if (mount("tmpfs", "/", "tmpfs", FLAGS, "mode=755,size=4k") == -1)
		die("mount tmpfs to mask %s: %s", path, strerror(errno));
	folder = open("/..", O_PATH | O_DIRECTORY | O_CLOEXEC);
	file = folder == -1 ? -1 : openat(folder, "empty",
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
	if (file == -1)
		die("make an empty file to mask %s: %s", path,
		    strerror(errno));
	calls_close(file);
	source = attach_take(attach, folder, "empty", false);
	if (source.fd == -1)
		die("bind an empty file at %s: %s", path, strerror(errno));
	calls_close(folder);
	calls_close(bind_at(attach, source, target, MS_RDONLY | FLAGS,
	    "an empty file", path));
	if (umount2("/..", MNT_DETACH) == -1)
		die("umount what masks %s: %s", path, strerror(errno));
}

void
mask_path(const struct attach *attach, const char *path)
{
	int target = resolve_open(attach->root, path);
	struct stat what;

	if (target == -1 && errno == ENOENT) {
		diag(DIAG_INFO, "mask %s: it is not there", path);
		return;
	}
	if (target == -1 || fstat(target, &what) == -1)
		die("mask %s: %s", path, strerror(errno));
	if (!S_ISDIR(what.st_mode)) {
		mask_file(attach, target, path);
		return;
	}
	if (attach_fresh(target, "tmpfs", MS_RDONLY | FLAGS,
	    "mode=755,size=4k") == -1)
		die("mount tmpfs to mask %s: %s", path, strerror(errno));
	calls_close(target);
}
