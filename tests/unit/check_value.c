#include "config.h"

#include "value.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>

#include "os.h"
#include "unit.h"

#define MINUTE (60 * OS_SECOND)
#define HOUR (60 * MINUTE)

/* What results are before a value is read, to see that they are left alone. */
enum { UNTOUCHED = -77 };

/* What was expected instead of a wrong value is a phrase: one line of words. */
static void
assert_phrase(const char *text, const char *expected)
{
	ck_assert_msg(expected != NULL, "\"%s\" was taken", text);
	ck_assert_msg(expected[0] != '\0' && strchr(expected, '\n') == NULL,
	    "\"%s\": \"%s\"", text, expected);
}

/* The words that follow "expected" where a value is wrong. */
START_TEST(phrases_say_what_is_right)
{
	int64_t nanoseconds;
	int number, other;
	bool answer;

	ck_assert_str_eq(value_duration("", &nanoseconds),
	    "a duration such as 10, 250ms, 5s, 2m or 1h, up to 146 years");
	ck_assert_str_eq(value_boolean("", &answer),
	    "1, yes, true, 0, no or false");
	ck_assert_str_eq(value_signal("", &number),
	    "a signal such as TERM, SIGTERM, 15 or RTMIN+3");
	ck_assert_str_eq(value_rewrite("", &number, &other),
	    "FROM:TO, two signals, or FROM:0");
	ck_assert_str_eq(value_rewrite("FOO:TERM", &number, &other),
	    "FROM:TO, two signals, or FROM:0");
	ck_assert_str_eq(value_rewrite("KILL:TERM", &number, &other),
	    "a signal that can be forwarded: not KILL, STOP or CHLD");
	ck_assert_str_eq(value_status("", &number),
	    "exit statuses from 0 to 255 and signal names");
	ck_assert_str_eq(value_status("126", &number),
	    "a status that is not podinit's own, 125 to 127");
}
END_TEST

START_TEST(modes_are_octal)
{
	static const struct {
		const char *text;
		int mode;
	} rows[] = {
		{ "0", 0 }, { "7", 7 }, { "22", 022 }, { "022", 022 },
		{ "0022", 022 }, { "777", 0777 }, { "0777", 0777 },
	};
	static const char *const texts[] = {
		"", "8", "0o22", "1000", "7777", "00022", "-1", "+22", " 22",
		"22 ", "u=rwx", "0x1", "2.2",
	};
	int mode;

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		mode = -77;
		ck_assert_ptr_null(value_mode(unit_text(rows[i].text), &mode));
		ck_assert_int_eq(mode, rows[i].mode);
	}
	for (size_t i = 0; i < UNIT_COUNT(texts); i++) {
		mode = -77;
		ck_assert_msg(value_mode(unit_text(texts[i]), &mode) != NULL,
		    "%s", texts[i]);
		ck_assert_int_eq(mode, -77);
	}
}
END_TEST

START_TEST(durations_have_units)
{
	static const struct {
		const char *text;
		int64_t nanoseconds;
	} rows[] = {
		{ "0", 0 }, { "10", 10 * OS_SECOND }, { "250ms", 250000000 },
		{ "5s", 5 * OS_SECOND }, { "2m", 2 * MINUTE }, { "1h", HOUR },
		{ "0ms", 0 }, { "0h", 0 }, { "1ms", OS_MILLISECOND },
		{ "007s", 7 * OS_SECOND }, { "86400", 24 * HOUR },
		{ "1234567890ms", 1234567890 * OS_MILLISECOND },
		{ "00000000000000000000001", OS_SECOND },
	};
	int64_t nanoseconds;

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		nanoseconds = UNTOUCHED;
		ck_assert_msg(value_duration(unit_text(rows[i].text),
		    &nanoseconds) == NULL, "%s", rows[i].text);
		ck_assert_msg(nanoseconds == rows[i].nanoseconds,
		    "%s: %" PRId64, rows[i].text, nanoseconds);
	}
}
END_TEST

/*
 * The longest is half of what 64 bits hold, 146 years: that from now on is
 * still a time.
 */
START_TEST(longest_durations_are_taken_exactly)
{
	static const struct {
		const char *unit;
		int64_t length;
	} rows[] = {
		{ "", OS_SECOND }, { "ms", OS_MILLISECOND }, { "s", OS_SECOND },
		{ "m", MINUTE }, { "h", HOUR },
	};
	char text[64];
	int64_t most, nanoseconds;

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		most = INT64_MAX / 2 / rows[i].length;
		snprintf(text, sizeof(text), "%" PRId64 "%s", most,
		    rows[i].unit);
		nanoseconds = UNTOUCHED;
		ck_assert_ptr_null(value_duration(text, &nanoseconds));
		ck_assert_int_eq(nanoseconds, most * rows[i].length);

		snprintf(text, sizeof(text), "%" PRId64 "%s", most + 1,
		    rows[i].unit);
		nanoseconds = UNTOUCHED;
		assert_phrase(text, value_duration(text, &nanoseconds));
		ck_assert_int_eq(nanoseconds, UNTOUCHED);
	}
}
END_TEST

