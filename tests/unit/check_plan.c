#include "config.h"

#include "plan.h"

#include <signal.h>

#include "os.h"
#include "unit.h"

START_TEST(defaults_are_those_of_the_manual)
{
	struct plan plan = plan_default();

	ck_assert_int_eq(plan.mode, MODE_RUN);
	ck_assert_int_eq(plan.scope, SCOPE_GROUP);
	ck_assert_int_eq(plan.on_exit, ON_EXIT_TERMINATE);
	ck_assert_int_eq(plan.verbosity, 0);
	ck_assert_int_eq(plan.pdeathsig, 0);
	ck_assert(!plan.setsid);
	ck_assert(!plan.warn_reap);
	ck_assert(!plan.subreaper);
	ck_assert_int_eq(plan.stop_delay, 0);
	ck_assert_int_eq(plan.watch_zombies, 0);
	ck_assert_int_eq(plan.kill_after, PLAN_NEVER);
	/* No duration that can be asked for. */
	ck_assert_int_lt(PLAN_NEVER, 0);
	ck_assert_int_eq(plan.grace, 5 * OS_SECOND);
	ck_assert_ptr_null(plan.command);
	for (int option = 0; option < OPTION_COUNT; option++) {
		ck_assert(!plan.given[option]);
		ck_assert(!plan.given_here[option]);
	}
}
END_TEST

START_TEST(every_signal_but_chld_is_forwarded_as_itself)
{
	struct plan plan = plan_default();

	ck_assert_int_eq(SIGNAME_MAX, 64);
	ck_assert_int_eq(plan.forward_as[0], 0);
	for (int number = 1; number <= 64; number++)
		ck_assert_int_eq(plan.forward_as[number],
		    number == SIGCHLD ? 0 : number);
}
END_TEST

START_TEST(no_ending_but_0_is_success_by_default)
{
	struct plan plan = plan_default();

	for (int status = 0; status <= 255; status++)
		ck_assert_int_eq(plan_exit_status(&plan,
		    (struct ending){ .number = status }), status);
	for (int number = 1; number <= 64; number++)
		ck_assert_int_eq(plan_exit_status(&plan,
		    (struct ending){ .killed = true, .number = number }),
		    128 + number);
}
END_TEST

START_TEST(a_status_of_success_is_0)
{
	struct plan plan = plan_default();

	plan.success_status[3] = true;
	plan.success_status[255] = true;
	for (int status = 0; status <= 255; status++)
		ck_assert_int_eq(plan_exit_status(&plan,
		    (struct ending){ .number = status }),
		    status == 3 || status == 255 ? 0 : status);
	/* Signal 3 is not status 3. */
	ck_assert_int_eq(plan_exit_status(&plan,
	    (struct ending){ .killed = true, .number = 3 }), 131);
}
END_TEST

/* A shell cannot tell 143 from a TERM, and neither can who lists it. */
START_TEST(a_status_of_success_covers_its_signal)
{
	struct plan plan = plan_default();

	plan.success_status[143] = true;
	ck_assert_int_eq(plan_exit_status(&plan,
	    (struct ending){ .killed = true, .number = SIGTERM }), 0);
	ck_assert_int_eq(plan_exit_status(&plan,
	    (struct ending){ .number = 143 }), 0);
}
END_TEST

START_TEST(a_signal_of_success_is_0)
{
	struct plan plan = plan_default();

	plan.success_signal[SIGTERM] = true;
	plan.success_signal[64] = true;
	for (int number = 1; number <= 64; number++)
		for (int dumped = 0; dumped < 2; dumped++)
			ck_assert_int_eq(plan_exit_status(&plan,
			    (struct ending){ .killed = true,
			    .dumped_core = dumped == 1, .number = number }),
			    number == SIGTERM || number == 64 ? 0 :
			    128 + number);
	/* It says nothing of who exits with such a number. */
	ck_assert_int_eq(plan_exit_status(&plan,
	    (struct ending){ .number = SIGTERM }), SIGTERM);
	ck_assert_int_eq(plan_exit_status(&plan,
	    (struct ending){ .number = 128 + SIGTERM }), 128 + SIGTERM);
}
END_TEST

START_TEST(pause_leaves_unless_told_otherwise)
{
	struct plan plan = plan_default();

	plan.mode = MODE_PAUSE;
	plan_settle(&plan);
	ck_assert_int_eq(plan.on_exit, ON_EXIT_LEAVE);

	for (int on_exit = ON_EXIT_TERMINATE; on_exit <= ON_EXIT_LEAVE;
	    on_exit++) {
		plan = plan_default();
		plan.mode = MODE_PAUSE;
		plan.on_exit = on_exit;
		/* By the environment, say: given, but not here. */
		plan.given[OPTION_ON_EXIT] = true;
		plan_settle(&plan);
		ck_assert_int_eq(plan.on_exit, on_exit);
	}
}
END_TEST

START_TEST(other_modes_keep_their_on_exit)
{
	for (int mode = MODE_RUN; mode <= MODE_LICENSE; mode++) {
		struct plan plan = plan_default();

		if (mode == MODE_PAUSE)
			continue;
		plan.mode = mode;
		plan_settle(&plan);
		ck_assert_int_eq(plan.on_exit, ON_EXIT_TERMINATE);
	}
}
END_TEST

