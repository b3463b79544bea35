#include "config.h"

#include "group.h"

#include "unit.h"

START_TEST(a_line_has_a_number_and_members)
{
	static const struct {
		const char *line;
		uint32_t gid;
		const char *members;
	} rows[] = {
		{ "root:x:0:", 0, "" },
		{ "staff:x:50:ann,bob", 50, "ann,bob" },
		{ "last:*:4294967294:", 4294967294, "" },
		{ "short::7", 7, "" },
		{ "more:x:8:ann:and:more", 8, "ann:and:more" },
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		char *line = unit_text(rows[i].line);
		struct group group = group_of(line);

		ck_assert_msg(group.valid, "%s", rows[i].line);
		ck_assert_uint_eq(group.gid, rows[i].gid);
		ck_assert_str_eq(group.members, rows[i].members);
	}
}
END_TEST

START_TEST(all_else_is_no_group)
{
	static const char *const lines[] = {
		"", ":", "::", ":::", ":x:5:", "name", "name:", "name:x",
		"name:x:", "name:x::", "name:x:-1:", "name:x:+1:",
		"name:x: 1:", "name:x:1 :", "name:x:0x1:",
		"name:x:4294967295:", "name:x:18446744073709551616:",
		"name:x:00000000000000000000000000000001:", "# comment",
	};

	for (size_t i = 0; i < UNIT_COUNT(lines); i++)
		ck_assert_msg(!group_of(unit_text(lines[i])).valid, "%s",
		    lines[i]);
}
END_TEST

START_TEST(names_are_whole)
{
	ck_assert(group_is_called(unit_text("staff:x:50:"), "staff"));
	ck_assert(group_is_called(unit_text("staff"), "staff"));
	ck_assert(!group_is_called(unit_text("staff:x:50:"), "staf"));
	ck_assert(!group_is_called(unit_text("staf:x:50:"), "staff"));
	ck_assert(!group_is_called(unit_text(":x:50:"), ""));
	ck_assert(!group_is_called(unit_text(""), ""));
}
END_TEST

START_TEST(members_are_whole_names)
{
	static const struct {
		const char *line;
		bool has;
	} rows[] = {
		{ "g:x:1:ann", true }, { "g:x:1:ann,bob", true },
		{ "g:x:1:bob,ann", true }, { "g:x:1:bob,ann,cid", true },
		{ "g:x:1:,,ann,", true }, { "g:x:1:ann:rest", true },
		{ "g:x:1:", false }, { "g:x:1:annette", false },
		{ "g:x:1:joann", false }, { "g:x:1:bob", false },
		{ "g:x:1: ann", false }, { "g:x:1:bob:ann", false },
		{ "ann:x:1:", false }, { "g:ann:1:", false },
		{ "g:x:ann", false }, { "", false },
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		char *line = unit_text(rows[i].line);
		struct group group = group_of(line);

		ck_assert_msg(group_has(&group, "ann") == rows[i].has, "%s",
		    rows[i].line);
		ck_assert(!group_has(&group, ""));
	}
}
END_TEST

UNIT_MAIN("group", a_line_has_a_number_and_members, all_else_is_no_group,
    names_are_whole, members_are_whole_names)
