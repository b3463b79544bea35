#include "config.h"

#include "capability.h"

#include <ctype.h>
#include <linux/capability.h>
#include <stdio.h>

#include "unit.h"

#define BIT(number) CAPABILITY_BIT(number)

START_TEST(names_have_their_numbers)
{
	static const struct {
		const char *name;
		unsigned int number;
	} rows[] = {
		{ "CAP_CHOWN", CAP_CHOWN }, { "CAP_KILL", CAP_KILL },
		{ "CAP_SETUID", CAP_SETUID }, { "CAP_SETGID", CAP_SETGID },
		{ "CAP_SETPCAP", CAP_SETPCAP },
		{ "CAP_NET_BIND_SERVICE", CAP_NET_BIND_SERVICE },
		{ "CAP_SYS_ADMIN", CAP_SYS_ADMIN },
		{ "CAP_SYS_PTRACE", CAP_SYS_PTRACE },
		{ "CAP_AUDIT_READ", CAP_AUDIT_READ },
		{ "CAP_PERFMON", 38 }, { "CAP_BPF", 39 },
		{ "CAP_CHECKPOINT_RESTORE", 40 },
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++)
		ck_assert_str_eq(capability_name(rows[i].number).text,
		    rows[i].name);
	ck_assert_str_eq(capability_name(63).text, "CAP_63");
}
END_TEST

/* The number of the last one that has a name. */
static unsigned int
last_named(void)
{
	unsigned int number = 0;

	while (!isdigit((unsigned char)capability_name(number).text[4]))
		number++;
	return number - 1;
}

/* What the headers know has a name, and nothing else. */
START_TEST(none_is_missing)
{
	ck_assert_uint_eq(last_named(), CAP_LAST_CAP);
}
END_TEST

START_TEST(every_name_is_read_back)
{
	for (unsigned int number = 0; number <= last_named(); number++) {
		struct capability_name name = capability_name(number);
		uint64_t set = 0;

		ck_assert_ptr_null(capability_parse(unit_text(name.text),
		    false, &set));
		ck_assert_uint_eq(set, BIT(number));
		set = 0;
		ck_assert_ptr_null(capability_parse(unit_text(name.text + 4),
		    false, &set));
		ck_assert_uint_eq(set, BIT(number));
		ck_assert_uint_eq(capability_first(set), number);
	}
}
END_TEST

START_TEST(lists_add_up)
{
	uint64_t set = BIT(63);

	ck_assert_ptr_null(capability_parse(
	    unit_text("Net_Raw,cap_kill,CAP_KILL"), false, &set));
	ck_assert_uint_eq(set, BIT(63) | BIT(CAP_KILL) | BIT(CAP_NET_RAW));
	ck_assert_ptr_null(capability_parse(unit_text("all"), true, &set));
	ck_assert_uint_eq(set, CAPABILITY_ALL);
	set = 0;
	ck_assert_ptr_null(capability_parse(unit_text("KILL,ALL"), true,
	    &set));
	ck_assert_uint_eq(set, CAPABILITY_ALL);
}
END_TEST

START_TEST(all_else_is_none)
{
	static const char *const texts[] = {
		"", ",", "KILL,", ",KILL", "KILL,,CHOWN", "KILL CHOWN",
		" KILL", "KILL ", "CAP_", "CAP_CAP_KILL", "KIL", "KILLS", "5",
		"CAP_5", "CAP_ALL", "ALLES", "NET_BIND_SERVICE=",
		"A_NAME_THAT_IS_LONGER_THAN_ANY", "~KILL", "-KILL", "none",
	};
	uint64_t set;

	for (size_t i = 0; i < UNIT_COUNT(texts); i++)
		for (int may_be_all = 0; may_be_all < 2; may_be_all++) {
			const char *expected;

			set = 77;
			expected = capability_parse(unit_text(texts[i]),
			    may_be_all, &set);
			ck_assert_msg(expected != NULL, "%s", texts[i]);
			ck_assert_ptr_null(strchr(expected, '\n'));
			ck_assert_uint_eq(set, 77);
		}
	ck_assert_ptr_nonnull(capability_parse(unit_text("ALL"), false, &set));
}
END_TEST

UNIT_MAIN("capability", names_have_their_numbers, none_is_missing,
    every_name_is_read_back, lists_add_up, all_else_is_none)
