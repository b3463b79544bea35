#ifndef PODINIT_ENVIRONMENT_H
#define PODINIT_ENVIRONMENT_H

#include "personality.h"
#include "plan.h"

/*
 * Reads the variables of environment that are named PODINIT_ and an option's
 * name into plan, in the order of the option table wherever they stand, and
 * takes them out of environment, in place; where they are not to be trusted
 * they are taken out unread.  Any other variable stays; of two with the same
 * name the later counts.  Returns whether each was well-formed; where not, why
 * says which was not and what was expected.
 */
bool
environment_read(char **environment, bool trusted, struct plan *plan,
    struct plan_reason *why);

/*
 * Reads who's own variables into plan, over what its command line said, as the
 * programs do that podinit stands in for.  One that sets what a PODINIT_
 * variable has set is passed over.  They stay where they are.
 */
bool
environment_read_own(char **environment, const struct personality *who,
    struct plan *plan, struct plan_reason *why);

#endif