/* Whether the manual says that the two exclude each other. */
static bool
are_exclusive(int one, int other)
{
	static const int about_main[] = {
		OPTION_GROUP, OPTION_SCOPE, OPTION_SINGLE_CHILD, OPTION_SETSID,
		OPTION_REWRITE, OPTION_STOP_SIGNAL, OPTION_STOP_DELAY,
		OPTION_KILL_AFTER, OPTION_SUCCESS_EXIT_STATUS,
		OPTION_RUN_AS, OPTION_NO_NEW_PRIVS, OPTION_CAP_DROP,
		OPTION_CAP_KEEP, OPTION_SECCOMP, OPTION_ULIMIT, OPTION_CHDIR,
		OPTION_UMASK,
		OPTION_CLEAR_ENV, OPTION_ENV, OPTION_ENV_FILE, OPTION_FILE_ENV,
		OPTION_PID_FILE, OPTION_TERMINATION_LOG,
	};
	static const int mapping[] = {
		OPTION_MAP_ROOT_USER, OPTION_MAP_CURRENT_USER,
		OPTION_MAP_USERS, OPTION_MAP_GROUPS, OPTION_USERNS_REMAP,
	};

	if (one > other)
		return are_exclusive(other, one);
	for (size_t i = 0; i < UNIT_COUNT(about_main); i++)
		if ((one == about_main[i] && other == OPTION_PAUSE) ||
		    (one == OPTION_PAUSE && other == about_main[i]))
			return true;
	for (size_t i = 0; i < UNIT_COUNT(mapping); i++)
		for (size_t j = i + 1; j < UNIT_COUNT(mapping); j++)
			if (one == mapping[i] && other == mapping[j])
				return one != OPTION_MAP_USERS ||
				    other != OPTION_MAP_GROUPS;
	return (one == OPTION_VERBOSE && other == OPTION_QUIET) ||
	    (one == OPTION_MOUNT_PROC && other == OPTION_NO_MOUNT_PROC);
}

START_TEST(every_pair_is_exclusive_or_is_not)
{
	for (int one = 0; one < OPTION_COUNT; one++)
		for (int other = 0; other < OPTION_COUNT; other++) {
			struct plan plan = plan_default();
			const struct plan_conflict *conflict;

			plan.given_here[one] = true;
			plan.given_here[other] = true;
			conflict = plan_find_conflict(&plan);
			ck_assert_msg((conflict != NULL) ==
			    are_exclusive(one, other), "%d and %d", one, other);
			if (conflict == NULL)
				continue;
			ck_assert_int_eq(conflict->first < conflict->second ?
			    conflict->first : conflict->second,
			    one < other ? one : other);
			ck_assert_int_eq(conflict->first < conflict->second ?
			    conflict->second : conflict->first,
			    one < other ? other : one);
			ck_assert_uint_gt(strnlen(
			    plan_why_not_both(conflict), 48), 10);
			ck_assert_uint_lt(strnlen(
			    plan_why_not_both(conflict), 48), 48);
		}
}
END_TEST

START_TEST(a_conflict_is_found_among_others)
{
	struct plan plan = plan_default();

	memset(plan.given_here, true, sizeof(plan.given_here));
	ck_assert_ptr_nonnull(plan_find_conflict(&plan));
	plan.given_here[OPTION_PAUSE] = false;
	ck_assert_ptr_nonnull(plan_find_conflict(&plan));
	plan.given_here[OPTION_QUIET] = false;
	plan.given_here[OPTION_NO_MOUNT_PROC] = false;
	plan.given_here[OPTION_MAP_ROOT_USER] = false;
	plan.given_here[OPTION_MAP_CURRENT_USER] = false;
	plan.given_here[OPTION_USERNS_REMAP] = false;
	ck_assert_ptr_null(plan_find_conflict(&plan));
	/* Of the propagations one excludes all that mounts. */
	plan.propagation = PROPAGATION_UNCHANGED;
	ck_assert_ptr_nonnull(plan_find_conflict(&plan));
}
END_TEST

/* What an image sets for all its containers must not forbid --pause to one. */
START_TEST(the_environment_is_in_no_conflict)
{
	struct plan plan = plan_default();

	memset(plan.given, true, sizeof(plan.given));
	ck_assert_ptr_null(plan_find_conflict(&plan));
	plan.given_here[OPTION_PAUSE] = true;
	ck_assert_ptr_null(plan_find_conflict(&plan));
}
END_TEST

UNIT_MAIN("plan", defaults_are_those_of_the_manual,
    every_signal_but_chld_is_forwarded_as_itself,
    no_ending_but_0_is_success_by_default, a_status_of_success_is_0,
    a_status_of_success_covers_its_signal, a_signal_of_success_is_0,
    pause_leaves_unless_told_otherwise, other_modes_keep_their_on_exit,
    every_pair_is_exclusive_or_is_not, a_conflict_is_found_among_others,
    the_environment_is_in_no_conflict)
