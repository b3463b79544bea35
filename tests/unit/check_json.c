/* json.c: every line is valid, whatever is put into it and however long. */
#include "config.h"

#include "json.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

/* What a string becomes, in an object of its own. */
static const char *
escaped(const char *text, size_t size)
{
	static char line[256];
	struct json json;
	size_t length;

	json_begin(&json, line, size);
	json_string(&json, "k", text);
	length = json_end(&json);
	ck_assert_uint_eq(length, strlen(line));
	ck_assert_uint_lt(length, size);
	return line;
}

START_TEST(strings_are_escaped)
{
	static const char *const pairs[][2] = {
		{ "", "" }, { "a b/c", "a b/c" },
		{ "\"\\", "\\\"\\\\" }, { "\n\t\x01", "\\u000a\\u0009\\u0001" },
		{ "\x7f", "\\u007f" }, { "\xc2\x9b", "\\u009b" },
		{ "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80",
		    "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80" },
		{ "\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf" },
		/* Cut off, alone, overlong, a surrogate, too high. */
		{ "\xc3", "\\ufffd" }, { "\xc3(", "\\ufffd(" },
		{ "\xe2\x82", "\\ufffd\\ufffd" }, { "\xa4", "\\ufffd" },
		{ "\xc0\x80", "\\ufffd\\ufffd" },
		{ "\xe0\x9f\xbf", "\\ufffd\\ufffd\\ufffd" },
		{ "\xed\xa0\x80", "\\ufffd\\ufffd\\ufffd" },
		{ "\xf0\x8f\xbf\xbf", "\\ufffd\\ufffd\\ufffd\\ufffd" },
		{ "\xf4\x90\x80\x80", "\\ufffd\\ufffd\\ufffd\\ufffd" },
		{ "\xff", "\\ufffd" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		char wanted[64];

		snprintf(wanted, sizeof(wanted), "{\"k\":\"%s\"}\n",
		    pairs[i][1]);
		ck_assert_str_eq(escaped(pairs[i][0], 256), wanted);
	}
	ck_assert_str_eq(escaped(NULL, 256), "{\"k\":null}\n");
}
END_TEST

START_TEST(what_does_not_fit_is_cut_or_left_out)
{
	ck_assert_str_eq(escaped("abcdef", 16), "{\"k\":\"abcdef\"}\n");
	ck_assert_str_eq(escaped("abcdefg", 16), "{\"k\":\"abc...\"}\n");
	ck_assert_str_eq(escaped("abc\n", 16), "{\"k\":\"abc...\"}\n");
	ck_assert_str_eq(escaped("ab\xe2\x82\xac" "cd", 16),
	    "{\"k\":\"ab...\"}\n");
	ck_assert_str_eq(escaped("abc", 9), "{}\n");
	ck_assert_str_eq(escaped("abc", JSON_SIZE_MIN), "{}\n");
}
END_TEST

/* A bracket for each that is open, whatever the size. */
START_TEST(every_size_gives_something_whole)
{
	for (size_t size = JSON_SIZE_MIN; size < 120; size++) {
		int braces = 0, brackets = 0;
		bool in_string = false;
		struct json json;
		char line[128];
		size_t length;

		memset(line, '!', sizeof(line));
		json_begin(&json, line, size);
		json_string(&json, "text", "a\"b\n\xff");
		json_open_object(&json, "object");
		json_number(&json, "least", INT64_MIN);
		json_open_array(&json, "array");
		json_boolean(&json, NULL, true);
		json_open_object(&json, NULL);
		json_close(&json);
		json_close(&json);
		json_close(&json);
		json_boolean(&json, "last", false);
		length = json_end(&json);
		ck_assert_uint_lt(length, size);
		ck_assert_int_eq(line[size], '!');
		ck_assert_int_eq(line[length - 1], '\n');
		for (size_t i = 0; i < length; i++) {
			if (line[i] == '\\')
				i++;
			else if (line[i] == '"')
				in_string = !in_string;
			else if (!in_string) {
				braces += (line[i] == '{') - (line[i] == '}');
				brackets += (line[i] == '[') -
				    (line[i] == ']');
				ck_assert_int_ne(line[i] == ',' &&
				    strchr("}],", line[i + 1]) != NULL, 1);
			}
		}
		ck_assert_int_eq(braces, 0);
		ck_assert_int_eq(brackets, 0);
		ck_assert(!in_string);
	}
}
END_TEST

START_TEST(nesting_ends_somewhere)
{
	struct json json;
	char line[256];

	json_begin(&json, line, sizeof(line));
	for (int i = 0; i < 2 * JSON_DEPTH_MAX; i++)
		json_open_array(&json, i == 0 ? "a" : NULL);
	json_number(&json, NULL, 1);
	for (int i = 0; i < 2 * JSON_DEPTH_MAX; i++)
		json_close(&json);
	json_number(&json, "b", 2);
	json_end(&json);
	ck_assert_str_eq(line, "{\"a\":[[[[[[[]]]]]]],\"b\":2}\n");
}
END_TEST

UNIT_MAIN("json", strings_are_escaped, what_does_not_fit_is_cut_or_left_out,
    every_size_gives_something_whole, nesting_ends_somewhere)