START_TEST(all_else_is_no_duration)
{
	static const char *const texts[] = {
		"", "s", "ms", "-1", "-1s", "+1", "1.5s", "1 s", " 1s", "1s ",
		"1S", "1M", "1H", "1MS", "1mss", "1sm", "1m30s", "1d", "1us",
		"1ns", "1sec", "never", "infinity", "0x10", "1e3", "5s\n", "m1",
		"1hh", "\xff", "5\xff", "9223372036854775807",
		"9223372036854775808ms", "18446744073709551616",
		"18446744073709551617ms",
	};
	int64_t nanoseconds = UNTOUCHED;

	for (size_t i = 0; i < UNIT_COUNT(texts); i++)
		assert_phrase(texts[i], value_duration(unit_text(texts[i]),
		    &nanoseconds));
	for (size_t length = 20; length < 40; length++)
		assert_phrase("1...", value_duration(unit_long('1', length),
		    &nanoseconds));
	assert_phrase("1...", value_duration(unit_long('1', 100000),
	    &nanoseconds));
	ck_assert_int_eq(nanoseconds, UNTOUCHED);
}
END_TEST

START_TEST(booleans_are_six_words)
{
	static const struct {
		const char *text;
		bool answer;
	} rows[] = {
		{ "1", true }, { "yes", true }, { "true", true },
		{ "0", false }, { "no", false }, { "false", false },
		{ "YES", true }, { "True", true }, { "tRUE", true },
		{ "No", false }, { "FALSE", false },
	};
	bool answer;

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		answer = !rows[i].answer;
		ck_assert_msg(value_boolean(unit_text(rows[i].text),
		    &answer) == NULL, "%s", rows[i].text);
		ck_assert_msg(answer == rows[i].answer, "%s", rows[i].text);
	}
}
END_TEST

START_TEST(all_else_is_no_boolean)
{
	static const char *const texts[] = {
		"", "2", "00", "01", "-1", "y", "n", "t", "f", "on", "off",
		"yes ", " yes", "yess", "ye", "tru", "true|", "|", "0|no",
		"no|false", "1|", "enable",
	};
	bool answers[] = { true, false };

	for (size_t i = 0; i < UNIT_COUNT(texts); i++)
		for (size_t j = 0; j < 2; j++)
			assert_phrase(texts[i], value_boolean(
			    unit_text(texts[i]), &answers[j]));
	ck_assert(answers[0]);
	ck_assert(!answers[1]);
}
END_TEST

START_TEST(signals_are_names_or_numbers)
{
	int number = UNTOUCHED;

	ck_assert_ptr_null(value_signal("TERM", &number));
	ck_assert_int_eq(number, SIGTERM);
	ck_assert_ptr_null(value_signal("sighup", &number));
	ck_assert_int_eq(number, SIGHUP);
	ck_assert_ptr_null(value_signal("64", &number));
	ck_assert_int_eq(number, 64);
	ck_assert_ptr_null(value_signal("RTMIN+3", &number));
	ck_assert_int_eq(number, 37);
	/* KILL can be sent, though it cannot be caught. */
	ck_assert_ptr_null(value_signal("KILL", &number));
	ck_assert_int_eq(number, SIGKILL);

	number = UNTOUCHED;
	assert_phrase("0", value_signal("0", &number));
	assert_phrase("65", value_signal("65", &number));
	assert_phrase("", value_signal("", &number));
	assert_phrase("FOO", value_signal("FOO", &number));
	ck_assert_int_eq(number, UNTOUCHED);
}
END_TEST

START_TEST(rewrites_are_two_signals)
{
	static const struct {
		const char *text;
		int from, to;
	} rows[] = {
		{ "TERM:QUIT", SIGTERM, SIGQUIT }, { "15:3", 15, 3 },
		{ "sigterm:SigInt", SIGTERM, SIGINT }, { "HUP:0", SIGHUP, 0 },
		{ "TERM:TERM", SIGTERM, SIGTERM }, { "TERM:KILL", 15, 9 },
		{ "USR1:STOP", SIGUSR1, SIGSTOP }, { "INT:CHLD", 2, SIGCHLD },
		{ "SIGRTMIN+30:SIGRTMAX-30", 64, 34 }, { "64:1", 64, 1 },
		{ "CONT:RTMIN", SIGCONT, 34 },
	};
	int from, to;

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		from = to = UNTOUCHED;
		ck_assert_msg(value_rewrite(unit_text(rows[i].text), &from,
		    &to) == NULL, "%s", rows[i].text);
		ck_assert_msg(from == rows[i].from && to == rows[i].to,
		    "%s: %d to %d", rows[i].text, from, to);
	}
}
END_TEST

