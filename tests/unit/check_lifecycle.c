#include "config.h"

#include "lifecycle.h"

#include <signal.h>

#include "os.h"
#include "unit.h"

/*
 * What the manual promises, written down once more: where every event leads
 * from every phase.  END is the end of main, or of the pause, after which
 * --on-exit decides.
 */
enum {
	RUN = PHASE_RUNNING,
	DELAY = PHASE_DELAYING,
	STOP = PHASE_STOPPING,
	OVERDUE = PHASE_OVERDUE,
	PAUSE = PHASE_PAUSING,
	WAIT = PHASE_WAITING,
	DRAIN = PHASE_DRAINING,
	KILL = PHASE_KILLING,
	OVER = PHASE_OVER,
	END = -1,
};

static const struct {
	int from;
	int signal, hold, stop, main_exited, nothing_left, deadline;
} grid[] = {
	/* A TERM is held back first; its like and a deadline let it out. */
	{ RUN, RUN, DELAY, STOP, END, RUN, RUN },
	{ DELAY, DELAY, STOP, STOP, END, DELAY, STOP },
	/* More of them are forwarded and do not start the clock again. */
	{ STOP, STOP, STOP, STOP, END, STOP, OVERDUE },
	{ OVERDUE, OVERDUE, OVERDUE, OVERDUE, END, OVERDUE, OVERDUE },
	/* Without main there is nothing to hold back, and nobody to end. */
	{ PAUSE, PAUSE, END, END, PAUSE, PAUSE, PAUSE },
	/* After main, only the rest's end and the clock count. */
	{ WAIT, WAIT, WAIT, WAIT, WAIT, OVER, WAIT },
	{ DRAIN, DRAIN, DRAIN, DRAIN, DRAIN, OVER, KILL },
	{ KILL, KILL, KILL, KILL, KILL, OVER, OVER },
	{ OVER, OVER, OVER, OVER, OVER, OVER, OVER },
};

/* Where END leads, with a grace and with none. */
static const struct {
	int on_exit;
	int grace, none;
} ends[] = {
	{ ON_EXIT_TERMINATE, DRAIN, KILL },
	{ ON_EXIT_WAIT, WAIT, WAIT },
	{ ON_EXIT_LEAVE, OVER, OVER },
};

/* Asserts one line of the grid under plan, in which END leads to end. */
static void
assert_line(const struct plan *plan, size_t line, int end)
{
	const int expected[EVENT_COUNT] = {
		[EVENT_SIGNAL] = grid[line].signal,
		[EVENT_HOLD] = grid[line].hold,
		[EVENT_STOP] = grid[line].stop,
		[EVENT_MAIN_EXITED] = grid[line].main_exited,
		[EVENT_NOTHING_LEFT] = grid[line].nothing_left,
		[EVENT_DEADLINE] = grid[line].deadline,
	};
	enum phase from = (enum phase)grid[line].from;

	for (int event = 0; event < EVENT_COUNT; event++) {
		enum phase next = lifecycle_next(plan, from, (enum event)event);
		enum phase right = (enum phase)(expected[event] == END ? end :
		    expected[event]);

		ck_assert_msg(next == right, "%s, event %d, --on-exit %d,"
		    " grace %jd: %s instead of %s", lifecycle_name(from),
		    event, plan->on_exit, (intmax_t)plan->grace,
		    lifecycle_name(next), lifecycle_name(right));
	}
}

START_TEST(every_cell_of_the_grid_holds)
{
	static const int64_t graces[] = { 1, 5 * OS_SECOND, INT64_MAX / 2 };
	struct plan plan = plan_default();

	ck_assert_uint_eq(UNIT_COUNT(grid), PHASE_COUNT);
	ck_assert_uint_eq(EVENT_COUNT, 6);
	for (size_t line = 0; line < UNIT_COUNT(grid); line++)
		for (size_t i = 0; i < UNIT_COUNT(ends); i++) {
			plan.on_exit = ends[i].on_exit;
			plan.grace = 0;
			assert_line(&plan, line, ends[i].none);
			for (size_t j = 0; j < UNIT_COUNT(graces); j++) {
				plan.grace = graces[j];
				assert_line(&plan, line, ends[i].grace);
			}
		}
}
END_TEST

