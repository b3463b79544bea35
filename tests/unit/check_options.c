#include "config.h"

#include "options.h"

#include <signal.h>
#include <stdio.h>

#include "optable.h"
#include "os.h"
#include "setting.h"
#include "unit.h"

/* A command line, and what was read from it. */
struct reading {
	int argc;
	char **argv;
	bool fine;
	struct plan before, plan;
	struct plan_reason why;
};

/* What the stack holds is of no help to who forgets to initialise. */
__attribute__((noinline)) static void
soil_stack(void)
{
	volatile char soil[16384];

	for (size_t i = 0; i < sizeof(soil); i++)
		soil[i] = 'Z';
}

static struct reading
read_line(const char *const *environment, const char *const *words)
{
	static struct plan_row rows[PLAN_ROWS_MAX];
	struct reading reading = { .before = plan_default() };

	reading.before.rows = rows;
	reading.argv = unit_words(words);
	while (words[reading.argc] != NULL)
		reading.argc++;
	memcpy(&reading.plan, &reading.before, sizeof(reading.plan));
	soil_stack();
	reading.fine = options_read(personality_of(PERSONA_PODINIT),
	    reading.argc, reading.argv,
	    unit_words(environment), true, &reading.plan, &reading.why);
	return reading;
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define READ_IN(environment, ...) \
	read_line(environment, WORDS("podinit", __VA_ARGS__))
#define READ(...) READ_IN((const char *const[]){ NULL }, __VA_ARGS__)

/* Asserts that all was read, and that the command begins at argv[index]. */
static void
assert_command_at(const struct reading *reading, int index)
{
	ck_assert_msg(reading->fine, "%s", reading->why.text);
	ck_assert_ptr_eq(reading->plan.command, reading->argv + index);
}

static void
assert_refused(const struct reading *reading, const char *why)
{
	ck_assert_msg(!reading->fine, "was taken, instead of \"%s\"", why);
	ck_assert_str_eq(reading->why.text, why);
}

/* --- where options end */

START_TEST(a_command_alone_is_enough)
{
	struct reading reading = READ("true");

	assert_command_at(&reading, 1);
	ck_assert_int_eq(reading.plan.mode, MODE_RUN);
	for (int option = 0; option < OPTION_COUNT; option++) {
		ck_assert(!reading.plan.given[option]);
		ck_assert(!reading.plan.given_here[option]);
	}
}
END_TEST

START_TEST(options_end_at_the_first_operand)
{
	struct reading reading = READ("-v", "sh", "-c", "exit", "--grace=x",
	    "-Z", "--", "-v");

	assert_command_at(&reading, 2);
	ck_assert_int_eq(reading.plan.verbosity, 1);
	ck_assert_str_eq(reading.plan.command[2], "exit");
	ck_assert_ptr_null(reading.plan.command[7]);
}
END_TEST

START_TEST(options_end_at_two_dashes)
{
	struct reading reading = READ("--", "true");

	assert_command_at(&reading, 2);
	reading = READ("-v", "--", "-v");
	assert_command_at(&reading, 3);
	ck_assert_int_eq(reading.plan.verbosity, 1);
	/* Only the first two are podinit's. */
	reading = READ("--", "--", "true");
	assert_command_at(&reading, 2);
	reading = READ("true", "--");
	assert_command_at(&reading, 1);
}
END_TEST

START_TEST(odd_words_are_operands)
{
	struct reading reading = READ("-", "-v");

	assert_command_at(&reading, 1);
	reading = READ("", "-v");
	assert_command_at(&reading, 1);
	reading = READ("-v", "--", "");
	assert_command_at(&reading, 3);
	ck_assert_int_eq(reading.plan.verbosity, 1);
}
END_TEST

START_TEST(a_command_is_needed)
{
	struct reading reading;

	reading = READ("--");
	assert_refused(&reading, "expected a COMMAND");
	reading = READ("-v", "--grace=1s");
	assert_refused(&reading, "expected a COMMAND");
	/* Its name alone, and an empty argv, which execve(2) allows. */
	reading = read_line((const char *const[]){ NULL }, WORDS("podinit"));
	assert_refused(&reading, "expected a COMMAND");
	reading = read_line((const char *const[]){ NULL },
	    (const char *const[]){ NULL });
	ck_assert_int_eq(reading.argc, 0);
	assert_refused(&reading, "expected a COMMAND");
}
END_TEST

START_TEST(an_empty_argv_after_a_long_one)
{
	struct reading reading = READ("-v", "--", "true");

	assert_command_at(&reading, 3);
	/* Nothing that getopt_long(3) remembers leads past this one's end. */
	reading = read_line((const char *const[]){ NULL },
	    (const char *const[]){ NULL });
	assert_refused(&reading, "expected a COMMAND");
}
END_TEST

START_TEST(its_own_name_is_no_option)
{
	struct reading reading = read_line((const char *const[]){ NULL },
	    WORDS("--help", "true"));

	assert_command_at(&reading, 1);
	ck_assert_int_eq(reading.plan.mode, MODE_RUN);
	reading = read_line((const char *const[]){ NULL }, WORDS("", "true"));
	assert_command_at(&reading, 1);
}
END_TEST

/* --- spellings */

/* One value for each option that takes one. */
static const struct {
	int option;
	const char *value;
} values[] = {
	{ OPTION_SCOPE, "session" }, { OPTION_REWRITE, "HUP:QUIT" },
	{ OPTION_STOP_SIGNAL, "INT" }, { OPTION_STOP_DELAY, "7s" },
	{ OPTION_KILL_AFTER, "8s" }, { OPTION_SUCCESS_EXIT_STATUS, "9" },
	{ OPTION_ON_EXIT, "wait" }, { OPTION_GRACE, "10s" },
	{ OPTION_PDEATHSIG, "KILL" }, { OPTION_ULIMIT, "core=0:5" },
	{ OPTION_CAP_DROP, "KILL,chown" }, { OPTION_CAP_KEEP, "cap_kill" },
	{ OPTION_UMASK, "27" }, { OPTION_LOG_FORMAT, "json" },
	{ OPTION_WATCH_ZOMBIES, "30s" },
	{ OPTION_AS, "podinit" },
};

/*
 * Whether the option can be read generically: others keep a pointer to their
 * value, or take it after a "=" alone.  check_setting.c has their effects.
 */
static bool
is_plain(int option)
{
	return (option < OPTION_ISOLATE || option > OPTION_PRESTART) &&
	    option != OPTION_STATUS &&
	    optable[option].kind != KIND_TEXT &&
	    optable[option].kind != KIND_ROW &&
	    optable[option].kind != KIND_BARE_ROW;
}

static const char *
value_for(int option)
{
	for (size_t i = 0; i < UNIT_COUNT(values); i++)
		if (values[i].option == option)
			return values[i].value;
	return NULL;
}

/* Asserts that the option did what its row says, was noted, and no more. */
static void
assert_effect(const struct reading *reading, int option, const char *spelling)
{
	struct plan right;

	ck_assert_msg(reading->fine, "%s", reading->why.text);
	memcpy(&right, &reading->before, sizeof(right));
	setting_apply(&right, &optable[option], value_for(option));
	right.given[option] = right.given_here[option] = true;
	right.command = reading->plan.command;
	plan_settle(&right);
	ck_assert_msg(memcmp(&reading->plan, &right, sizeof(right)) == 0, "%s",
	    spelling);
}

/* Asserts what word, and value where it is not NULL, and a command give. */
static void
assert_spelling(int option, const char *word, const char *value)
{
	struct reading reading = option == OPTION_PAUSE ? READ(word) :
	    value == NULL ? READ(word, "true") : READ(word, value, "true");

	assert_effect(&reading, option, word);
	ck_assert((reading.plan.command != NULL) ==
	    (reading.plan.mode == MODE_RUN));
}

START_TEST(long_forms_are_read)
{
	char word[64];

	for (int option = 0; option < OPTION_COUNT; option++) {
		const struct optable_row *row = &optable[option];
		const char *value = value_for(option);

		if (!is_plain(option))
			continue;
		ck_assert((value != NULL) == setting_takes_value(row));
		if (row->name[0] == '\0')
			continue;
		snprintf(word, sizeof(word), "--%s", row->name);
		assert_spelling(option, word, value);
		if (value == NULL)
			continue;
		snprintf(word, sizeof(word), "--%s=%s", row->name, value);
		assert_spelling(option, word, NULL);
	}
}
END_TEST

START_TEST(short_forms_are_read)
{
	char word[64];

	for (int option = 0; option < OPTION_COUNT; option++) {
		const struct optable_row *row = &optable[option];
		const char *value = value_for(option);

		if (row->letter == '\0')
			continue;
		snprintf(word, sizeof(word), "-%c", row->letter);
		assert_spelling(option, word, value);
		if (value == NULL)
			continue;
		snprintf(word, sizeof(word), "-%c%s", row->letter, value);
		assert_spelling(option, word, NULL);
	}
}
END_TEST

START_TEST(short_forms_are_bundled)
{
	struct reading reading = READ("-vvcswe3", "-rHUP:QUIT", "true");

	assert_command_at(&reading, 3);
	ck_assert_int_eq(reading.plan.verbosity, 2);
	ck_assert_int_eq(reading.plan.scope, SCOPE_CHILD);
	ck_assert(reading.plan.subreaper);
	ck_assert(reading.plan.warn_reap);
	ck_assert(reading.plan.success_status[3]);
	ck_assert_int_eq(reading.plan.forward_as[SIGHUP], SIGQUIT);

	/* The last of a bundle takes the next word. */
	reading = READ("-vr", "HUP:QUIT", "true");
	assert_command_at(&reading, 3);
	ck_assert_int_eq(reading.plan.forward_as[SIGHUP], SIGQUIT);
	ck_assert_int_eq(reading.plan.verbosity, 1);
}
END_TEST

/* What follows a value's letter is the value, whatever it looks like. */
START_TEST(values_are_taken_as_they_stand)
{
	struct reading reading = READ("-e=3", "true");

	ck_assert(!reading.fine);
	reading = READ("-r", "--", "true");
	ck_assert(!reading.fine);
	ck_assert_ptr_nonnull(strstr(reading.why.text, "--rewrite=--: "));
	reading = READ("--grace", "-v", "true");
	ck_assert(!reading.fine);
	ck_assert_ptr_nonnull(strstr(reading.why.text, "--grace=-v: "));
	reading = READ("--grace=", "true");
	ck_assert(!reading.fine);
	ck_assert_ptr_nonnull(strstr(reading.why.text, "--grace=: "));
	reading = READ("--scope==all", "true");
	ck_assert(!reading.fine);
}
END_TEST

/* How many long names begin with the first length bytes of name. */
static int
count_beginning(const char *name, size_t length)
{
	int count = 0;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (strncmp(optable[i].name, name, length) == 0)
			count++;
	return count;
}

START_TEST(long_forms_can_be_shortened)
{
	char word[64];

	for (int option = 0; option < OPTION_COUNT; option++) {
		const char *name = optable[option].name;

		for (size_t length = 1; length < strlen(name); length++) {
			snprintf(word, sizeof(word), "--%.*s", (int)length,
			    name);
			if (!is_plain(option))
				continue;
			if (count_beginning(name, length) == 1) {
				assert_spelling(option, word,
				    value_for(option));
			} else {
				struct reading reading = READ(word, "5", "x");

				ck_assert_msg(!reading.fine, "%s", word);
			}
		}
	}
}
END_TEST

START_TEST(shortened_forms_by_hand)
{
	struct reading reading = READ("--stop-d=1s", "--gr", "2s", "--verb",
	    "true");

	assert_command_at(&reading, 5);
	ck_assert_int_eq(reading.plan.stop_delay, OS_SECOND);
	ck_assert_int_eq(reading.plan.grace, 2 * OS_SECOND);
	ck_assert_int_eq(reading.plan.verbosity, 1);
	reading = READ("--stop=1s", "true");
	assert_refused(&reading,
	    "--stop=1s: there is no such option, or several begin so");
}
END_TEST

/* --- order, repetition, what wins */

START_TEST(of_two_the_later_counts)
{
	struct reading reading = READ("--grace=1s", "--grace=2s", "-c",
	    "--scope=all", "-r", "HUP:INT", "-r", "HUP:0",
	    "--stop-signal=INT", "-rTERM:QUIT", "true");

	ck_assert_msg(reading.fine, "%s", reading.why.text);
	ck_assert_int_eq(reading.plan.grace, 2 * OS_SECOND);
	ck_assert_int_eq(reading.plan.scope, SCOPE_ALL);
	ck_assert_int_eq(reading.plan.forward_as[SIGHUP], 0);
	ck_assert_int_eq(reading.plan.forward_as[SIGTERM], SIGQUIT);
	reading = READ("--scope=all", "-g", "true");
	ck_assert_int_eq(reading.plan.scope, SCOPE_GROUP);
	reading = READ("--scope=all", "-c", "true");
	ck_assert_int_eq(reading.plan.scope, SCOPE_CHILD);
}
END_TEST

START_TEST(repeated_ones_add_up)
{
	struct reading reading = READ("-e", "3", "-e4,TERM",
	    "--success-exit-status=5", "-r", "HUP:INT", "-r", "USR1:0", "-vv",
	    "--verbose", "-v", "true");

	ck_assert_msg(reading.fine, "%s", reading.why.text);
	ck_assert(reading.plan.success_status[3]);
	ck_assert(reading.plan.success_status[4]);
	ck_assert(reading.plan.success_status[5]);
	ck_assert(reading.plan.success_signal[SIGTERM]);
	ck_assert_int_eq(reading.plan.forward_as[SIGHUP], SIGINT);
	ck_assert_int_eq(reading.plan.forward_as[SIGUSR1], 0);
	ck_assert_int_eq(reading.plan.verbosity, 3);
}
END_TEST

START_TEST(the_command_line_wins)
{
	struct reading reading = READ_IN(WORDS("PODINIT_GRACE=1s",
	    "PODINIT_SCOPE=all", "PODINIT_ON_EXIT=wait",
	    "PODINIT_STOP_SIGNAL=INT", "PODINIT_REWRITE=HUP:INT USR1:USR2",
	    "PODINIT_KILL_AFTER=4s", "PODINIT_STOP_DELAY=5s",
	    "PODINIT_PDEATHSIG=INT"),
	    "--grace=2s", "-g", "--on-exit=leave", "--stop-signal=QUIT",
	    "-rHUP:0", "--stop-delay=0", "-pKILL", "true");

	ck_assert_msg(reading.fine, "%s", reading.why.text);
	ck_assert_int_eq(reading.plan.grace, 2 * OS_SECOND);
	ck_assert_int_eq(reading.plan.scope, SCOPE_GROUP);
	ck_assert_int_eq(reading.plan.on_exit, ON_EXIT_LEAVE);
	ck_assert_int_eq(reading.plan.forward_as[SIGTERM], SIGQUIT);
	ck_assert_int_eq(reading.plan.forward_as[SIGHUP], 0);
	ck_assert_int_eq(reading.plan.stop_delay, 0);
	ck_assert_int_eq(reading.plan.pdeathsig, SIGKILL);
	/* And leaves alone what it says nothing of. */
	ck_assert_int_eq(reading.plan.forward_as[SIGUSR1], SIGUSR2);
	ck_assert_int_eq(reading.plan.kill_after, 4 * OS_SECOND);
	ck_assert(reading.plan.given[OPTION_KILL_AFTER]);
	ck_assert(!reading.plan.given_here[OPTION_KILL_AFTER]);
	ck_assert(reading.plan.given_here[OPTION_GRACE]);
}
END_TEST

START_TEST(verbosity_of_the_command_line_wins)
{
	static const struct {
		const char *variable, *word;
		int verbosity;
	} rows[] = {
		{ "PODINIT_VERBOSE=3", "-v", 1 },
		{ "PODINIT_VERBOSE=1", "-vv", 2 },
		{ "PODINIT_VERBOSE=2", "-q", -1 },
		{ "PODINIT_QUIET=1", "-v", 1 }, { "PODINIT_QUIET=1", "-q", -1 },
		{ "PODINIT_QUIET=1", "-vvvv", 3 },
		{ "PODINIT_VERBOSE=3", "-w", 3 },
		{ "PODINIT_QUIET=1", "-w", -1 },
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		struct reading reading = READ_IN(WORDS(rows[i].variable),
		    rows[i].word, "true");

		ck_assert_msg(reading.fine, "%s", reading.why.text);
		ck_assert_msg(reading.plan.verbosity == rows[i].verbosity,
		    "%s %s: %d", rows[i].variable, rows[i].word,
		    reading.plan.verbosity);
	}
}
END_TEST

START_TEST(the_environment_is_read_and_emptied)
{
	char grace[] = "PODINIT_GRACE=1s", home[] = "HOME=/";
	char *environment[] = { grace, home, grace, NULL };
	char name[] = "podinit", command[] = "true";
	char *argv[] = { name, command, NULL };

	for (int trusted = 0; trusted < 2; trusted++) {
		struct plan plan = plan_default();
		struct plan_reason why;

		environment[0] = grace;
		environment[1] = home;
		ck_assert(options_read(personality_of(PERSONA_PODINIT),
		    2, argv, environment, trusted == 1,
		    &plan, &why));
		ck_assert_int_eq(plan.grace, (trusted ? 1 : 5) * OS_SECOND);
		ck_assert_ptr_eq(environment[0], home);
		ck_assert_ptr_null(environment[1]);
		environment[2] = NULL;
	}
}
END_TEST

START_TEST(a_bad_environment_is_refused)
{
	struct reading reading = READ_IN(WORDS("PODINIT_GRACE=soon"),
	    "--grace=1s", "true");

	assert_refused(&reading, "PODINIT_GRACE=soon: expected a duration such"
	    " as 10, 250ms, 5s, 2m or 1h, up to 146 years");
}
END_TEST

/* --- modes and what excludes each other */

START_TEST(help_is_there_for_who_got_it_wrong)
{
	struct reading reading = READ_IN(WORDS("PODINIT_GRACE=soon"),
	    "--help", "--pause", "--bogus", "--grace=soon");

	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_HELP);
	reading = READ("--bogus", "--help");
	ck_assert(!reading.fine);
}
END_TEST

