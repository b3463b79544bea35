/*
 * A bind mount with flags of its own, which is two steps to every kernel.
 */
#include "config.h"

#include "bind.h"

#include <errno.h>
#include <string.h>

#include "calls.h"
#include "diag.h"
#include "die.h"
#include "remount.h"

int
bind_at(const struct attach *attach, struct attach_source source, int target,
    unsigned long flags, const char *from, const char *path)
{
	int mounted = attach_bind(attach, source, target);

	calls_close(target);
	if (mounted == -1)
		die("bind %s at %s: %s%s", from, path, strerror(errno),
		    errno == ENODEV ? " (there is no procfs at /proc, and no"
		    " open_tree(2))" : "");
	if (flags != 0 && remount(attach, mounted, flags,
	    source.recursive) == -1)
		die("remount %s: %s", path, strerror(errno));
	diag(DIAG_DEBUG, "bound %s at %s", from, path);
	return mounted;
}
