#ifndef PODINIT_MISTAKE_H
#define PODINIT_MISTAKE_H

#include "optable.h"
#include "personality.h"

/*
 * Says in why what getopt_long(3) found wrong with word: code is its '?' or
 * ':', and row what its optopt means, or NULL.
 */
void
mistake_explain(const struct personality *who,
    const struct optable_row *row, int code, const char *word,
    struct plan_reason *why);

#endif