/* The clock's settings are for allowances: no transition depends on them. */
START_TEST(the_grid_knows_no_other_setting)
{
	struct plan plan = plan_default();

	memset(plan.forward_as, SIGTERM, sizeof(plan.forward_as));
	plan.scope = SCOPE_ALL;
	plan.stop_delay = 3;
	plan.kill_after = 0;
	plan.setsid = true;
	for (plan.mode = MODE_RUN; plan.mode <= MODE_PAUSE; plan.mode++)
		for (size_t line = 0; line < UNIT_COUNT(grid); line++)
			assert_line(&plan, line, DRAIN);
}
END_TEST

START_TEST(it_begins_with_main_or_the_pause)
{
	struct plan plan = plan_default();

	ck_assert_int_eq(lifecycle_first(&plan), PHASE_RUNNING);
	plan.mode = MODE_PAUSE;
	ck_assert_int_eq(lifecycle_first(&plan), PHASE_PAUSING);
}
END_TEST

/* --- what kind of event a signal is */

/* Asserts the kind of every signal in every phase but the pause. */
static void
assert_kinds(const struct plan *plan, int hold, const int *stops, size_t count)
{
	for (int number = 1; number <= SIGNAME_MAX; number++) {
		enum event right = EVENT_SIGNAL;

		for (size_t i = 0; i < count; i++)
			if (number == stops[i])
				right = EVENT_STOP;
		if (number == hold)
			right = EVENT_HOLD;
		for (int phase = 0; phase < PHASE_COUNT; phase++)
			ck_assert_msg(phase == PHASE_PAUSING ||
			    lifecycle_event_of(plan, (enum phase)phase,
			    number) == right, "signal %d when %s", number,
			    lifecycle_name((enum phase)phase));
	}
}

START_TEST(term_alone_is_held_back)
{
	struct plan plan = plan_default();

	assert_kinds(&plan, SIGTERM, NULL, 0);
}
END_TEST

/* --stop-signal=QUIT: a QUIT from outside stops just as well. */
START_TEST(what_term_becomes_stops_too)
{
	struct plan plan = plan_default();

	plan.forward_as[SIGTERM] = SIGQUIT;
	assert_kinds(&plan, SIGTERM, (const int[]){ SIGQUIT }, 1);
	plan.forward_as[SIGTERM] = 64;
	assert_kinds(&plan, SIGTERM, (const int[]){ 64 }, 1);
	plan.forward_as[SIGHUP] = 64;
	assert_kinds(&plan, SIGTERM, (const int[]){ 64, SIGHUP }, 2);
}
END_TEST

START_TEST(what_becomes_term_stops_too)
{
	struct plan plan = plan_default();

	plan.forward_as[SIGINT] = SIGTERM;
	plan.forward_as[40] = SIGTERM;
	assert_kinds(&plan, SIGTERM, (const int[]){ SIGINT, 40 }, 2);
}
END_TEST

/* --rewrite=TERM:QUIT --rewrite=QUIT:TERM: each for the other. */
START_TEST(exchanged_signals_are_told_apart)
{
	struct plan plan = plan_default();

	plan.forward_as[SIGTERM] = SIGQUIT;
	plan.forward_as[SIGQUIT] = SIGTERM;
	assert_kinds(&plan, SIGTERM, NULL, 0);
}
END_TEST

START_TEST(every_signal_can_stand_for_term)
{
	for (int number = 1; number <= SIGNAME_MAX; number++) {
		struct plan plan = plan_default();
		/* CHLD is forwarded as nothing. */
		size_t count = number == SIGCHLD || number == SIGTERM ? 0 : 1;

		plan.forward_as[SIGTERM] = (unsigned char)number;
		assert_kinds(&plan, SIGTERM, &number, count);
	}
}
END_TEST

/* --rewrite=TERM:0: nothing stops main, least of all what is dropped too. */
START_TEST(a_dropped_term_is_no_event)
{
	struct plan plan = plan_default();

	plan.forward_as[SIGTERM] = 0;
	assert_kinds(&plan, 0, NULL, 0);
	plan.forward_as[SIGHUP] = 0;
	plan.forward_as[SIGINT] = SIGTERM;
	assert_kinds(&plan, 0, NULL, 0);
}
END_TEST

