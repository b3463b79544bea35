#ifndef PODINIT_SETTING_H
#define PODINIT_SETTING_H

#include "optable.h"

/* Whether row's option takes a value on the command line. */
bool
setting_takes_value(const struct optable_row *row);

/*
 * Does to plan what row says, with text where a value is taken.  Returns NULL,
 * or, as a phrase, what had been expected.
 */
const char *
setting_apply(struct plan *plan, const struct optable_row *row,
    const char *text);

/* Sets the int that row sets to value, whatever its kind would make of it. */
void
setting_set_int(struct plan *plan, const struct optable_row *row, int value);

/* Room for "--" and a name. */
struct setting_name {
	char text[28];
};

/* "--name", or "-l" for a row that has only a letter. */
struct setting_name
setting_name(const struct optable_row *row);

#endif
