#include "config.h"

#include "environment.h"

#include <signal.h>
#include <stdio.h>

#include "os.h"
#include "unit.h"

/* An environment in memory that ends with it, and what was read from it. */
struct reading {
	char **environment;
	bool fine;
	struct plan plan;
	struct plan_reason why;
};

static struct reading
read_entries(bool trusted, const char *const *entries)
{
	struct reading reading = { .plan = plan_default() };

	reading.environment = unit_words(entries);
	reading.fine = environment_read(reading.environment, trusted,
	    &reading.plan, &reading.why);
	return reading;
}

#define READ(...) \
	read_entries(true, (const char *const[]){ __VA_ARGS__, NULL })
#define READ_UNTRUSTED(...) \
	read_entries(false, (const char *const[]){ __VA_ARGS__, NULL })

static void
assert_left(const struct reading *reading, const char *const *entries)
{
	size_t i;

	for (i = 0; entries[i] != NULL; i++) {
		ck_assert_ptr_nonnull(reading->environment[i]);
		ck_assert_str_eq(reading->environment[i], entries[i]);
	}
	ck_assert_ptr_null(reading->environment[i]);
}

#define ASSERT_LEFT(reading, ...) \
	assert_left(reading, (const char *const[]){ __VA_ARGS__, NULL })

static void
assert_nothing_given(const struct reading *reading)
{
	struct plan plan = plan_default();

	ck_assert(reading->fine);
	ck_assert_mem_eq(reading->plan.given, plan.given, sizeof(plan.given));
	ck_assert_int_eq(reading->plan.grace, plan.grace);
	ck_assert_int_eq(reading->plan.scope, plan.scope);
	ck_assert_int_eq(reading->plan.mode, plan.mode);
	ck_assert_int_eq(reading->plan.verbosity, plan.verbosity);
	ck_assert_mem_eq(reading->plan.forward_as, plan.forward_as,
	    sizeof(plan.forward_as));
}

START_TEST(an_empty_environment_is_fine)
{
	struct reading reading = read_entries(true,
	    (const char *const[]){ NULL });

	assert_nothing_given(&reading);
	ck_assert_ptr_null(reading.environment[0]);
}
END_TEST

START_TEST(every_variable_does_what_its_option_does)
{
	struct reading reading = READ("PODINIT_SCOPE=all", "PODINIT_SETSID=1",
	    "PODINIT_REWRITE=HUP:QUIT", "PODINIT_STOP_SIGNAL=USR1",
	    "PODINIT_STOP_DELAY=1s", "PODINIT_KILL_AFTER=2s",
	    "PODINIT_SUCCESS_EXIT_STATUS=3,TERM", "PODINIT_ON_EXIT=wait",
	    "PODINIT_GRACE=3s", "PODINIT_PDEATHSIG=KILL",
	    "PODINIT_SUBREAPER=yes", "PODINIT_VERBOSE=2",
	    "PODINIT_WARN_REAP=true", "PODINIT_WATCH_ZOMBIES=4s");

	ck_assert(reading.fine);
	ck_assert_ptr_null(reading.environment[0]);
	ck_assert_int_eq(reading.plan.scope, SCOPE_ALL);
	ck_assert(reading.plan.setsid);
	ck_assert_int_eq(reading.plan.forward_as[SIGHUP], SIGQUIT);
	ck_assert_int_eq(reading.plan.forward_as[SIGTERM], SIGUSR1);
	ck_assert_int_eq(reading.plan.stop_delay, OS_SECOND);
	ck_assert_int_eq(reading.plan.kill_after, 2 * OS_SECOND);
	ck_assert(reading.plan.success_status[3]);
	ck_assert(reading.plan.success_signal[SIGTERM]);
	ck_assert_int_eq(reading.plan.on_exit, ON_EXIT_WAIT);
	ck_assert_int_eq(reading.plan.grace, 3 * OS_SECOND);
	ck_assert_int_eq(reading.plan.pdeathsig, SIGKILL);
	ck_assert(reading.plan.subreaper);
	ck_assert_int_eq(reading.plan.verbosity, 2);
	ck_assert(reading.plan.warn_reap);
	ck_assert_int_eq(reading.plan.watch_zombies, 4 * OS_SECOND);
	ck_assert_int_eq(reading.plan.mode, MODE_RUN);

	reading = READ("PODINIT_QUIET=1", "PODINIT_SINGLE_CHILD=1");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.verbosity, -1);
	ck_assert_int_eq(reading.plan.scope, SCOPE_CHILD);
}
END_TEST

