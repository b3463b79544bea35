#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include <stddef.h>

/* The figures of one measure and one subject. */
struct figures {
	double *all;
	size_t count;
};

/* What is told of them. */
struct summary {
	size_t count;
	double least, median, p99;
};

void
figures_add(struct figures *figures, const double *more, int count);

/* Sorts them. */
struct summary
figures_summary(struct figures *figures);

#endif
