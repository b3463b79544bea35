#ifndef PODINIT_ANSWER_H
#define PODINIT_ANSWER_H

#include "personality.h"
#include "plan.h"

/* What is known only where podinit is put together. */
struct answer_facts {
	const char *version, *commit, *license;
};

/*
 * Prints what an option that only tells something asks for; called is the name
 * that who was called by.  Returns the exit status; dies where it cannot be
 * printed.
 */
int
answer(const struct personality *who, const char *called,
    const struct plan *plan, const struct answer_facts *facts);

/*
 * Says what was wrong with the command line, and waits for nobody to read it.
 * Returns the exit status.
 */
int
answer_misuse(const struct personality *who, const char *called,
    const struct plan_reason *why);

#endif