START_TEST(given_tells_which)
{
	struct reading reading = READ("PODINIT_GRACE=1", "A=1",
	    "PODINIT_ON_EXIT=leave");

	ck_assert(reading.fine);
	for (int option = 0; option < OPTION_COUNT; option++) {
		ck_assert(reading.plan.given[option] ==
		    (option == OPTION_GRACE || option == OPTION_ON_EXIT));
		ck_assert(!reading.plan.given_here[option]);
	}
}
END_TEST

/* The rest keeps its order, wherever something is taken out. */
START_TEST(what_is_ours_is_taken_out_in_place)
{
	struct reading reading;

	reading = READ("PODINIT_GRACE=1", "A=1", "B=2");
	ASSERT_LEFT(&reading, "A=1", "B=2");
	reading = READ("A=1", "PODINIT_GRACE=1", "B=2");
	ASSERT_LEFT(&reading, "A=1", "B=2");
	reading = READ("A=1", "B=2", "PODINIT_GRACE=1");
	ASSERT_LEFT(&reading, "A=1", "B=2");
	reading = READ("PODINIT_GRACE=1", "A=1", "PODINIT_SCOPE=all",
	    "PODINIT_VERBOSE=1", "B=2", "A=3", "PODINIT_GRACE=2", "C");
	ASSERT_LEFT(&reading, "A=1", "B=2", "A=3", "C");
	reading = READ("A=1", "B=2", "C=3");
	ASSERT_LEFT(&reading, "A=1", "B=2", "C=3");
}
END_TEST

/* Kubernetes makes such names for a service called podinit, for one. */
START_TEST(other_names_pass_through)
{
	static const char *const entries[] = {
		"PODINIT_SERVICE_HOST=10.0.0.1", "PODINIT_SERVICE_PORT=80",
		"PODINIT_PORT=tcp://10.0.0.1:80", "PODINIT_=x", "PODINIT=x",
		"PODINIT_GRACE", "PODINIT_GRACE_=1s", "PODINIT_GRACEX=1s",
		"PODINIT_GRAC=1s", "PODINIT_GROUP=1", "PODINIT_G=1",
		"PODINIT_ON-EXIT=wait", "podinit_grace=1s", "Podinit_Grace=1s",
		"PODINIT_grace=1s", "XPODINIT_GRACE=1s", " PODINIT_GRACE=1s",
		"GRACE=1s", "TINI_VERBOSITY=3", "", "=", "=x", "PATH=/bin",
		NULL,
	};
	struct reading reading = read_entries(true, entries);

	assert_nothing_given(&reading);
	assert_left(&reading, entries);
}
END_TEST

START_TEST(modes_are_for_the_command_line)
{
	static const char *const entries[] = {
		"PODINIT_PAUSE=1", "PODINIT_HELP=1", "PODINIT_VERSION=1",
		"PODINIT_LICENSE=1", "PODINIT_PAUSE=nonsense", NULL,
	};
	struct reading reading = read_entries(true, entries);

	assert_nothing_given(&reading);
	assert_left(&reading, entries);
}
END_TEST

START_TEST(of_two_the_later_counts)
{
	struct reading reading = READ("PODINIT_GRACE=1", "PODINIT_GRACE=2",
	    "A=1");

	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.grace, 2 * OS_SECOND);
	ASSERT_LEFT(&reading, "A=1");
}
END_TEST

/* Nobody knows the order of an environment. */
START_TEST(their_order_means_nothing)
{
	static const char *const pairs[][2] = {
		{ "PODINIT_SINGLE_CHILD=1", "PODINIT_SCOPE=session" },
		{ "PODINIT_QUIET=1", "PODINIT_VERBOSE=2" },
		{ "PODINIT_STOP_SIGNAL=INT", "PODINIT_REWRITE=TERM:QUIT" },
	};

	for (size_t i = 0; i < UNIT_COUNT(pairs); i++)
		for (int first = 0; first < 2; first++) {
			struct reading reading = READ(pairs[i][first],
			    pairs[i][!first]);

			ck_assert(reading.fine);
			ck_assert_int_eq(reading.plan.scope,
			    i == 0 ? SCOPE_CHILD : SCOPE_GROUP);
			ck_assert_int_eq(reading.plan.verbosity,
			    i == 1 ? -1 : 0);
			ck_assert_int_eq(reading.plan.forward_as[SIGTERM],
			    i == 2 ? SIGINT : SIGTERM);
		}
}
END_TEST

START_TEST(booleans_can_say_no)
{
	struct reading reading = READ("PODINIT_SETSID=0",
	    "PODINIT_SUBREAPER=no", "PODINIT_WARN_REAP=False",
	    "PODINIT_QUIET=0", "PODINIT_SINGLE_CHILD=no",
	    "PODINIT_VERBOSE=no");

	ck_assert(reading.fine);
	ck_assert_ptr_null(reading.environment[0]);
	ck_assert(!reading.plan.setsid);
	ck_assert(!reading.plan.subreaper);
	ck_assert(!reading.plan.warn_reap);
	ck_assert_int_eq(reading.plan.verbosity, 0);
	ck_assert_int_eq(reading.plan.scope, SCOPE_GROUP);
}
END_TEST

