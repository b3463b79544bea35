#ifndef PODINIT_ANSWER_H
#define PODINIT_ANSWER_H

#include "personality.h"
#include "plan.h"

/* What is known only where podinit is put together. */
struct answer_facts {
	const char *version, *commit, *license;
};

/*
 * Prints what an option that only tells something asks for.  Returns the exit
 * status; dies where it cannot be printed.
 */
int
answer(const struct personality *who, const struct plan *plan,
    const struct answer_facts *facts);

/* Says what was wrong with the command line.  Returns the exit status. */
int
answer_misuse(const struct personality *who, const struct plan_reason *why);

#endif
