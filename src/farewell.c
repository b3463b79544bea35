/*
 * The end: what main died of, the death report where it is due, and the last
 * event.
 */
#include "config.h"

#include "farewell.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "procs.h"
#include "watch.h"

/* Whether pid, which is dead, has waited for a child; true in doubt. */
static bool
has_waited(pid_t pid)
{
	struct procs_process process = { .has_waited = true };
	int proc = procs_open();

	if (proc != -1) {
		procs_read(proc, pid, &process);
		close(proc);
	}
	return process.has_waited;
}

void
farewell_look(struct report *report, const siginfo_t *info)
{
	/* Elsewhere than in a container the control group may be shared. */
	if (info->si_pid == report->death.pid &&
	    info->si_code == CLD_KILLED && info->si_status == SIGKILL &&
	    report->outer == NULL && getpid() == 1)
		report->death.had_company = has_waited(info->si_pid);
}

void
farewell_not_started(struct report *report, int error)
{
	char text[512];

	snprintf(text, sizeof(text), "main process '%.100s' could not be"
	    " %s: %s", report->death.command, error < 0 ? "set up" : "executed",
	    strerror(error < 0 ? -error : error));
	termination_write(&report->termination, text);
}

/* What can be told only now. */
static void
settle(struct report *report, bool has_rest)
{
	struct death *death = &report->death;

	if (death->orphans > 0 || has_rest)
		death->had_company = true;
	if (death->ending.killed &&
	    (report->sent & REPORT_BIT(death->ending.number)))
		death->sent_by_podinit = true;
	/* A signal that may mean other things has to be what it ended by. */
	if (death->asked != 0 && !report->stop_was_asked &&
	    status_code(death->ending) != 128 + death->asked)
		death->asked = 0;
}

/*
 * An ordinary stop is no news: one by a signal that was passed on, after which
 * nobody had to be killed.
 */
static bool
is_news(const struct report *report)
{
	const struct death *death = &report->death;

	return death->leftovers > 0 || (death->ending.killed &&
	    !(report->sent & REPORT_BIT(death->ending.number)));
}

/* By itself, so that who tells nobody pays for no line. */
static __attribute__((noinline)) void
write_death(const struct report *report, enum diag_level level, bool leaves)
{
	char text[DIAG_LINE_MAX];

	death_write(&report->death, text, sizeof(text));
	diag(level, "%s", text);
	if (leaves)
		termination_write(&report->termination, text);
}

static void
tell_death(struct report *report)
{
	enum diag_level level = is_news(report) ? DIAG_NOTICE : DIAG_INFO;
	bool is_well = status_code(report->death.ending) == 0;
	bool logs = (!is_well || level == DIAG_NOTICE) && diag_wants(level);
	bool leaves = !is_well && report->termination.fd != -1;

	/* It costs some time, and is of no use where nobody is told. */
	if (logs || leaves || report->events.fd != -1)
		report->death.oom_kills = watch_oom_kills(report);
	if (logs || leaves)
		write_death(report, level, leaves);
}

void
farewell_say(struct report *report, int status, bool has_rest)
{
	pidfile_remove(&report->pidfile);
	if (report->passes_on)
		return;
	settle(report, has_rest);
	if (report->has_main)
		tell_death(report);
	events_exit(&report->events, &(struct events_exit){
	    .status = status,
	    .orphans_reaped = report->death.orphans,
	    .leftovers_killed = report->death.leftovers,
	    .out_of_memory = death_memory_word(death_memory(&report->death)),
	    .oom_kills = report->death.oom_kills });
	if (report->events.dropped > 0)
		diag(DIAG_WARNING, "--events: %llu events were dropped",
		    report->events.dropped);
}