START_TEST(modes_need_no_command)
{
	struct reading reading = READ("--help");

	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_HELP);
	reading = READ("-h");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_HELP);
	reading = READ("--version");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_VERSION);
	reading = READ("--license");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_LICENSE);
	reading = READ("--pause");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_PAUSE);
	ck_assert_ptr_null(reading.plan.command);
	ck_assert_int_eq(reading.plan.on_exit, ON_EXIT_LEAVE);
}
END_TEST

START_TEST(pause_obeys_on_exit)
{
	struct reading reading = READ("-P", "--on-exit=terminate");

	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.on_exit, ON_EXIT_TERMINATE);
	reading = READ_IN(WORDS("PODINIT_ON_EXIT=wait"), "-P");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.on_exit, ON_EXIT_WAIT);
}
END_TEST

START_TEST(pause_takes_no_command)
{
	struct reading reading = READ("--pause", "sleep", "1");

	assert_refused(&reading,
	    "--pause: expected without a COMMAND, got sleep");
	reading = READ("-P", "--", "");
	assert_refused(&reading, "--pause: expected without a COMMAND, got ");
	reading = READ("-P", "--");
	ck_assert(reading.fine);
}
END_TEST

START_TEST(pause_excludes_what_is_about_main)
{
	static const char *const words[] = {
		"-g", "-c", "--scope=group", "--scope=all", "--setsid",
		"-rTERM:QUIT", "--stop-signal=INT", "--stop-delay=0",
		"--kill-after=1s", "-e3", "--pid-file=x", "--termination-log",
	};

	for (size_t i = 0; i < UNIT_COUNT(words); i++)
		for (int order = 0; order < 2; order++) {
			struct reading reading = order == 0 ?
			    READ("-P", words[i]) : READ(words[i], "--pause");

			ck_assert_msg(!reading.fine, "%s", words[i]);
			ck_assert_ptr_nonnull(strstr(reading.why.text,
			    ": expected without --pause: there is no main"
			    " process"));
		}
}
END_TEST

