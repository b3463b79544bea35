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

/* Whether there are options at all: the first word is one, or there is none. */
bool
arguments_have_options(int argc, char **argv);

#endif
