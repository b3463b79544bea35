#ifndef PODINIT_ARGUMENTS_H
#define PODINIT_ARGUMENTS_H

#include "personality.h"
#include "plan.h"

/*
 * Reads the options and the command of argv into plan as who does.  Returns
 * false, and why in one line, where a word is wrong.  Not reentrant, for
 * getopt_long(3) is not.
 */
bool
arguments_read(const struct personality *who, int argc, char **argv,
    struct plan *plan, struct plan_reason *why);

/*
 * Whether there may be an option by its long form: options whose uses are kept
 * as rows have no other.
 */
bool
arguments_have_long_forms(int argc, char **argv);

#endif