START_TEST(pause_goes_with_the_rest)
{
	struct reading reading = READ_IN(WORDS("PODINIT_SETSID=1",
	    "PODINIT_SCOPE=all", "PODINIT_REWRITE=TERM:QUIT"), "-Pvsw",
	    "--grace=1s", "-pKILL", "--on-exit=wait");

	ck_assert_msg(reading.fine, "%s", reading.why.text);
	ck_assert_int_eq(reading.plan.mode, MODE_PAUSE);
}
END_TEST

START_TEST(status_is_about_an_init)
{
	struct reading reading = READ("--status");

	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_STATUS);
	ck_assert_int_eq(reading.plan.inspected, 1);
	/* What is set for a whole image is no mistake here. */
	reading = READ_IN(WORDS("PODINIT_GRACE=1s", "PODINIT_SCOPE=all"),
	    "-v", "--status=4711", "-q", "--");
	ck_assert(!reading.fine);
	reading = READ_IN(WORDS("PODINIT_GRACE=1s", "PODINIT_SCOPE=all"),
	    "-v", "--status=4711", "--");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_STATUS);
	ck_assert_int_eq(reading.plan.inspected, 4711);
	ck_assert_ptr_null(reading.plan.command);
	/* Help is for who got something else wrong. */
	reading = READ("--status", "--help");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_HELP);
}
END_TEST

