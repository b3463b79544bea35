/*
 * What the child that becomes main does to itself before it executes: limits,
 * umask, identity, directory, no_new_privs.  It may share podinit's memory: it
 * writes to nothing but its own stack, and asks the kernel by number where a
 * libc would change every thread of what it takes for one process.
 */
#include "config.h"

#include "confine.h"

#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"

/* The kernel's struct rlimit64. */
struct pair {
	uint64_t soft, hard;
};

static int
set_limits(const struct limit *limits)
{
	for (enum limit_resource i = 0; i < LIMIT_COUNT; i++) {
		const struct pair pair = { limits[i].soft, limits[i].hard };

		if (!limits[i].set || syscall(SYS_prlimit64, 0,
		    limit_number(i), &pair, NULL) == 0)
			continue;
		diag(DIAG_ERROR, "prlimit %s: %s%s", limit_name(i).text,
		    strerror(errno), errno != EPERM ? "" : i == LIMIT_NOFILE ?
		    " (raising it needs CAP_SYS_RESOURCE, and ends at the"
		    " sysctl fs.nr_open)" :
		    " (raising it needs CAP_SYS_RESOURCE)");
		return -1;
	}
	return 0;
}

static int
change_directory(const char *directory)
{
	if (chdir(directory) == 0)
		return 0;
	diag(DIAG_ERROR, "chdir %s: %s", directory, strerror(errno));
	return -1;
}

static int
forbid_new_privileges(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		return 0;
	diag(DIAG_ERROR, "prctl PR_SET_NO_NEW_PRIVS: %s", strerror(errno));
	return -1;
}

int
confine_self(const struct plan *plan, const struct identity *identity)
{
	if (plan->umask != -1)
		umask((mode_t)plan->umask);
	if ((plan->given[OPTION_ULIMIT] && set_limits(plan->limits) == -1) ||
	    (identity->changes_capabilities &&
	    identity_become(identity) == -1) ||
	    /* As main's user: where that may not go, main is not sent. */
	    (plan->directory != NULL &&
	    change_directory(plan->directory) == -1) ||
	    (plan->no_new_privs && forbid_new_privileges() == -1))
		return errno;
	return 0;
}
