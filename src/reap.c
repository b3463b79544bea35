/*
 * Buries the dead and follows stops: all that waitid(2) has to say.  What the
 * end of main leads to is lifecycle.c's.
 */
#include "config.h"

#include "reap.h"

#include <sys/wait.h>

#include <unistd.h>

#include "narrate.h"
#include "os.h"
#include "plan.h"
#include "procs.h"
#include "report.h"
#include "scope.h"
#include "signals.h"
#include "signame.h"

/* So many dead are reaped between two looks at the signals. */
enum { BATCH = 64 };

void
reap_follow_stop(struct supervisor *self, int number)
{
	bool asked = self->stop_forwarded == number;

	report_stopped(self->report, number);
	self->stop_forwarded = 0;
	if (!signame_stops_job(number))
		return;
	/* Who suspends itself has done that when it forwarded the signal. */
	if (asked && habits_of(self->plan->persona)->suspends)
		return;
	if (number != SIGTSTP &&
	    terminal_give(&self->terminal, self->main_process)) {
		scope_send(SCOPE_GROUP, self->main_process, SIGCONT);
		return;
	}
	if (self->outer != NULL)
		link_say(self->outer, &(struct link_message){
		    .word = LINK_STOPPED, .number = number });
	/* What the terminal stops is a whole job; one signal, one process. */
	else if (!self->is_init)
		signals_stop_self(number,
		    !asked && self->terminal.fd != -1);
}

static bool
is_dead(const siginfo_t *record)
{
	return record->si_code != CLD_STOPPED &&
	    record->si_code != CLD_CONTINUED;
}

static void
bury(struct supervisor *self, const siginfo_t *record,
    const struct procs_command *command, const struct os_usage *usage)
{
	if (is_dead(record))
		narrate_reaped(record, record->si_pid == self->main_process,
		    self->plan->warn_reap);
	if (record->si_pid != self->main_process) {
		if (is_dead(record))
			report_reaped(self->report, record, command->text,
			    usage);
	} else if (record->si_code == CLD_STOPPED)
		reap_follow_stop(self, record->si_status);
	else if (record->si_code == CLD_CONTINUED)
		report_continued(self->report);
	else {
		report_main_ended(self->report, record, usage);
		self->status = plan_exit_status(self->plan,
		    status_of(record));
		self->main_ended = true;
	}
}

void
reap_batch(struct supervisor *self)
{
	const int wanted = WEXITED | WSTOPPED | WCONTINUED | WNOHANG | __WALL;
	bool names = report_wants_commands(self->report);
	struct procs_command command = { "?" };
	struct os_usage usage = { 0 }, *asked = names ? &usage : NULL;
	siginfo_t record;
	pid_t pid;

	self->may_have_dead = false;
	for (int i = 0; i < BATCH; i++) {
		record.si_pid = 0;
		self->has_children = os_wait(P_ALL, 0, &record,
		    wanted | (names ? WNOWAIT : 0), asked) == 0;
		if (!self->has_children || record.si_pid == 0)
			return;
		if (names) {
			/* Its command can be read until it is reaped. */
			pid = record.si_pid;
			if (pid != self->main_process && is_dead(&record))
				command = procs_command(pid);
			/* One that is killed right now has stopped no more. */
			record.si_pid = 0;
			if (os_wait(P_PID, (id_t)pid, &record, wanted,
			    asked) == -1 || record.si_pid == 0)
				continue;
		}
		bury(self, &record, &command, &usage);
	}
	self->may_have_dead = true;
}