START_TEST(status_goes_with_nothing_that_is_about_a_start)
{
	for (int option = 0; option < OPTION_COUNT; option++) {
		const char *value = value_for(option);
		struct reading reading;
		struct plan_reason why;
		char word[64];

		if (!is_plain(option) || option >= OPTION_HELP ||
		    option == OPTION_VERBOSE || option == OPTION_QUIET ||
		    option == OPTION_LOG_FORMAT)
			continue;
		if (optable[option].letter != '\0')
			snprintf(word, sizeof(word), "-%c%s",
			    optable[option].letter, value ? value : "");
		else
			snprintf(word, sizeof(word), "--%s%s%s",
			    optable[option].name, value ? "=" : "",
			    value ? value : "");
		snprintf(why.text, sizeof(why.text), "%s: expected without"
		    " --status: nothing is started",
		    setting_name(&optable[option]).text);
		reading = READ("--status", word);
		assert_refused(&reading, why.text);
		reading = READ(word, "--status=3");
		assert_refused(&reading, why.text);
	}
}
END_TEST

START_TEST(status_takes_no_command)
{
	struct reading reading = READ("--status", "7");

	assert_refused(&reading, "--status: expected without a COMMAND, got 7"
	    " (a PID is given as --status=PID)");
	reading = READ("--status=0");
	assert_refused(&reading, "--status=0: expected a process id");
}
END_TEST

