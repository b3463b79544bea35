/* printable.c: one line of what prints, whatever comes in. */
#include "config.h"

#include "printable.h"

#include <string.h>

#include "unit.h"

START_TEST(what_does_not_print_is_shown)
{
	char line[64];
	size_t length;

	length = printable_line(line, sizeof(line), "a\n\x1b[\x7f\xff~ ");
	ck_assert_uint_eq(length, strlen("a\\x0a\\x1b[\\x7f\\xff~ \n"));
	ck_assert_int_eq(memcmp(line, "a\\x0a\\x1b[\\x7f\\xff~ \n", length),
	    0);
	ck_assert_uint_eq(printable_line(line, sizeof(line), ""), 1);
	ck_assert_int_eq(line[0], '\n');
}
END_TEST

START_TEST(what_does_not_fit_is_cut)
{
	for (size_t size = 8; size < 40; size++) {
		char line[41];
		size_t length;

		memset(line, '!', sizeof(line));
		length = printable_line(line, size,
		    "abcdefgh\nijklmnopq\xffrstuvwxyzabcdefghijklmn");
		ck_assert_uint_le(length, size);
		ck_assert_int_eq(memcmp(line + length - 4, "...\n", 4), 0);
		ck_assert_int_eq(line[size], '!');
	}
}
END_TEST

UNIT_MAIN("printable", what_does_not_print_is_shown, what_does_not_fit_is_cut)
