/*
 * Looks at what nobody tells: how often the kernel has killed for want of
 * memory, and who leaves zombies.  What becomes of it is farewell.c's, and
 * zombies.c's.
 */
#include "config.h"

#include "watch.h"

#include <unistd.h>

#include "cgroup.h"
#include "diag.h"

/*
 * What costs time and is needed at the end only is done so long after main's
 * start, so that no start waits for it, and what ends at once never pays.
 */
#define SETTLING (20 * OS_MILLISECOND)

/* The counter as it is now, or -1.  No descriptor of it is kept. */
static int64_t
count_oom_kills(void)
{
	uint64_t kills;

	return cgroup_get(CGROUP_OOM_KILLS, getpid(), &kills) ?
	    (int64_t)kills : -1;
}

int64_t
watch_oom_kills(const struct report *report)
{
	int64_t now = count_oom_kills();

	if (now == 0)
		return 0;
	if (now != -1 && report->oom_before != -1)
		return now - report->oom_before;
	/* In new namespaces it may be hidden. */
	return report->outer == NULL ? -1 : link_ask_oom_kills(report->outer);
}

/* Reads the counter for the first time, or says how long it is until then. */
static int64_t
settle(struct report *report)
{
	int64_t left;

	if (report->is_settled)
		return -1;
	left = report->started + SETTLING - os_now();
	if (left > 0)
		return left;
	report->is_settled = true;
	report->oom_before = count_oom_kills();
	diag(DIAG_TRACE, "out-of-memory kills until now: %lld",
	    (long long)report->oom_before);
	return -1;
}

int64_t
watch_look(struct report *report)
{
	int64_t first = settle(report);
	int64_t other = zombies_look(&report->zombies, &report->events);

	return first < 0 || (other >= 0 && other < first) ? other : first;
}
