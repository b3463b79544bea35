#ifndef PODINIT_DIAG_H
#define PODINIT_DIAG_H

#include <stdbool.h>

/* How much a line matters; a line above the level that was set is not said. */
enum diag_level {
	DIAG_ERROR,
	DIAG_WARNING,
	DIAG_NOTICE,			/* no fault, and yet never kept back */
	DIAG_INFO,
	DIAG_DEBUG,
	DIAG_TRACE,
};

/*
 * Looks once whether standard error is open.  Where it is closed nothing is
 * ever written, whatever descriptor may take the number 2 later on.
 */
void
diag_init(void);

/* Sets the level up to which lines are said; DIAG_NOTICE until then. */
void
diag_set_level(enum diag_level level);

/* From now on each line is a JSON object: time, level, message. */
void
diag_use_json(void);

/* Whether a line of this level would be said: asked before costly facts. */
bool
diag_wants(enum diag_level level);

/*
 * Says one line on standard error: "podinit: " and the text.  Bytes that do
 * not print are escaped, a text longer than DIAG_LINE_MAX ends in "...".  The
 * line is one write that does not block: where standard error cannot take it
 * now, it is dropped.  errno is kept.
 */
#define DIAG_LINE_MAX 1024

void
diag(enum diag_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