START_TEST(conflicts_name_both_and_why)
{
	struct reading reading = READ("-q", "-v", "true");

	assert_refused(&reading, "--quiet: expected without --verbose: one"
	    " asks for more, one for less");
	reading = READ("--verbose", "--quiet", "true");
	assert_refused(&reading, "--quiet: expected without --verbose: one"
	    " asks for more, one for less");
	reading = READ("-P", "-g");
	assert_refused(&reading,
	    "-g: expected without --pause: there is no main process");
	/* What the environment says does not count. */
	reading = READ_IN(WORDS("PODINIT_VERBOSE=1", "PODINIT_QUIET=1"),
	    "true");
	ck_assert(reading.fine);
}
END_TEST

/* --- what is wrong, in one line */

START_TEST(unknown_options_are_named)
{
	static const struct {
		const char *word, *why;
	} rows[] = {
		{ "-Z", "-Z: there is no such option" },
		{ "-vZ", "-Z: there is no such option" },
		{ "-?", "-?: there is no such option" },
		{ "-:", "-:: there is no such option" },
		{ "-;", "-;: there is no such option" },
		{ "-W", "-W: there is no such option" },
		{ "-1", "-1: there is no such option" },
		{ "-v-", "--: there is no such option" },
		{ "--bogus",
		    "--bogus: there is no such option, or several begin so" },
		{ "--bogus=1",
		    "--bogus=1: there is no such option, or several begin so" },
		{ "--s", "--s: there is no such option, or several begin so" },
		{ "--=",
		    "--=: there is no such option, or several begin so" },
		{ "--Grace=1",
		    "--Grace=1: there is no such option, or several begin so" },
		{ "---",
		    "---: there is no such option, or several begin so" },
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		struct reading reading = READ(rows[i].word, "true");

		assert_refused(&reading, rows[i].why);
	}
}
END_TEST

