/*
 * What podinit keeps of its own privilege while main runs as somebody else.
 * How sets are read and written is creds.c's.
 */
#include "config.h"

#include "relinquish.h"

#include <sys/stat.h>

#include <errno.h>
#include <linux/capability.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "creds.h"
#include "diag.h"
#include "procs.h"

/* Whether /proc, where there is one, does not show the process. */
static bool
is_hidden(pid_t pid)
{
	struct procs_process process;
	int proc = procs_open();
	bool hidden;

	if (proc == -1)
		return false;
	hidden = procs_read(proc, pid, &process) == -1;
	close(proc);
	return hidden;
}

/*
 * Whether main is hidden from podinit when that has no capability in effect but
 * keep.  A procfs with the option hidepid= shows the processes of others only
 * to who may trace them; a scope that is looked for there would be empty.
 */
static bool
is_hidden_from(uint64_t keep, pid_t main_process)
{
	struct creds_sets own, less;
	bool hidden;

	if (creds_read(&own) == -1)
		return false;
	less = own;
	less.effective &= keep;
	if (creds_write(&less) == -1)
		return false;
	hidden = is_hidden(main_process);
	/* To what it was: that is always allowed. */
	creds_write(&own);
	return hidden;
}

static bool
is_anothers(int folder)
{
	struct stat what;

	return folder != -1 && fstat(folder, &what) == 0 &&
	    what.st_uid != geteuid();
}

void
relinquish(pid_t main_process, int folder)
{
	uint64_t keep = CAPABILITY_BIT(CAP_KILL);

	if (is_anothers(folder))
		keep |= CAPABILITY_BIT(CAP_DAC_OVERRIDE);
	if (is_hidden_from(keep, main_process))
		keep |= CAPABILITY_BIT(CAP_SYS_PTRACE);
	if (creds_reduce(keep) == -1)
		diag(DIAG_WARNING, "capset: %s (podinit keeps privilege that"
		    " it has no use for)", strerror(errno));
}