START_TEST(all_else_is_no_rewrite)
{
	static const char *const texts[] = {
		"", ":", "TERM", "TERM:", ":TERM", ":0", "0:TERM", "0:0",
		"TERM:QUIT:INT", "TERM::QUIT", "TERM:00", "TERM:-1", "TERM:65",
		"65:TERM", "TERM: QUIT", "TERM :QUIT", "TERM=QUIT", "TERM,QUIT",
		"TERM:FOO", "FOO:TERM", "FOO:0", "15:0x3", "TERM:QUIT ",
		"SIGRTMIN+300:TERM", "SIGRTMIN+31:TERM",
	};
	int from = UNTOUCHED, to = UNTOUCHED;
	char *text;

	for (size_t i = 0; i < UNIT_COUNT(texts); i++)
		assert_phrase(texts[i], value_rewrite(unit_text(texts[i]),
		    &from, &to));
	/* A FROM of every length, around the longest name there is. */
	for (size_t length = 5; length < 40; length++) {
		text = unit_long('T', length + 5);
		memcpy(text + length, ":TERM", 5);
		assert_phrase(text, value_rewrite(text, &from, &to));
	}
	text = unit_long('T', 100000);
	assert_phrase("T...", value_rewrite(text, &from, &to));
	text[99990] = ':';
	assert_phrase("T...", value_rewrite(text, &from, &to));
	ck_assert_int_eq(from, UNTOUCHED);
	ck_assert_int_eq(to, UNTOUCHED);
}
END_TEST

START_TEST(what_is_never_forwarded_is_not_rewritten)
{
	int from, to = UNTOUCHED;
	char text[32];

	for (int number = 1; number <= 64; number++) {
		bool forwarded = number != SIGKILL && number != SIGSTOP &&
		    number != SIGCHLD;

		from = UNTOUCHED;
		snprintf(text, sizeof(text), "%d:TERM", number);
		ck_assert_msg((value_rewrite(text, &from, &to) == NULL) ==
		    forwarded, "%s", text);
		ck_assert_int_eq(from, forwarded ? number : UNTOUCHED);
	}
}
END_TEST

START_TEST(statuses_are_all_but_our_own)
{
	char text[16];
	int number;

	for (int status = 0; status <= 255; status++) {
		bool own = status >= 125 && status <= 127;

		number = UNTOUCHED;
		snprintf(text, sizeof(text), "%d", status);
		ck_assert_msg((value_status(text, &number) == NULL) == !own,
		    "%s", text);
		ck_assert_int_eq(number, own ? UNTOUCHED : status);
	}
}
END_TEST

START_TEST(all_else_is_no_status)
{
	static const char *const texts[] = {
		"", "256", "-1", "+1", " 1", "1 ", "1.0", "0x1", "TERM", "999",
		"4294967296", "18446744073709551616", "1,2",
	};
	int number = UNTOUCHED;

	for (size_t i = 0; i < UNIT_COUNT(texts); i++)
		assert_phrase(texts[i], value_status(unit_text(texts[i]),
		    &number));
	ck_assert_int_eq(number, UNTOUCHED);
}
END_TEST

static int
place_of(const char *text, const char *choices)
{
	return value_choice(unit_text(text), unit_text(choices));
}

START_TEST(choices_are_whole_words)
{
	ck_assert_int_eq(place_of("group", "group|child|session|all"), 0);
	ck_assert_int_eq(place_of("child", "group|child|session|all"), 1);
	ck_assert_int_eq(place_of("session", "group|child|session|all"), 2);
	ck_assert_int_eq(place_of("all", "group|child|session|all"), 3);
	ck_assert_int_eq(place_of("ALL", "group|child|session|all"), 3);
	ck_assert_int_eq(place_of("Child", "group|child|session|all"), 1);
	ck_assert_int_eq(place_of("one", "one"), 0);
	/* One that begins as another does. */
	ck_assert_int_eq(place_of("wait", "waiting|wait"), 1);
	ck_assert_int_eq(place_of("waiting", "wait|waiting"), 1);
}
END_TEST

START_TEST(all_else_is_no_choice)
{
	static const char *const texts[] = {
		"", "a", "al", "alll", "grou", "groups", "roup", "|", "group|",
		"|all", "group|child", "group|child|session|all", " all",
		"all ", "al\xff",
	};

	for (size_t i = 0; i < UNIT_COUNT(texts); i++)
		ck_assert_msg(place_of(texts[i],
		    "group|child|session|all") == -1, "\"%s\"", texts[i]);
	ck_assert_int_eq(place_of("a", ""), -1);
	ck_assert_int_eq(place_of("", ""), -1);
	ck_assert_int_eq(place_of("", "|"), -1);
	ck_assert_int_eq(value_choice(unit_long('a', 100000), "all"), -1);
}
END_TEST

UNIT_MAIN("value", phrases_say_what_is_right, modes_are_octal,
    durations_have_units,
    longest_durations_are_taken_exactly,
    all_else_is_no_duration, booleans_are_six_words, all_else_is_no_boolean,
    signals_are_names_or_numbers, rewrites_are_two_signals,
    all_else_is_no_rewrite, what_is_never_forwarded_is_not_rewritten,
    statuses_are_all_but_our_own, all_else_is_no_status,
    choices_are_whole_words, all_else_is_no_choice)
