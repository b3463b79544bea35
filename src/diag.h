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

/* How lines begin, and where they go. */
struct diag_style {
	/* By level; podinit's pid follows, and after, unless that is empty. */
	char before[DIAG_TRACE + 1][20];
	char after[4];
	/* From this level on lines go to standard output; 0: never. */
	unsigned char output_from;
	/* Nothing but what diag_quote() says, and warnings. */
	bool speaks_for_another;
};

/* podinit's own. */
#define DIAG_STYLE_OWN { { "podinit: ", "podinit: warning: ", "podinit: ", \
	"podinit: ", "podinit: ", "podinit: " }, "", 0, false }

/* Changes it, and tells it; style has to stay where it is. */
void
diag_set_style(const struct diag_style *style);

const struct diag_style *
diag_get_style(void);

/* Whether any line that is wanted goes to standard output. */
bool
diag_needs_output(void);

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
 * Says one line: "podinit: " on standard error, or what the style says, and
 * the text.  Bytes that do not print are escaped, a text longer than
 * DIAG_LINE_MAX ends in "...".  The line is one write that does not block:
 * where nobody can take it now, it is dropped.  errno is kept.
 */
#define DIAG_LINE_MAX 1024

void
diag(enum diag_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * A line of the program that podinit stands in for, below whose name podinit
 * keeps its own to itself unless they are warnings or errors.
 */
void
diag_quote(enum diag_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same for a text that stands for itself, on standard error, always. */
void
diag_bare(const char *text);

#endif