START_TEST(verbosity_is_a_level)
{
	char entry[] = "PODINIT_VERBOSE=0";
	struct reading reading;

	for (int level = 0; level <= 3; level++) {
		entry[sizeof(entry) - 2] = (char)('0' + level);
		reading = READ(entry);
		ck_assert(reading.fine);
		ck_assert_int_eq(reading.plan.verbosity, level);
	}
	reading = READ("PODINIT_VERBOSE=yes");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.verbosity, 1);
	/* A level is set, not added. */
	reading = READ("PODINIT_VERBOSE=3", "PODINIT_VERBOSE=1");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.verbosity, 1);
}
END_TEST

START_TEST(repeatable_ones_take_several_words)
{
	struct reading reading = READ(
	    "PODINIT_REWRITE= HUP:QUIT\tUSR1:0 \n TERM:INT\v\f\rHUP:USR2  ",
	    "PODINIT_SUCCESS_EXIT_STATUS=3,4 5\n TERM");

	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.forward_as[SIGHUP], SIGUSR2);
	ck_assert_int_eq(reading.plan.forward_as[SIGUSR1], 0);
	ck_assert_int_eq(reading.plan.forward_as[SIGTERM], SIGINT);
	ck_assert(reading.plan.success_status[3]);
	ck_assert(reading.plan.success_status[4]);
	ck_assert(reading.plan.success_status[5]);
	ck_assert(reading.plan.success_signal[SIGTERM]);

	/* None is several, too. */
	reading = READ("PODINIT_REWRITE=", "PODINIT_SUCCESS_EXIT_STATUS= \t");
	ck_assert(reading.fine);
	ck_assert_ptr_null(reading.environment[0]);
}
END_TEST

START_TEST(others_take_one_word)
{
	static const char *const entries[] = {
		"PODINIT_GRACE=1s 2s", "PODINIT_GRACE= 1s", "PODINIT_GRACE=1s ",
		"PODINIT_SCOPE=all group", "PODINIT_STOP_SIGNAL=TERM QUIT",
		"PODINIT_PDEATHSIG=TERM ", "PODINIT_SETSID=1 ",
	};

	for (size_t i = 0; i < UNIT_COUNT(entries); i++)
		ck_assert_msg(!READ(entries[i]).fine, "%s", entries[i]);
}
END_TEST

START_TEST(a_bad_value_is_named)
{
	static const struct {
		const char *entry, *start;
	} rows[] = {
		{ "PODINIT_GRACE=soon", "PODINIT_GRACE=soon: expected " },
		{ "PODINIT_GRACE=", "PODINIT_GRACE=: expected " },
		{ "PODINIT_SCOPE=me", "PODINIT_SCOPE=me: expected group|" },
		{ "PODINIT_ON_EXIT=", "PODINIT_ON_EXIT=: expected terminate|" },
		{ "PODINIT_SETSID=maybe", "PODINIT_SETSID=maybe: expected 1," },
		{ "PODINIT_SETSID=", "PODINIT_SETSID=: expected 1," },
		{ "PODINIT_VERBOSE=4", "PODINIT_VERBOSE=4: expected " },
		{ "PODINIT_VERBOSE=", "PODINIT_VERBOSE=: expected " },
		{ "PODINIT_VERBOSE=12", "PODINIT_VERBOSE=12: expected " },
		{ "PODINIT_QUIET=2", "PODINIT_QUIET=2: expected 1," },
		{ "PODINIT_REWRITE=A:B", "PODINIT_REWRITE=A:B: expected " },
		{ "PODINIT_REWRITE=HUP:QUIT INT:",
		    "PODINIT_REWRITE=HUP:QUIT INT:: expected " },
		{ "PODINIT_PDEATHSIG=0", "PODINIT_PDEATHSIG=0: expected " },
		{ "PODINIT_SUCCESS_EXIT_STATUS=1 127 2",
		    "PODINIT_SUCCESS_EXIT_STATUS=1 127 2: expected " },
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		struct reading reading = READ("A=1", rows[i].entry, "B=2");
		size_t length = strlen(rows[i].start);

		ck_assert_msg(!reading.fine, "%s", rows[i].entry);
		ck_assert_msg(strncmp(reading.why.text, rows[i].start,
		    length) == 0 && reading.why.text[length] != '\0',
		    "%s", reading.why.text);
		ASSERT_LEFT(&reading, "A=1", "B=2");
	}
}
END_TEST

