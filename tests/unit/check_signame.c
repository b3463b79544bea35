#include "config.h"

#include "signame.h"

#include <ctype.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>

#include "unit.h"

/*
 * signal(7)'s names and the numbers of the table there that most architectures
 * share; the order is that of the numbers.
 */
static const struct {
	int number;
	const char *name;
} standard[] = {
	{ 1, "HUP" }, { 2, "INT" }, { 3, "QUIT" }, { 4, "ILL" },
	{ 5, "TRAP" }, { 6, "ABRT" }, { SIGBUS, "BUS" }, { 8, "FPE" },
	{ 9, "KILL" }, { SIGUSR1, "USR1" }, { 11, "SEGV" },
	{ SIGUSR2, "USR2" }, { 13, "PIPE" }, { 14, "ALRM" }, { 15, "TERM" },
#ifdef SIGSTKFLT
	{ SIGSTKFLT, "STKFLT" },
#endif
	{ SIGCHLD, "CHLD" }, { SIGCONT, "CONT" }, { SIGSTOP, "STOP" },
	{ SIGTSTP, "TSTP" }, { SIGTTIN, "TTIN" }, { SIGTTOU, "TTOU" },
	{ SIGURG, "URG" }, { SIGXCPU, "XCPU" }, { SIGXFSZ, "XFSZ" },
	{ SIGVTALRM, "VTALRM" }, { SIGPROF, "PROF" },
	{ SIGWINCH, "WINCH" }, { SIGIO, "IO" }, { SIGPWR, "PWR" },
	{ SIGSYS, "SYS" },
};

static int
number_of(const char *text)
{
	return signame_number(unit_text(text));
}

/* Asserts that name is taken for number, with SIG and in any case. */
static void
assert_name(const char *name, int number)
{
	static const char *const prefixes[] = { "", "SIG", "sig", "Sig" };
	char text[32];

	for (size_t i = 0; i < UNIT_COUNT(prefixes); i++)
		for (int way = 0; way < 3; way++) {
			size_t at = strlen(prefixes[i]);

			snprintf(text, sizeof(text), "%s%s", prefixes[i],
			    name);
			for (size_t j = 0; name[j] != '\0'; j++, at++)
				if (way == 1 || (way == 2 && j % 2 == 1))
					text[at] = (char)tolower(
					    (unsigned char)text[at]);
			ck_assert_msg(number_of(text) == number, "%s is %d",
			    text, number_of(text));
		}
}

START_TEST(standard_names_are_known)
{
	for (size_t i = 0; i < UNIT_COUNT(standard); i++)
		assert_name(standard[i].name, standard[i].number);
}
END_TEST

START_TEST(second_names_are_known)
{
	assert_name("IOT", SIGABRT);
	assert_name("CLD", SIGCHLD);
	assert_name("POLL", SIGIO);
}
END_TEST

START_TEST(realtime_names_count_from_34_and_64)
{
	char text[32];

	assert_name("RTMIN", 34);
	assert_name("RTMAX", 64);
	for (int offset = 0; offset <= 30; offset++) {
		snprintf(text, sizeof(text), "RTMIN+%d", offset);
		assert_name(text, 34 + offset);
		snprintf(text, sizeof(text), "RTMAX-%d", offset);
		assert_name(text, 64 - offset);
	}
}
END_TEST

START_TEST(realtime_names_end_with_the_range)
{
	static const char *const texts[] = {
		"RTMIN+31", "RTMAX-31", "RTMIN-1", "RTMAX+1", "RTMIN-0",
		"RTMAX+0", "RTMIN+", "RTMAX-", "RTMIN++1", "RTMIN+-1",
		"RTMIN+ 1", "RTMIN +1", "RTMIN+1 ", "RTMIN1", "RTMAX1",
		"RTMIN+0x1", "RTMI", "RTMA", "RT", "RTMINX",
		"RTMIN+99999999999", "RTMIN+4294967296", "SIGSIGRTMIN",
		"RTMINRTMIN",
	};

	for (size_t i = 0; i < UNIT_COUNT(texts); i++)
		ck_assert_msg(number_of(texts[i]) == 0, "%s is %d", texts[i],
		    number_of(texts[i]));
}
END_TEST

