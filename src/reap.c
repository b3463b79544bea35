/*
 * Buries the dead and follows stops: all that waitid(2) has to say.  What the
 * end of main leads to is lifecycle.c's.
 */
#include "config.h"

#include "reap.h"

#include <sys/wait.h>

#include <unistd.h>

#include "plan.h"
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

	report_stopped(self->main_process, number);
	self->stop_forwarded = 0;
	if (!signame_stops_job(number))
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

static void
bury(struct supervisor *self, const siginfo_t *record)
{
	bool is_main = record->si_pid == self->main_process;

	if (record->si_code == CLD_STOPPED) {
		if (is_main)
			reap_follow_stop(self, record->si_status);
	} else if (is_main) {
		report_main_ended(record);
		self->status = plan_exit_status(self->plan,
		    status_of(record));
		self->main_ended = true;
	}
}

void
reap_batch(struct supervisor *self)
{
	const int wanted = WEXITED | WSTOPPED | WNOHANG | __WALL;
	bool tells = report_wants_reaped(self->plan->warn_reap);
	siginfo_t record;

	self->may_have_dead = false;
	for (int i = 0; i < BATCH; i++) {
		record.si_pid = 0;
		self->has_children = waitid(P_ALL, 0, &record,
		    wanted | (tells ? WNOWAIT : 0)) == 0;
		if (!self->has_children || record.si_pid == 0)
			return;
		if (tells) {
			/* Its command can be read until it is reaped. */
			if (record.si_pid != self->main_process &&
			    record.si_code != CLD_STOPPED)
				report_reaped(&record, self->plan->warn_reap);
			waitid(P_PID, (id_t)record.si_pid, &record, wanted);
		}
		bury(self, &record);
	}
	self->may_have_dead = true;
}