START_TEST(missing_values_are_named)
{
	struct reading reading = READ("--scope");

	assert_refused(&reading,
	    "--scope: expected a value: group|child|session|all");
	reading = READ("-v", "--gra");
	assert_refused(&reading, "--grace: expected a value: DURATION");
	reading = READ("-r");
	assert_refused(&reading, "--rewrite: expected a value: FROM:TO");
	reading = READ("-ve");
	assert_refused(&reading,
	    "--success-exit-status: expected a value: LIST");
}
END_TEST

START_TEST(needless_values_are_named)
{
	struct reading reading = READ("--setsid=1", "true");

	assert_refused(&reading, "--setsid=1: expected no value");
	reading = READ("--help=");
	assert_refused(&reading, "--help=: expected no value");
	reading = READ("--verb=3", "true");
	assert_refused(&reading, "--verb=3: expected no value");
}
END_TEST

START_TEST(bad_values_are_named)
{
	struct reading reading = READ("--scope=me", "true");

	assert_refused(&reading,
	    "--scope=me: expected group|child|session|all");
	reading = READ("-rHUP", "true");
	assert_refused(&reading,
	    "--rewrite=HUP: expected FROM:TO, two signals, or FROM:0");
	reading = READ("--on", "exit", "true");
	assert_refused(&reading,
	    "--on-exit=exit: expected terminate|wait|leave");
	reading = READ("-p0", "true");
	assert_refused(&reading, "--pdeathsig=0: expected a signal such as"
	    " TERM, SIGTERM, 15 or RTMIN+3");
}
END_TEST

