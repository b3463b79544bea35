/*
 * Keeps the figures of a measure, and sums them up.
 */
#include "figures.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

void
figures_add(struct figures *figures, const double *more, int count)
{
	figures->all = reallocarray(figures->all,
	    figures->count + (size_t)count, sizeof(*more));
	if (figures->all == NULL)
		err(1, NULL);
	memcpy(figures->all + figures->count, more,
	    (size_t)count * sizeof(*more));
	figures->count += (size_t)count;
}

static int
compare(const void *left, const void *right)
{
	double one = *(const double *)left, other = *(const double *)right;

	return (one > other) - (one < other);
}

struct summary
figures_summary(struct figures *figures)
{
	struct summary summary = { .count = figures->count };

	if (figures->count == 0)
		return summary;
	qsort(figures->all, figures->count, sizeof(double), compare);
	summary.least = figures->all[0];
	summary.median = figures->all[figures->count / 2];
	summary.p99 = figures->all[(figures->count - 1) * 99 / 100];
	return summary;
}
