#ifndef PODINIT_OPTIONS_H
#define PODINIT_OPTIONS_H

#include "personality.h"
#include "plan.h"

/*
 * Reads the PODINIT_* variables of environment, as environment_read() does,
 * and then the command line, as who reads it, into plan, which was
 * personality_plan(); the command line wins.  who's own variables come last.
 * argv belongs to who runs the command and may be changed.
 *
 * An option that only tells something (--help) ends the reading: nothing else
 * can be wrong then.
 *
 * Returns whether the whole is well-formed and free of contradictions; where
 * not, why says which option, which value and what was expected.  Prints
 * nothing.  Not reentrant, for getopt_long(3) is not.
 */
bool
options_read(const struct personality *who, int argc, char **argv,
    char **environment, bool trusted, struct plan *plan,
    struct plan_reason *why);

#endif
