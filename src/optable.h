#ifndef PODINIT_OPTABLE_H
#define PODINIT_OPTABLE_H

#include "plan.h"
#include "voice.h"

/* What kind of value an option takes, and so what it does to the plan. */
enum optable_kind {
	KIND_IMPLIES,		/* none; all is in .implies */
	KIND_PRESET,		/* none; sets an int to .preset */
	KIND_FLAG,		/* none; sets a bool */
	KIND_COUNT,		/* none; adds one to an int, to 3 at the most */
	KIND_BARE_ROW,		/* none; adds to .rows */
	KIND_CHOICE,		/* one of .value's words; sets an int */
	KIND_DURATION,		/* sets an int64_t */
	KIND_OFFSET,		/* the same, a minus allowed */
	KIND_NUMBER,		/* sets an int */
	KIND_INIT,		/* a pid, else 1; sets an int, and the mode */
	KIND_TEXT,		/* sets a pointer to the value itself */
	KIND_TARGET,		/* the same, of what can be mounted on */
	KIND_PROC_OPTIONS,	/* the same, of how procfs is mounted */
	KIND_NAMESPACES,	/* a list; adds to .new_namespaces */
	KIND_ROW,		/* adds to .rows */
	KIND_CAPABILITIES,	/* a list; adds to a set; .preset: or ALL */
	KIND_LIMIT,		/* sets one of .limits */
	KIND_MODE,		/* octal; sets an int */
	KIND_SIGNAL,		/* sets an int */
	KIND_STOP_SIGNAL,	/* sets what TERM is forwarded as */
	KIND_REWRITE,		/* FROM:TO, sets what FROM is forwarded as */
	KIND_STATUSES,		/* a list; sets the endings that are success */
	KIND_FIRST,		/* none; it is read before all others */
	/* As other programs read them. */
	KIND_STATUS,		/* any one status; it is success */
	KIND_NUMBERS,		/* FROM:TO, numbers up to 31; as KIND_REWRITE */
	KIND_LEVEL,		/* atoi(3); adds .preset, sets the verbosity */
	KIND_UNSET,		/* a variable that must not be there */
};

/* Whether PODINIT_NAME of the environment can give it too. */
enum optable_source {
	SOURCE_ANY,
	SOURCE_COMMAND_LINE,
	SOURCE_VARIABLE,	/* a variable of that name, and nothing else */
};

/*
 * One option.  Strings of fixed size: a pointer in a constant table would be
 * a relocation, and so a dirty page, in a static PIE.
 */
struct optable_row {
	char letter;			/* of the short form, or NUL */
	char name[24];			/* of the long form, or empty */
	unsigned char kind;
	unsigned char source;
	signed char preset;
	bool optional;			/* the value may be left out */
	unsigned char implies;		/* 1 << NAMESPACE_ kinds that are new */
	unsigned short setting;		/* offset into struct plan */
	char value[52];			/* what the usage calls the value */
	char help[48];
	unsigned char persona;		/* whose it is */
	unsigned char phrase;		/* said once it is obeyed, or 0 */
};

/* A row for each enum plan_option, in its order, which is that of the usage. */
extern const struct optable_row optable[OPTION_COUNT];

#endif
