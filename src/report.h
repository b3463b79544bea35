#ifndef PODINIT_REPORT_H
#define PODINIT_REPORT_H

#include <sys/types.h>

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "death.h"
#include "events.h"
#include "lifecycle.h"
#include "link.h"
#include "os.h"
#include "outlets.h"
#include "plan.h"
#include "zombies.h"

/* What has been told, and what is yet to be told in the end. */
struct report {
	const struct plan *plan;
	/* The inner process of two tells everything while it lives. */
	bool passes_on;
	bool stop_was_asked;		/* by a signal that means just that */
	struct termination termination;
	struct pidfile pidfile;
	const struct link *outer;	/* of two processes: to it, or NULL */
	bool is_settled;
	int64_t oom_before;		/* the counter at first, or -1 */
	int64_t started, ended;
	uint64_t sent;			/* signals forwarded to main */
	bool has_main;			/* it was started */
	bool is_killing;		/* what was left */
	struct death death;
	struct events events;
	struct zombies zombies;
};

/* The place of a signal in ->sent. */
#define REPORT_BIT(number) (UINT64_C(1) << ((number) - 1))

/* As many descriptors as report_descriptors() may give. */
#define REPORT_DESCRIPTORS 3

/*
 * Begins.  running is the inner process of two, for the outer one, and 0
 * otherwise; outer is the way to that, for the inner one, and NULL otherwise.
 * outlets are no longer the caller's to close.
 */
void
report_begin(struct report *report, const struct plan *plan,
    const struct outlets *outlets, pid_t running, const struct link *outer);

/* The descriptors that it needs, -1 for those it does not have. */
void
report_descriptors(const struct report *report,
    int fds[REPORT_DESCRIPTORS]);

/*
 * What follows tells what has happened: in the log, the events, or not at all;
 * facts that cost something are asked for only where somebody is told.
 */
void
report_started(struct report *report, pid_t main_process);

/*
 * The outer process learns that main was started, and its pid as it sees it
 * itself; 0 or -1: it cannot.
 */
void
report_inner_started(struct report *report, pid_t main_process);

/*
 * A signal that podinit got, whose sender is known by info, or by what the
 * outer process said, where told is not NULL.  stops says that it is one that
 * main is to end by.
 */
void
report_signal(struct report *report, const siginfo_t *info,
    const struct link_message *told, bool stops);

void
report_forwarded(struct report *report, int number, enum audience audience);

/* Main is sent KILL, because --kill-after has passed. */
void
report_overdue(struct report *report);

/* Main was stopped by number, or continued. */
void
report_stopped(struct report *report, int number);

void
report_continued(struct report *report);

/* Whether report_reaped() wants to know commands. */
bool
report_wants_commands(const struct report *report);

/* An adopted process was reaped. */
void
report_reaped(struct report *report, const siginfo_t *record,
    const char *command, const struct os_usage *usage);

void
report_main_ended(struct report *report, const siginfo_t *record,
    const struct os_usage *usage);

/* All that is left is sent TERM, or KILL. */
void
report_terminating(struct report *report);

void
report_killing(struct report *report);

#endif
