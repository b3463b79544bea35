#ifndef PODINIT_PLAN_H
#define PODINIT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "signame.h"
#include "status.h"

/* Every option, by the name of its long form. */
enum plan_option {
	OPTION_GROUP,
	OPTION_SCOPE,
	OPTION_SINGLE_CHILD,
	OPTION_SETSID,
	OPTION_REWRITE,
	OPTION_STOP_SIGNAL,
	OPTION_STOP_DELAY,
	OPTION_KILL_AFTER,
	OPTION_SUCCESS_EXIT_STATUS,
	OPTION_ON_EXIT,
	OPTION_GRACE,
	OPTION_PDEATHSIG,
	OPTION_SUBREAPER,
	OPTION_PAUSE,
	OPTION_VERBOSE,
	OPTION_QUIET,
	OPTION_WARN_REAP,
	OPTION_HELP,
	OPTION_VERSION,
	OPTION_LICENSE,
	OPTION_COUNT,
};

/* What podinit is asked to do at all. */
enum mode {
	MODE_RUN,
	MODE_PAUSE,
	MODE_HELP,
	MODE_VERSION,
	MODE_LICENSE,
};

/* Who gets a signal; the order is that of --scope's words. */
enum scope {
	SCOPE_GROUP,
	SCOPE_CHILD,
	SCOPE_SESSION,
	SCOPE_ALL,
};

/* What becomes of the rest; the order is that of --on-exit's words. */
enum on_exit {
	ON_EXIT_TERMINATE,
	ON_EXIT_WAIT,
	ON_EXIT_LEAVE,
};

/* A duration that never ends. */
#define PLAN_NEVER INT64_C(-1)

/*
 * What is about to be done.  Made once from the command line and the
 * environment, constant afterwards.  Durations are nanoseconds.  The command
 * belongs to argv.
 */
struct plan {
	/* Choices are int, so that the option table can set them. */
	int mode;
	int scope;
	int on_exit;
	int verbosity;		/* -1 for errors only, 3 for everything */
	int pdeathsig;
	bool setsid;
	bool warn_reap;
	bool subreaper;
	int64_t stop_delay;
	int64_t kill_after;
	int64_t grace;
	/* What each signal is forwarded as; 0 drops it. */
	unsigned char forward_as[SIGNAME_MAX + 1];
	/* The endings that are reported as 0: statuses, and signals. */
	bool success_status[256];
	bool success_signal[SIGNAME_MAX + 1];
	char **command;
	/*
	 * Which options were given, by the command line and by either: bit
	 * 1 << OPTION.
	 */
	uint64_t given_here;
	uint64_t given;
};

/* Two options that exclude each other, and why. */
struct plan_conflict {
	unsigned char first, second;
	char why[48];
};

/* Room for one line of explanation. */
struct plan_reason {
	char text[512];
};

/* The plan of an empty command line. */
struct plan
plan_default(void);

/* Settles the defaults that depend on other options. */
void
plan_settle(struct plan *plan);

/* The first pair on the command line that exclude each other, or NULL. */
const struct plan_conflict *
plan_find_conflict(const struct plan *plan);

/* podinit's exit status for a main process that ended so. */
int
plan_exit_status(const struct plan *plan, struct ending ending);

#endif