START_TEST(a_dropped_signal_is_no_event)
{
	struct plan plan = plan_default();

	plan.forward_as[SIGINT] = 0;
	plan.forward_as[SIGUSR1] = 0;
	assert_kinds(&plan, SIGTERM, NULL, 0);
}
END_TEST

/* PODINIT_REWRITE may be there all the same; the pause has nobody to tell. */
START_TEST(the_pause_ends_by_term_and_int)
{
	struct plan plan = plan_default();

	for (int rewritten = 0; rewritten < 2; rewritten++) {
		for (int number = 1; number <= SIGNAME_MAX; number++)
			ck_assert_msg(lifecycle_event_of(&plan, PHASE_PAUSING,
			    number) == (number == SIGTERM || number == SIGINT ?
			    EVENT_STOP : EVENT_SIGNAL), "signal %d", number);
		plan.forward_as[SIGTERM] = 0;
		plan.forward_as[SIGINT] = SIGHUP;
		plan.forward_as[SIGQUIT] = SIGTERM;
	}
}
END_TEST

/* --- what a phase means to others */

static const struct {
	enum phase phase;
	enum audience audience;
	bool waits_for_rest;
	const char *name;
} phases[] = {
	{ PHASE_RUNNING, AUDIENCE_SCOPE, false, "running" },
	{ PHASE_DELAYING, AUDIENCE_SCOPE, false, "delaying" },
	{ PHASE_STOPPING, AUDIENCE_SCOPE, false, "stopping" },
	{ PHASE_OVERDUE, AUDIENCE_SCOPE, false, "overdue" },
	{ PHASE_PAUSING, AUDIENCE_NOBODY, false, "pausing" },
	{ PHASE_WAITING, AUDIENCE_REST, true, "waiting" },
	{ PHASE_DRAINING, AUDIENCE_REST, true, "draining" },
	{ PHASE_KILLING, AUDIENCE_NOBODY, true, "killing" },
	{ PHASE_OVER, AUDIENCE_NOBODY, false, "over" },
};

START_TEST(signals_go_to_main_and_then_to_the_rest)
{
	ck_assert_uint_eq(UNIT_COUNT(phases), PHASE_COUNT);
	for (size_t i = 0; i < UNIT_COUNT(phases); i++)
		ck_assert_msg(lifecycle_audience(phases[i].phase) ==
		    phases[i].audience, "%s", phases[i].name);
}
END_TEST

START_TEST(the_rest_is_waited_for_when_main_is_gone)
{
	for (size_t i = 0; i < UNIT_COUNT(phases); i++)
		ck_assert_msg(lifecycle_waits_for_rest(phases[i].phase) ==
		    phases[i].waits_for_rest, "%s", phases[i].name);
}
END_TEST

START_TEST(phases_have_names)
{
	for (size_t i = 0; i < UNIT_COUNT(phases); i++)
		ck_assert_str_eq(lifecycle_name(phases[i].phase),
		    phases[i].name);
}
END_TEST

START_TEST(allowances_are_the_plans)
{
	struct plan plan = plan_default();

	plan.stop_delay = 11;
	plan.kill_after = 22;
	plan.grace = 33;
	for (int phase = 0; phase < PHASE_COUNT; phase++) {
		int64_t allowance = lifecycle_allowance(&plan,
		    (enum phase)phase);

		switch (phase) {
		case PHASE_DELAYING:
			ck_assert_int_eq(allowance, 11);
			break;
		case PHASE_STOPPING:
			ck_assert_int_eq(allowance, 22);
			break;
		case PHASE_DRAINING:
			ck_assert_int_eq(allowance, 33);
			break;
		case PHASE_KILLING:
			/* KILL takes its time, but podinit's end must come. */
			ck_assert_int_eq(allowance, 2 * OS_SECOND);
			break;
		default:
			ck_assert_int_eq(allowance, PLAN_NEVER);
		}
	}
}
END_TEST

START_TEST(allowances_of_the_default_plan)
{
	struct plan plan = plan_default();

	ck_assert_int_eq(lifecycle_allowance(&plan, PHASE_DELAYING), 0);
	ck_assert_int_eq(lifecycle_allowance(&plan, PHASE_STOPPING),
	    PLAN_NEVER);
	ck_assert_int_eq(lifecycle_allowance(&plan, PHASE_DRAINING),
	    5 * OS_SECOND);
}
END_TEST

