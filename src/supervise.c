/*
 * The one loop: waits for a signal or a deadline, drains the dead, asks
 * lifecycle.c what follows and does it.  What cannot be done is said, and the
 * loop goes on: nothing in here ends podinit early.
 */
#include "config.h"

#include "supervise.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "act.h"
#include "adopt.h"
#include "diag.h"
#include "farewell.h"
#include "lifecycle.h"
#include "narrate.h"
#include "os.h"
#include "procs.h"
#include "reap.h"
#include "relinquish.h"
#include "report.h"
#include "scope.h"
#include "sender.h"
#include "shed.h"
#include "spawn.h"
#include "terminal.h"
#include "watch.h"

/* The inner process has something to say. */
static void
take_messages(struct supervisor *self)
{
	struct link_message message;

	while (self->report->pidfile.folder != -1 ?
	    link_take_started(self->inner, &message) :
	    link_take(self->inner, &message)) {
		if (message.word == LINK_STOPPED)
			reap_follow_stop(self, message.number);
		else if (message.word == LINK_STARTED)
			report_inner_started(self->report, message.pid);
		else if (message.word == LINK_ASK)
			link_say(self->inner, &(struct link_message){
			    .word = LINK_ANSWER, .number =
			    (int)watch_oom_kills(self->report) });
	}
}

/*
 * A signal from the outer process was somebody's before; and what the outer
 * process forwards, it says whose it was.
 */
static void
trace_sender(struct supervisor *self, const siginfo_t *info, bool stops)
{
	const struct link_message *sender = NULL;
	struct link_message message;

	if (self->outer != NULL && info->si_code == SI_USER &&
	    info->si_pid == getppid())
		sender = link_sender_of(self->outer, info->si_signo);
	if (self->inner != NULL) {
		message = sender_message(info);
		link_say(self->inner, &message);
	}
	report_signal(self->report, info, sender, stops);
}

static void
take_signal(struct supervisor *self, const siginfo_t *info)
{
	enum phase before = self->phase;
	enum event event;

	if (self->inner != NULL && link_is_announced(self->inner, info)) {
		take_messages(self);
		return;
	}
	if (info->si_signo == SIGCHLD) {
		farewell_look(self->report, info);
		self->may_have_dead = true;
		return;
	}
	/* Our own line had no reader, or no room in its file: no news. */
	if ((info->si_signo == SIGPIPE || info->si_signo == SIGXFSZ) &&
	    signals_is_own(info))
		return;
	event = lifecycle_event_of(self->plan, before, info->si_signo);
	trace_sender(self, info, event != EVENT_SIGNAL);
	narrate_signal(info->si_signo, self->plan->forward_as[info->si_signo]);
	if (info->si_signo == SIGCONT) {
		self->stop_forwarded = 0;
		if (self->terminal.fd != -1)
			terminal_give(&self->terminal, self->main_process);
	}
	act_on(self, event);
	/* The signal that leads on to another phase is that phase's to send. */
	if (self->phase == before)
		act_forward(self, self->plan->forward_as[info->si_signo]);
	else if (before == PHASE_PAUSING)
		narrate_shutdown(info->si_signo);
	if (signame_stops_job(info->si_signo) &&
	    habits_of(self->plan->persona)->suspends) {
		narrate_suspending();
		raise(SIGSTOP);
	}
}

/*
 * Whether no process is left below podinit.  Those that entered a PID
 * namespace from outside are nobody's children here, and those of them that
 * are dead wait for a parent outside.
 */
static bool
is_alone(const struct supervisor *self)
{
	if (self->has_children || self->may_have_dead)
		return false;
	/* Each kill(2) of that kind looks at every process of the machine. */
	return !self->is_init || self->found_nobody ||
	    (kill(-1, 0) == -1 && errno == ESRCH) || !procs_any_alive();
}

/* Looks at what it is time for; how long to sleep then, negative for ever. */
static int64_t
time_to_sleep(const struct supervisor *self, bool looks)
{
	int64_t left = watch_look(self->report);

	if (self->may_have_dead)
		return 0;
	if (self->deadline != PLAN_NEVER) {
		int64_t until = self->deadline - os_now();

		if (until < 0)
			until = 0;
		if (left < 0 || left > until)
			left = until;
	}
	if (looks && (left < 0 || left > self->look_interval))
		left = self->look_interval;
	return left;
}

/*
 * Waits for what comes next.  Two things nobody tells: that a process has
 * ended which entered from outside, and that one has forked when it was to be
 * killed.  While there are such, and only then, the loop looks for itself.
 */