START_TEST(the_first_bad_value_is_the_one_named)
{
	struct reading reading = READ("PODINIT_GRACE=worse",
	    "PODINIT_SCOPE=bad", "A=1", "PODINIT_SETSID=1");

	ck_assert(!reading.fine);
	ck_assert_ptr_nonnull(strstr(reading.why.text, "PODINIT_SCOPE=bad:"));
	/* All are taken out, and read: how a mistake is said may be there. */
	ASSERT_LEFT(&reading, "A=1");
	ck_assert(reading.plan.setsid);
}
END_TEST

START_TEST(untrusted_ones_are_taken_out_unread)
{
	struct reading reading = READ_UNTRUSTED("A=1", "PODINIT_GRACE=1s",
	    "PODINIT_SCOPE=nonsense", "PODINIT_VERBOSE=3",
	    "PODINIT_SERVICE_HOST=x", "PODINIT_PAUSE=1");

	assert_nothing_given(&reading);
	ASSERT_LEFT(&reading, "A=1", "PODINIT_SERVICE_HOST=x",
	    "PODINIT_PAUSE=1");
}
END_TEST

/* "NAME=" and a value of so many times the same byte. */
static char *
long_entry(const char *start, char byte, size_t length)
{
	char *entry = unit_long(byte, strlen(start) + length);

	memcpy(entry, start, strlen(start));
	return entry;
}

START_TEST(huge_values_are_refused)
{
	static const char *const starts[] = {
		"PODINIT_SCOPE=", "PODINIT_SETSID=", "PODINIT_REWRITE=",
		"PODINIT_STOP_SIGNAL=", "PODINIT_STOP_DELAY=",
		"PODINIT_SUCCESS_EXIT_STATUS=", "PODINIT_GRACE=",
		"PODINIT_PDEATHSIG=", "PODINIT_VERBOSE=", "PODINIT_REWRITE= ",
	};
	/* Around every limit, and the longest that execve(2) takes. */
	static const size_t lengths[] = {
		15, 16, 17, 23, 24, 25, 511, 512, 513, 1022, 1023, 1024, 1025,
		131000,
	};

	for (size_t i = 0; i < UNIT_COUNT(starts); i++)
		for (size_t j = 0; j < UNIT_COUNT(lengths); j++) {
			struct reading reading = READ("A=1",
			    long_entry(starts[i], '1', lengths[j]));
			size_t said = strnlen(reading.why.text,
			    sizeof(reading.why.text));

			ck_assert_msg(!reading.fine, "%s%zu", starts[i],
			    lengths[j]);
			ck_assert_uint_gt(said, 0);
			ck_assert_uint_lt(said, sizeof(reading.why.text));
			/* What was expected is there, for all its length. */
			ck_assert_ptr_nonnull(strstr(reading.why.text,
			    ": expected "));
			ASSERT_LEFT(&reading, "A=1");
		}
}
END_TEST

/* Every status that can be success, in one word. */
START_TEST(long_lists_are_read)
{
	char entry[2048] = "PODINIT_SUCCESS_EXIT_STATUS=";
	struct reading reading;
	char status[8];

	for (int i = 0; i <= 255; i++) {
		snprintf(status, sizeof(status), "%s%d", i == 0 ? "" : ",",
		    i);
		if (i < 125 || i > 127)
			strcat(entry, status);
	}
	reading = READ(entry);
	ck_assert_msg(reading.fine, "%s", reading.why.text);
	for (int i = 0; i <= 255; i++)
		ck_assert(reading.plan.success_status[i] ==
		    (i < 125 || i > 127));
}
END_TEST

START_TEST(large_environments_are_read)
{
	enum { MANY = 1000 };
	const char *entries[3 * MANY + 1], *left[2 * MANY + 1];
	struct reading reading;

	for (size_t i = 0; i < MANY; i++) {
		left[2 * i] = entries[3 * i] = "A=1";
		entries[3 * i + 1] = "PODINIT_GRACE=7";
		left[2 * i + 1] = entries[3 * i + 2] = "PODINIT_X=1";
	}
	entries[3 * MANY] = left[2 * MANY] = NULL;
	reading = read_entries(true, entries);
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.grace, 7 * OS_SECOND);
	assert_left(&reading, left);
}
END_TEST

UNIT_MAIN("environment", an_empty_environment_is_fine,
    every_variable_does_what_its_option_does, given_tells_which,
    what_is_ours_is_taken_out_in_place, other_names_pass_through,
    modes_are_for_the_command_line, of_two_the_later_counts,
    their_order_means_nothing,
    booleans_can_say_no, verbosity_is_a_level,
    repeatable_ones_take_several_words, others_take_one_word,
    a_bad_value_is_named, the_first_bad_value_is_the_one_named,
    untrusted_ones_are_taken_out_unread, huge_values_are_refused,
    long_lists_are_read, large_environments_are_read)
