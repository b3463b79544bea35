/* clock.c: the times of 400 years, and spans for people. */
#include "config.h"

#include "clock.h"

#include <stdio.h>
#include <time.h>

#include "os.h"
#include "unit.h"

/* A day of each month and the one after it, against libc's. */
START_TEST(times_are_those_of_libc)
{
	for (int64_t day = 0; day < INT64_C(292) * 365; day++) {
		time_t seconds = (time_t)(day * 86400 + day % 86400);
		struct tm *parts = gmtime(&seconds);
		char wanted[64], text[80];

		strftime(wanted, sizeof(wanted), "%Y-%m-%dT%H:%M:%S", parts);
		snprintf(text, sizeof(text), "%s.000000007Z", wanted);
		ck_assert_str_eq(clock_time((int64_t)seconds * OS_SECOND +
		    7).text, text);
	}
}
END_TEST

START_TEST(the_last_moment_fits)
{
	ck_assert_str_eq(clock_time(0).text,
	    "1970-01-01T00:00:00.000000000Z");
	ck_assert_str_eq(clock_time(INT64_MAX).text,
	    "2262-04-11T23:47:16.854775807Z");
}
END_TEST

START_TEST(spans_are_short)
{
	static const struct {
		int64_t span;
		const char *words;
	} rows[] = {
		{ 0, "0ms" }, { 999999999, "999ms" },
		{ OS_SECOND, "1s" }, { 1099 * OS_MILLISECOND, "1s" },
		{ 1100 * OS_MILLISECOND, "1.1s" },
		{ 9999 * OS_MILLISECOND, "9.9s" },
		{ 10999 * OS_MILLISECOND, "10s" }, { 59 * OS_SECOND, "59s" },
		{ 60 * OS_SECOND, "1m0s" }, { 192 * OS_SECOND, "3m12s" },
		{ 3599 * OS_SECOND, "59m59s" }, { 7200 * OS_SECOND, "2h0m" },
		{ INT64_MAX, "2562047h47m" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_str_eq(clock_span(rows[i].span).text,
		    rows[i].words);
}
END_TEST

UNIT_MAIN("clock", times_are_those_of_libc, the_last_moment_fits,
    spans_are_short)