static void
await(struct supervisor *self)
{
	bool looks = lifecycle_waits_for_rest(self->phase) &&
	    (!self->has_children || self->phase == PHASE_KILLING);
	siginfo_t info;
	int number;

	self->found_nobody = false;
	number = signals_wait(&info, time_to_sleep(self, looks));
	if (number > 0) {
		take_signal(self, &info);
	} else if (number == -1) {
		diag(DIAG_ERROR, "rt_sigtimedwait: %s", strerror(errno));
		scope_send_to_rest(self->main_process, SIGKILL, false);
		self->status = STATUS_FAILED;
		self->phase = PHASE_OVER;
	}
	if (looks) {
		self->may_have_dead = true;
		self->look_interval *= 2;
		if (self->look_interval > ACT_LOOK_LAST)
			self->look_interval = ACT_LOOK_LAST;
	}
	if (self->deadline != PLAN_NEVER && os_now() >= self->deadline) {
		self->deadline = PLAN_NEVER;
		act_on(self, EVENT_DEADLINE);
	}
}

static void
run(struct supervisor *self)
{
	while (self->phase != PHASE_OVER) {
		if (self->may_have_dead)
			reap_batch(self);
		if (self->main_ended) {
			self->main_ended = false;
			act_goodbye(self);
			terminal_take_back(&self->terminal,
			    self->main_process);
			act_on(self, EVENT_MAIN_EXITED);
			continue;
		}
		if (!lifecycle_waits_for_rest(self->phase))
			await(self);
		else if (is_alone(self))
			act_on(self, EVENT_NOTHING_LEFT);
		else {
			if (self->phase == PHASE_KILLING)
				act_kill_again(self);
			await(self);
		}
	}
}

/* Starts the main process.  Where it cannot, self has the exit status. */
static bool
start(struct supervisor *self, const struct supervise_request *request)
{
	const struct spawn_request main_process = {
		.plan = self->plan,
		.environment = request->surroundings->variables.entries,
		.listen_pid = request->surroundings->listen_pid,
		.identity = &request->surroundings->identity,
		.seccomp = &request->surroundings->seccomp,
		.signals = request->started,
		.terminal = &self->terminal,
	};
	int error;

	narrate_obeyed(self->plan);
	if (self->plan->setsid)
		terminal_let_go(&self->terminal);
	self->main_process = spawn_main(&main_process, &error);
	if (self->main_process == -1) {
		self->status = habits_status(self->plan->persona,
		    STATUS_FAILED);
		return false;
	}
	if (error != 0) {
		/* One that counts as success is none the less a failure. */
		const struct ending ending = { .number = spawn_bury(
		    &main_process, self->main_process, error) };

		self->status = plan_exit_status(self->plan, ending);
		narrate_failed(self->plan, self->main_process, &ending,
		    self->status);
		terminal_take_back(&self->terminal, self->main_process);
		farewell_not_started(self->report, error);
		return false;
	}
	report_started(self->report, self->main_process);
	narrate_started(self->main_process, self->plan->command[0],
	    self->plan->setsid);
	if (self->outer != NULL && self->plan->pid_file != NULL)
		link_say_started(self->outer, self->main_process,
		    plan_has_own_pids(self->plan) ? -1 : self->main_process);
	return true;
}

int
supervise(const struct supervise_request *request)
{
	struct report report;
	struct supervisor self = {
		.plan = request->plan,
		.report = &report,
		.outer = request->outer,
		.inner = request->inner,
		.main_process = request->running,
		.phase = lifecycle_first(request->plan),
		.is_init = getpid() == 1,
		.may_have_dead = true,
		.deadline = PLAN_NEVER,
	};
	bool is_running = true;

	report_begin(&report, request->plan, request->outlets,
	    request->running, request->outer);
	if (!self.is_init)
		adopt_orphans(plan_adopts(self.plan));
	if (request->terminal != NULL)
		self.terminal = *request->terminal;
	else
		terminal_open(&self.terminal);
	if (request->running == 0 && request->plan->mode == MODE_RUN)
		is_running = start(&self, request);
	else if (chdir("/") == -1)
		diag(DIAG_WARNING, "chdir /: %s", strerror(errno));
	if (is_running) {
		if (request->gives_up_privilege)
			relinquish(self.main_process,
			    request->outlets->pidfile.folder);
		shed(&self);
		run(&self);
		terminal_take_back(&self.terminal, self.main_process);
		narrate_leaving(self.status, !self.has_children);
	}
	farewell_say(&report, self.status, self.has_children);
	return self.status;
}