START_TEST(the_first_mistake_is_named)
{
	struct reading reading = READ("--scope=me", "--grace=bad", "-Z");

	ck_assert(!reading.fine);
	ck_assert_ptr_nonnull(strstr(reading.why.text, "--scope=me: "));
}
END_TEST

/* However long a word, what was expected is still there. */
START_TEST(huge_words_are_cut)
{
	static const char *const starts[] = {
		"--", "--grace=", "--setsid=", "-r", "-e", "--scope=",
		"--success-exit-status=", "-Pv",
	};
	static const size_t lengths[] = {
		150, 199, 200, 201, 202, 511, 512, 513, 131000,
	};
	struct reading reading;

	for (size_t i = 0; i < UNIT_COUNT(starts); i++)
		for (size_t j = 0; j < UNIT_COUNT(lengths); j++) {
			char *word = unit_long('7', lengths[j]);
			size_t said;

			memcpy(word, starts[i], strlen(starts[i]));
			reading = READ(word, "true");
			said = strnlen(reading.why.text,
			    sizeof(reading.why.text));
			ck_assert(!reading.fine);
			ck_assert_uint_lt(said, sizeof(reading.why.text));
			ck_assert_msg(strstr(reading.why.text,
			    ": expected ") != NULL || strstr(reading.why.text,
			    ": there is no such option") != NULL, "%s",
			    reading.why.text);
		}
	reading = READ("-P", unit_long('x', 131000));
	assert_refused(&reading, READ("-P", unit_long('x', 200)).why.text);
}
END_TEST