/* --- whole lives */

/* What happens: a signal by its number, or an event from LIFE_EVENT on. */
enum {
	LIFE_EVENT = 1000,
	GONE = LIFE_EVENT + EVENT_MAIN_EXITED,
	EMPTY = LIFE_EVENT + EVENT_NOTHING_LEFT,
	TIME = LIFE_EVENT + EVENT_DEADLINE,
};

/* Asserts that what happens leads through the phases that stand beside it. */
static void
assert_life(const struct plan *plan, const int (*life)[2], size_t count)
{
	enum phase phase = lifecycle_first(plan);

	for (size_t i = 0; i < count; i++) {
		int what = life[i][0];

		phase = lifecycle_next(plan, phase, what >= LIFE_EVENT ?
		    (enum event)(what - LIFE_EVENT) :
		    lifecycle_event_of(plan, phase, what));
		ck_assert_msg(phase == (enum phase)life[i][1],
		    "step %zu led to %s", i, lifecycle_name(phase));
	}
}

#define ASSERT_LIFE(plan, ...) do {					\
	static const int life[][2] = { __VA_ARGS__ };			\
									\
	assert_life(plan, life, UNIT_COUNT(life));			\
} while (0)

START_TEST(a_life_without_a_stop)
{
	struct plan plan = plan_default();

	ASSERT_LIFE(&plan, { SIGHUP, RUN }, { SIGCONT, RUN }, { SIGINT, RUN },
	    { GONE, DRAIN }, { SIGTERM, DRAIN }, { SIGTERM, DRAIN },
	    { EMPTY, OVER });
	plan.on_exit = ON_EXIT_WAIT;
	ASSERT_LIFE(&plan, { SIGINT, RUN }, { GONE, WAIT }, { SIGTERM, WAIT },
	    { EMPTY, OVER });
	plan.on_exit = ON_EXIT_LEAVE;
	ASSERT_LIFE(&plan, { GONE, OVER }, { SIGTERM, OVER });
}
END_TEST

START_TEST(a_life_with_every_delay)
{
	struct plan plan = plan_default();

	plan.stop_delay = plan.kill_after = 1;
	ASSERT_LIFE(&plan, { SIGTERM, DELAY }, { SIGUSR1, DELAY },
	    { TIME, STOP }, { SIGTERM, STOP }, { TIME, OVERDUE },
	    { SIGTERM, OVERDUE }, { GONE, DRAIN }, { TIME, KILL },
	    { TIME, OVER });
	ASSERT_LIFE(&plan, { SIGTERM, DELAY }, { SIGTERM, STOP },
	    { GONE, DRAIN }, { EMPTY, OVER });
	plan.grace = 0;
	ASSERT_LIFE(&plan, { SIGTERM, DELAY }, { GONE, KILL }, { EMPTY, OVER });
}
END_TEST

START_TEST(a_life_in_pause)
{
	struct plan plan = plan_default();

	plan.mode = MODE_PAUSE;
	ASSERT_LIFE(&plan, { SIGHUP, PAUSE }, { EMPTY, PAUSE },
	    { SIGTERM, DRAIN }, { SIGTERM, DRAIN }, { EMPTY, OVER });
	plan_settle(&plan);
	ASSERT_LIFE(&plan, { SIGQUIT, PAUSE }, { SIGINT, OVER });
}
END_TEST

UNIT_MAIN("lifecycle", every_cell_of_the_grid_holds,
    the_grid_knows_no_other_setting, it_begins_with_main_or_the_pause,
    term_alone_is_held_back, what_term_becomes_stops_too,
    what_becomes_term_stops_too, exchanged_signals_are_told_apart,
    every_signal_can_stand_for_term, a_dropped_term_is_no_event,
    a_dropped_signal_is_no_event, the_pause_ends_by_term_and_int,
    signals_go_to_main_and_then_to_the_rest,
    the_rest_is_waited_for_when_main_is_gone, phases_have_names,
    allowances_are_the_plans, allowances_of_the_default_plan,
    a_life_without_a_stop, a_life_with_every_delay, a_life_in_pause)