START_TEST(numbers_go_from_1_to_64)
{
	char text[16];

	for (int number = 1; number <= 64; number++) {
		snprintf(text, sizeof(text), "%d", number);
		ck_assert_int_eq(number_of(text), number);
		snprintf(text, sizeof(text), "0%d", number);
		ck_assert_int_eq(number_of(text), number);
		snprintf(text, sizeof(text), "SIG%d", number);
		ck_assert_msg(number_of(text) == 0, "%s was taken", text);
	}
}
END_TEST

START_TEST(all_else_is_no_signal)
{
	static const char *const texts[] = {
		"", "0", "00", "65", "-1", "+1", "100", "256", "4294967297",
		"18446744073709551617", "1.5", "0x9", " 9", "9 ", "9\n",
		"SIG", "sig", "SI", "S", "SIGSIG", "SIGSIGTERM", "TERMSIG",
		"TER", "TERMX", "TERM ", " TERM", "SIG TERM", "SIG-TERM",
		"SIG_TERM", "TERM\n", "EXIT", "NULL", "UNKNOWN", "VTALR",
		"VTALRMX", "TERM:INT", "TERM,INT", "\xff", "T\xc3\x89RM",
	};

	for (size_t i = 0; i < UNIT_COUNT(texts); i++)
		ck_assert_msg(number_of(texts[i]) == 0, "\"%s\" is %d",
		    texts[i], number_of(texts[i]));
	ck_assert_int_eq(signame_number(unit_long('T', 100000)), 0);
	ck_assert_int_eq(signame_number(unit_long('1', 100000)), 0);
}
END_TEST

START_TEST(names_are_the_first_ones_with_sig)
{
	char expected[16];

	for (size_t i = 0; i < UNIT_COUNT(standard); i++) {
		snprintf(expected, sizeof(expected), "SIG%s",
		    standard[i].name);
		ck_assert_str_eq(signame_of(standard[i].number).text,
		    expected);
	}
	ck_assert_str_eq(signame_of(34).text, "SIGRTMIN");
	ck_assert_str_eq(signame_of(35).text, "SIGRTMIN+1");
	ck_assert_str_eq(signame_of(63).text, "SIGRTMIN+29");
	ck_assert_str_eq(signame_of(64).text, "SIGRTMIN+30");
}
END_TEST

START_TEST(numbers_without_a_name_are_shown)
{
	ck_assert_str_eq(signame_of(0).text, "SIG0");
	ck_assert_str_eq(signame_of(32).text, "SIG32");
	ck_assert_str_eq(signame_of(33).text, "SIG33");
	ck_assert_str_eq(signame_of(65).text, "SIG65");
	ck_assert_str_eq(signame_of(-1).text, "SIG-1");
	/* Cut where it does not fit, and ended. */
	ck_assert_str_eq(signame_of(INT_MIN).text, "SIG-2147483");
	ck_assert_str_eq(signame_of(INT_MAX).text, "SIG21474836");
}
END_TEST

START_TEST(every_signal_comes_back_by_its_name)
{
	for (int number = 1; number <= SIGNAME_MAX; number++) {
		struct signame name = signame_of(number);

		/* What the C library keeps for its threads has no name. */
		if (number == 32 || number == 33)
			continue;
		ck_assert_msg(number_of(name.text) == number, "%d is %s is %d",
		    number, name.text, number_of(name.text));
		ck_assert_int_eq(number_of(name.text + 3), number);
	}
}
END_TEST

START_TEST(classes_hold_for_every_signal)
{
	for (int number = 1; number <= SIGNAME_MAX; number++) {
		ck_assert_msg(signame_stops_job(number) ==
		    (number == SIGTSTP || number == SIGTTIN ||
		    number == SIGTTOU), "%d", number);
		ck_assert_msg(signame_is_catchable(number) !=
		    (number == SIGKILL || number == SIGSTOP), "%d", number);
	}
}
END_TEST

UNIT_MAIN("signame", standard_names_are_known, second_names_are_known,
    realtime_names_count_from_34_and_64, realtime_names_end_with_the_range,
    numbers_go_from_1_to_64, all_else_is_no_signal,
    names_are_the_first_ones_with_sig, numbers_without_a_name_are_shown,
    every_signal_comes_back_by_its_name, classes_hold_for_every_signal)