START_TEST(bytes_that_do_not_print_are_kept)
{
	struct reading reading = READ("-\xff", "true");

	ck_assert(!reading.fine);
	ck_assert_ptr_nonnull(strstr(reading.why.text,
	    ": there is no such option"));
	reading = READ("--grace=\n\x1b[31m", "true");
	ck_assert(!reading.fine);
	ck_assert_int_eq(strncmp(reading.why.text, "--grace=\n\x1b[31m: ",
	    strlen("--grace=\n\x1b[31m: ")), 0);
}
END_TEST

START_TEST(nothing_is_printed)
{
	static const char *const words[] = {
		"--help", "--version", "-Z", "--bogus", "--stop=1", "--scope",
		"-r", "--setsid=1", "--grace=x", "--", "true",
	};
	int said = memfd_create("said", 0);

	ck_assert_int_ne(said, -1);
	ck_assert_int_ne(dup2(said, STDOUT_FILENO), -1);
	ck_assert_int_ne(dup2(said, STDERR_FILENO), -1);
	for (size_t i = 0; i < UNIT_COUNT(words); i++)
		READ(words[i]);
	fflush(NULL);
	ck_assert_int_eq(lseek(said, 0, SEEK_END), 0);
}
END_TEST

/* A bundle that was left in the middle does not go on in the next reading. */
START_TEST(every_reading_begins_anew)
{
	struct reading reading = READ("-Zvvv", "true");

	assert_refused(&reading, "-Z: there is no such option");
	reading = READ("-c", "true");
	assert_command_at(&reading, 2);
	ck_assert_int_eq(reading.plan.verbosity, 0);
	ck_assert_int_eq(reading.plan.scope, SCOPE_CHILD);
}
END_TEST

/* Who has a script that says so must not have podinit read main's options. */
START_TEST(no_setting_makes_it_permute)
{
	struct reading reading;

	unsetenv("POSIXLY_CORRECT");
	reading = READ("true", "-v");
	assert_command_at(&reading, 1);
	ck_assert_int_eq(reading.plan.verbosity, 0);
	setenv("POSIXLY_CORRECT", "1", 1);
	reading = READ("true", "-v");
	assert_command_at(&reading, 1);
	reading = READ("-v", "true");
	assert_command_at(&reading, 2);
	ck_assert_int_eq(reading.plan.verbosity, 1);
}
END_TEST

/* The room for rows is there where there is a long form. */
START_TEST(what_is_kept_as_rows_has_a_long_form_alone)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (optable[i].kind == KIND_ROW ||
		    optable[i].kind == KIND_BARE_ROW)
			ck_assert_int_eq(optable[i].letter, '\0');
}
END_TEST

UNIT_MAIN("options", a_command_alone_is_enough,
    options_end_at_the_first_operand, options_end_at_two_dashes,
    odd_words_are_operands, a_command_is_needed,
    an_empty_argv_after_a_long_one, its_own_name_is_no_option,
    long_forms_are_read, short_forms_are_read, short_forms_are_bundled,
    values_are_taken_as_they_stand, long_forms_can_be_shortened,
    shortened_forms_by_hand, of_two_the_later_counts, repeated_ones_add_up,
    the_command_line_wins, verbosity_of_the_command_line_wins,
    the_environment_is_read_and_emptied, a_bad_environment_is_refused,
    help_is_there_for_who_got_it_wrong,
    modes_need_no_command, pause_obeys_on_exit, pause_takes_no_command,
    pause_excludes_what_is_about_main, pause_goes_with_the_rest,
    status_is_about_an_init, status_goes_with_nothing_that_is_about_a_start,
    status_takes_no_command,
    conflicts_name_both_and_why, unknown_options_are_named,
    missing_values_are_named, needless_values_are_named, bad_values_are_named,
    the_first_mistake_is_named, huge_words_are_cut,
    bytes_that_do_not_print_are_kept, nothing_is_printed,
    every_reading_begins_anew, no_setting_makes_it_permute,
    what_is_kept_as_rows_has_a_long_form_alone)
