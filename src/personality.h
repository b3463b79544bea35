#ifndef PODINIT_PERSONALITY_H
#define PODINIT_PERSONALITY_H

#include "optable.h"
#include "plan.h"

/* How a command line is read. */
enum personality_parsing {
	PARSING_OPTIONS,	/* options, up to the first operand or "--" */
	PARSING_SCAN,		/* a letter is found anywhere, in any case */
};

/* What was wrong with a command line or an environment. */
enum plan_fault {
	FAULT_OPTION,		/* there is none such, or a value too many */
	FAULT_VALUE,		/* an option's */
	FAULT_VARIABLE,		/* a variable's */
	FAULT_COMMAND,		/* there is none */
	FAULT_RESERVED,		/* a variable that must not be there */
	FAULT_COUNT,
};

/* The same in one line of explanation. */
struct plan_reason {
	enum plan_fault fault;
	char option[28];		/* or a variable, to be named, */
	const char *value;		/* and what was given for it */
	char text[512];
};

/* How a mistake of the caller's is said; more than one may hold. */
enum personality_complaint {
	COMPLAINT_VOICED = 1,	/* as an error in the log */
	COMPLAINT_NAMED = 2,	/* as getopt(3) does, behind the name */
	COMPLAINT_BARE = 4,	/* a text that stands for itself */
	COMPLAINT_USAGE = 8,	/* the usage follows */
};

/*
 * What makes one program differ from another: the names it is called by, how
 * it reads its command line and answers, and the plan that it begins with.
 * Its options are rows like podinit's own.
 */
struct personality {
	char names[3][12];
	char version[16];		/* what the version line begins with */
	char version_suffix[12];
	unsigned char persona;
	unsigned char parsing;
	unsigned char help_fd, version_fd;
	char hint[24];			/* behind an error of usage */
	unsigned char complaints[FAULT_COUNT];
	bool long_form_stands_alone;	/* else it is none */
	bool drops_dashes;		/* PROGRAM -- ARG is PROGRAM ARG */
	bool ignores_operands;		/* of a pause */
	/* Of the plan; see there. */
	unsigned char mode, scope, on_exit, on_exit_as_init;
	signed char verbosity;
	unsigned char grace;		/* in seconds */
};

/*
 * Who podinit is: by --as=NAME where that is the first argument, which is then
 * taken out, else by the base name of argv[0].  *called is what it is called,
 * as it is to be told, and lives as long as argv: that NAME, or argv[0].
 */
const struct personality *
personality_choose(int *argc, char ***argv, const char **called);

/* The plan of its empty command line, as PID 1 of a namespace or elsewhere. */
struct plan
personality_plan(const struct personality *who, bool is_init);

/* Its option or variable number index, or NULL behind the last one. */
const struct optable_row *
personality_row(const struct personality *who, int index);

/* Every personality by its persona: what the tests walk. */
const struct personality *
personality_of(enum persona persona);

#endif
