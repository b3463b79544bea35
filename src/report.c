/*
 * Tells what happens while podinit lives: which words, events and files there
 * are for it.  Never decides, never ends podinit.
 */
#include "config.h"

#include "report.h"

#include "diag.h"
#include "narrate.h"
#include "signame.h"
#include "status.h"

void
report_begin(struct report *report, const struct plan *plan,
    const struct outlets *outlets, pid_t running, const struct link *outer)
{
	report->plan = plan;
	report->passes_on = running != 0;
	report->stop_was_asked = false;
	report->termination = outlets->termination;
	report->pidfile = outlets->pidfile;
	report->outer = outer;
	report->oom_before = -1;
	/* Where nobody will be told there is nothing to find out. */
	report->is_settled = plan->mode == MODE_PAUSE ||
	    (!diag_wants(DIAG_NOTICE) && outlets->events == -1 &&
	    outlets->termination.fd == -1);
	/* Else it is report_started() that knows. */
	report->started = report->ended =
	    running != 0 || plan->mode != MODE_RUN ? os_now() : 0;
	report->sent = 0;
	report->has_main = running != 0;
	report->is_killing = false;
	report->death = (struct death){
		.subject = running != 0 ? "init" : "main process",
		.command = running != 0 ? "podinit" :
		    plan->command != NULL ? plan->command[0] : "",
		.pid = running,
		/* Until it is known that it was alone. */
		.had_company = true,
	};
	events_begin(&report->events, outlets->events);
	zombies_begin(&report->zombies, running != 0 ? 0 : plan->watch_zombies);
}

void
report_descriptors(const struct report *report, int fds[REPORT_DESCRIPTORS])
{
	fds[0] = report->events.fd;
	fds[1] = report->termination.fd;
	fds[2] = report->pidfile.folder;
}

void
report_started(struct report *report, pid_t main_process)
{
	report->started = os_now();
	report->has_main = true;
	report->death.pid = main_process;
	diag(DIAG_INFO, "main process '%s' started with pid %d",
	    report->death.command, (int)main_process);
	events_started(&report->events, main_process, report->death.command);
	pidfile_write(&report->pidfile, main_process);
}

void
report_inner_started(struct report *report, pid_t main_process)
{
	if (main_process > 0)
		pidfile_write(&report->pidfile, main_process);
	else
		diag(DIAG_WARNING, "--pid-file: the main process's pid cannot"
		    " be told outside");
}

/* Whether there is somebody to hear of what is no warning. */
static bool
is_heard(const struct report *report, enum diag_level level)
{
	return !report->passes_on &&
	    (diag_wants(level) || report->events.fd != -1);
}

void
report_signal(struct report *report, const siginfo_t *info,
    const struct link_message *told, bool stops)
{
	int number = info->si_signo;
	bool ends = stops || number == SIGINT || number == SIGQUIT ||
	    number == SIGHUP;
	struct sender sender;

	if (!ends && !is_heard(report, DIAG_INFO))
		return;
	sender = sender_of(info, told);
	if (ends && !report->stop_was_asked) {
		report->death.asked = number;
		report->death.asker = sender;
		report->stop_was_asked = stops;
	}
	if (!is_heard(report, DIAG_INFO))
		return;
	diag(DIAG_INFO, "received %s from %s", signame_of(number).text,
	    sender_words(&sender).text);
	events_signal(&report->events, number, &sender);
}

/* Who gets a signal that goes to main: a word, and words for people. */
static const char *
scope_word(const struct report *report)
{
	static const char words[][8] = { "group", "child", "session", "all" };

	return words[report->plan->scope];
}

static void
log_forwarded(const struct report *report, int number, enum audience audience)
{
	static const char kinds[][16] = {
		"process group", "process", "session",
	};
	struct signame name = signame_of(number);

	if (audience == AUDIENCE_REST)
		diag(DIAG_DEBUG, "forwarding %s to what is left", name.text);
	else if (report->plan->scope == SCOPE_ALL)
		diag(DIAG_DEBUG, "forwarding %s to all processes", name.text);
	else
		diag(DIAG_DEBUG, "forwarding %s to %s %d", name.text,
		    kinds[report->plan->scope], (int)report->death.pid);
}

void
report_forwarded(struct report *report, int number, enum audience audience)
{
	if (audience == AUDIENCE_SCOPE)
		report->sent |= REPORT_BIT(number);
	if (!is_heard(report, DIAG_DEBUG))
		return;
	log_forwarded(report, number, audience);
	events_sent(&report->events, "forwarded", number,
	    audience == AUDIENCE_REST ? "rest" : scope_word(report));
}

void
report_overdue(struct report *report)
{
	diag(DIAG_WARNING, "main process %d outlived --kill-after",
	    (int)report->death.pid);
	report->death.sent_by_podinit = true;
	if (!report->passes_on)
		events_sent(&report->events, "killed", SIGKILL,
		    scope_word(report));
}

void
report_stopped(struct report *report, int number)
{
	if (!is_heard(report, DIAG_INFO))
		return;
	diag(DIAG_INFO, "main process %d was stopped by %s",
	    (int)report->death.pid, signame_of(number).text);
	events_job(&report->events, "stopped", report->death.pid, number);
}

void
report_continued(struct report *report)
{
	if (!is_heard(report, DIAG_INFO))
		return;
	diag(DIAG_INFO, "main process %d was continued",
	    (int)report->death.pid);
	events_job(&report->events, "continued", report->death.pid, SIGCONT);
}

bool
report_wants_commands(const struct report *report)
{
	return is_heard(report, report->plan->warn_reap ? DIAG_WARNING :
	    DIAG_DEBUG);
}

void
report_reaped(struct report *report, const siginfo_t *record,
    const char *command, const struct os_usage *usage)
{
	enum diag_level level = report->plan->warn_reap ? DIAG_WARNING :
	    DIAG_DEBUG;
	struct ending ending = status_of(record);

	report->death.orphans++;
	if (report->is_killing && ending.killed && ending.number == SIGKILL)
		report->death.leftovers++;
	if (!is_heard(report, level))
		return;
	if (!narrate_knows_reaped())
		diag(level, "reaped adopted process %d (%s), which %s",
		    (int)record->si_pid, command, status_text(ending).text);
	events_ended(&report->events, "reaped", record->si_pid, command,
	    ending, usage);
}

void
report_main_ended(struct report *report, const siginfo_t *record,
    const struct os_usage *usage)
{
	struct death *death = &report->death;

	report->ended = os_now();
	death->ending = status_of(record);
	death->lasted = report->ended - report->started;
	/* The inner process never dies of a signal while it can tell. */
	if (report->passes_on && death->ending.killed)
		report->passes_on = false;
	if (!is_heard(report, DIAG_INFO))
		return;
	diag(DIAG_INFO, "%s %d %s", death->subject, (int)record->si_pid,
	    status_text(death->ending).text);
	events_ended(&report->events, "main-exited", record->si_pid,
	    death->command, death->ending, usage);
}

void
report_terminating(struct report *report)
{
	if (!is_heard(report, DIAG_DEBUG))
		return;
	diag(DIAG_DEBUG, "terminating what is left");
	events_terminating(&report->events, report->plan->grace);
}

void
report_killing(struct report *report)
{
	report->is_killing = true;
	report->death.leftovers_after = os_now() - report->ended;
	if (!is_heard(report, DIAG_DEBUG))
		return;
	diag(DIAG_DEBUG, "killing what is left");
	events_sent(&report->events, "killed", SIGKILL, "rest");
}
