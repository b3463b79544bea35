#include "config.h"

#include "number.h"

#include <limits.h>
#include <stdio.h>

#include "unit.h"

static bool
reads(const char *text, long long least, long long most, long long *number)
{
	return number_decimal(unit_text(text), least, most, number);
}

START_TEST(digits_are_a_number)
{
	static const struct {
		const char *text;
		long long number;
	} rows[] = {
		{ "0", 0 }, { "1", 1 }, { "9", 9 }, { "10", 10 },
		{ "007", 7 }, { "000", 0 }, { "4294967296", 4294967296 },
		{ "0000000000000000000000000000000000000042", 42 },
		{ "9223372036854775807", LLONG_MAX },
	};
	long long number;

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		number = -1;
		ck_assert_msg(reads(rows[i].text, 0, LLONG_MAX, &number),
		    "%s", rows[i].text);
		ck_assert_msg(number == rows[i].number, "%s: %lld",
		    rows[i].text, number);
	}
}
END_TEST

START_TEST(a_list_is_read_number_by_number)
{
	const char *at = unit_text("  12\t-3 4x");
	long long number;

	ck_assert(number_next(&at, &number));
	ck_assert_int_eq(number, 12);
	ck_assert(number_next(&at, &number));
	ck_assert_int_eq(number, -3);
	ck_assert(number_next(&at, &number));
	ck_assert_int_eq(number, 4);
	ck_assert(!number_next(&at, &number));
	ck_assert_str_eq(at, "x");
}
END_TEST

START_TEST(all_else_is_none)
{
	static const char *const texts[] = {
		"", " ", "-", "+", "-1", "+1", "-0", " 1", "1 ", "\t1", "1\n",
		"1.0", "1e3", "0x10", "1,000", "1_000", "a", "1a", "a1",
		"\xd9\xa1", "1\x01", "\xff", "--1",
	};
	long long number = 77;

	for (size_t i = 0; i < UNIT_COUNT(texts); i++) {
		ck_assert_msg(!reads(texts[i], LLONG_MIN, LLONG_MAX, &number),
		    "\"%s\" was taken", texts[i]);
		ck_assert_int_eq(number, 77);
	}
}
END_TEST

START_TEST(bounds_are_part_of_the_range)
{
	long long number = 77;

	ck_assert(reads("3", 3, 5, &number));
	ck_assert_int_eq(number, 3);
	ck_assert(reads("5", 3, 5, &number));
	ck_assert_int_eq(number, 5);
	ck_assert(reads("4", 4, 4, &number));
	ck_assert_int_eq(number, 4);
	ck_assert(!reads("2", 3, 5, &number));
	ck_assert(!reads("6", 3, 5, &number));
	ck_assert(!reads("0", 1, LLONG_MAX, &number));
	ck_assert(!reads("4", 5, 3, &number));
	ck_assert_int_eq(number, 4);
}
END_TEST

START_TEST(what_overflows_is_refused)
{
	long long number = 77;
	char text[32];

	ck_assert(!reads("9223372036854775808", 0, LLONG_MAX, &number));
	ck_assert(!reads("18446744073709551616", 0, LLONG_MAX, &number));
	/* These are 1 where the high bits are lost. */
	ck_assert(!reads("4294967297", 0, 64, &number));
	ck_assert(!reads("18446744073709551617", 0, 64, &number));
	ck_assert(!number_decimal(unit_long('9', 100000), 0, LLONG_MAX,
	    &number));
	snprintf(text, sizeof(text), "%d", INT_MAX);
	ck_assert(!reads(text, 0, INT_MAX - 1, &number));
	ck_assert_int_eq(number, 77);
}
END_TEST

UNIT_MAIN("number", digits_are_a_number, all_else_is_none,
    a_list_is_read_number_by_number,
    bounds_are_part_of_the_range, what_overflows_is_refused)
