/*
 * Whose the orphans are where podinit is not PID 1.
 */
#include "config.h"

#include "adopt.h"

#include <sys/prctl.h>

#include <errno.h>
#include <string.h>

#include "diag.h"
#include "narrate.h"

void
adopt_orphans(bool adopts)
{
	int already;

	if (!adopts && (prctl(PR_GET_CHILD_SUBREAPER, &already) == -1 ||
	    !already))
		narrate_no_init(false);
	else if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == -1)
		diag(DIAG_WARNING, "prctl PR_SET_CHILD_SUBREAPER: %s (orphans"
		    " will not be adopted)", strerror(errno));
	else
		narrate_no_init(true);
}
