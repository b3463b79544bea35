#include "config.h"

#include "idmap.h"

#include <inttypes.h>
#include <stdio.h>

#include "unit.h"

static const char *
parse(const char *text, struct idmap_range *range)
{
	return idmap_parse(unit_text(text), range);
}

/* A map in memory whose end is guarded. */
static struct idmap *
new_map(void)
{
	return (struct idmap *)(void *)unit_room(sizeof(struct idmap));
}

static const char *
add(struct idmap *map, uint32_t inside, uint32_t outside, uint32_t count)
{
	return idmap_add(map, (struct idmap_range){ inside, outside, count });
}

static const char *
add_line(struct idmap *map, struct idmap_owner *owner, const char *line)
{
	return idmap_add_subordinate(map, owner, unit_text(line));
}

/* map's text is wanted, no more and no less. */
static void
is_text(const struct idmap *map, const char *wanted)
{
	char *text = unit_room(IDMAP_TEXT_SIZE);

	ck_assert_uint_eq(idmap_format(map, text), strlen(wanted));
	ck_assert_str_eq(text, wanted);
}

START_TEST(rows_are_read)
{
	static const struct {
		const char *text;
		struct idmap_range range;
	} rows[] = {
		{ "0:0:1", { 0, 0, 1 } },
		{ "0:1000:1", { 0, 1000, 1 } },
		{ "1:100000:65536", { 1, 100000, 65536 } },
		{ "007:08:09", { 7, 8, 9 } },
		{ "0:0:4294967295", { 0, 0, 4294967295 } },
		{ "4294967294:4294967294:1", { 4294967294, 4294967294, 1 } },
		{ "4294967293:0:2", { 4294967293, 0, 2 } },
	};
	struct idmap_range range;

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		memset(&range, 0xff, sizeof(range));
		ck_assert_msg(parse(rows[i].text, &range) == NULL, "%s",
		    rows[i].text);
		ck_assert_msg(memcmp(&range, &rows[i].range, sizeof(range)) ==
		    0, "%s", rows[i].text);
	}
}
END_TEST

START_TEST(all_else_is_no_row)
{
	static const char *const texts[] = {
		"", ":", "::", ":::", "0", "0:0", "0:0:", ":0:1", "0::1",
		"0:0:1:", "0:0:1:1", " 0:0:1", "0:0:1 ", "0: 0:1", "+0:0:1",
		"0:-1:1", "0:0:+1", "0:0:0x1", "0:0:1.0", "0,0,1", "0 0 1",
		"a:0:1", "0:b:1", "0:0:c", "auto", "0:0:1\n", "0:0:\xff",
		"0:0:99999999999999999999999999999999999999",
		"000000000000000000000000000000000000000:0:1",
	};
	struct idmap_range range = { 1, 2, 3 };

	for (size_t i = 0; i < UNIT_COUNT(texts); i++) {
		const char *expected = parse(texts[i], &range);

		ck_assert_msg(expected != NULL, "\"%s\" was taken", texts[i]);
		ck_assert_str_eq(expected,
		    "INSIDE:OUTSIDE:COUNT, three numbers");
		ck_assert_uint_eq(range.count, 3);
	}
	ck_assert_ptr_ne(idmap_parse(unit_long('1', 100000), &range), NULL);
}
END_TEST

/* What the kernel would take for -1, or would wrap. */
START_TEST(ids_that_are_none_are_refused)
{
	static const char *const texts[] = {
		"0:0:0", "5:7:0", "4294967295:0:1", "0:4294967295:1",
		"1:0:4294967295", "0:1:4294967295", "4294967294:0:2",
		"0:4294967294:2",
		"4294967295:4294967295:4294967295",
	};
	struct idmap_range range = { 1, 2, 3 };
	struct idmap *map = new_map();

	for (size_t i = 0; i < UNIT_COUNT(texts); i++) {
		const char *expected = parse(texts[i], &range);

		ck_assert_msg(expected != NULL, "\"%s\" was taken", texts[i]);
		ck_assert_str_eq(expected, "one id or more, up to 4294967294");
	}
	/* 32 bits hold none of these. */
	ck_assert_ptr_ne(parse("4294967296:0:1", &range), NULL);
	ck_assert_ptr_ne(parse("0:4294967296:1", &range), NULL);
	ck_assert_ptr_ne(parse("0:0:4294967297", &range), NULL);
	ck_assert_ptr_ne(parse("18446744073709551616:0:1", &range), NULL);
	ck_assert_uint_eq(range.count, 3);

	ck_assert_ptr_ne(add(map, 0, 0, 0), NULL);
	ck_assert_ptr_ne(add(map, 5, 7, 0), NULL);
	ck_assert_ptr_ne(add(map, UINT32_MAX, 0, 1), NULL);
	ck_assert_ptr_ne(add(map, 0, UINT32_MAX, 1), NULL);
	ck_assert_ptr_ne(add(map, 1, 0, UINT32_MAX), NULL);
	ck_assert_uint_eq(map->count, 0);
	ck_assert_uint_eq(map->length, 0);
}
END_TEST

START_TEST(ranges_may_touch_and_not_overlap)
{
	/* Beside { 10, 110, 10 }: which are refused, and why. */
	static const struct {
		struct idmap_range range;
		const char *expected;
	} rows[] = {
		{ { 0, 100, 10 }, NULL },
		{ { 20, 120, 10 }, NULL },
		{ { 0, 200, 11 }, "ids inside that are not mapped already" },
		{ { 19, 200, 5 }, "ids inside that are not mapped already" },
		{ { 12, 200, 2 }, "ids inside that are not mapped already" },
		{ { 5, 200, 20 }, "ids inside that are not mapped already" },
		{ { 10, 110, 10 }, "ids inside that are not mapped already" },
		{ { 0, 200, 4294967295U - 200 },
		    "ids inside that are not mapped already" },
		{ { 200, 100, 11 }, "ids outside that are not mapped already" },
		{ { 200, 119, 5 }, "ids outside that are not mapped already" },
		{ { 200, 112, 2 }, "ids outside that are not mapped already" },
		{ { 200, 105, 20 }, "ids outside that are not mapped already" },
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		struct idmap *map = new_map();
		const char *expected;

		ck_assert_ptr_eq(add(map, 10, 110, 10), NULL);
		expected = idmap_add(map, rows[i].range);
		if (rows[i].expected == NULL) {
			ck_assert_msg(expected == NULL, "row %zu: %s", i,
			    expected);
			continue;
		}
		ck_assert_msg(expected != NULL, "row %zu was taken", i);
		ck_assert_str_eq(expected, rows[i].expected);
		is_text(map, "10 110 10\n");
	}
}
END_TEST

START_TEST(the_text_is_as_the_kernel_reads_it)
{
	struct idmap *map = new_map();

	is_text(map, "");
	ck_assert_ptr_eq(add(map, 0, 1000, 1), NULL);
	ck_assert_ptr_eq(add(map, 1, 100000, 65536), NULL);
	ck_assert_ptr_eq(add(map, 4294967294, 4294967294, 1), NULL);
	is_text(map, "0 1000 1\n1 100000 65536\n4294967294 4294967294 1\n");
}
END_TEST

START_TEST(no_more_than_340_ranges)
{
	struct idmap *map = new_map();
	const char *expected;

	for (uint32_t i = 0; i < 340; i++)
		ck_assert_ptr_eq(add(map, i, 1000 + i, 1), NULL);
	expected = add(map, 340, 1340, 1);
	ck_assert_ptr_ne(expected, NULL);
	ck_assert_str_eq(expected, "no more than 340 ranges");
	ck_assert_uint_eq(map->count, 340);
	ck_assert_uint_eq(strlen("0 1000 1\n") * 10 + strlen("10 1010 1\n") *
	    90 + strlen("100 1100 1\n") * 240, map->length);
}
END_TEST

START_TEST(the_text_is_less_than_a_page)
{
	char *text = unit_room(IDMAP_TEXT_SIZE);
	struct idmap *map = new_map();
	const char *expected;
	uint32_t id = 4000000000;

	/* 24 bytes each: 170 are 4080, and what follows has 15 and 16. */
	for (; id < 4000000170; id++)
		ck_assert_ptr_eq(add(map, id, id, 1), NULL);
	ck_assert_uint_eq(map->length, 4080);
	expected = add(map, 10000000, 20000, 1);
	ck_assert_uint_eq(strlen("10000000 20000 1\n"), 17);
	ck_assert_ptr_ne(expected, NULL);
	ck_assert_str_eq(expected, "ranges whose text is less than 4096 bytes");
	ck_assert_uint_eq(strlen("1000000 20000 1\n"), 16);
	ck_assert_ptr_ne(add(map, 1000000, 20000, 1), NULL);
	ck_assert_uint_eq(strlen("100000 20000 1\n"), 15);
	ck_assert_ptr_eq(add(map, 100000, 20000, 1), NULL);
	ck_assert_uint_eq(idmap_format(map, text), 4095);
	ck_assert_uint_eq(strlen(text), 4095);
	ck_assert_str_eq(text + 4080, "100000 20000 1\n");
}
END_TEST

START_TEST(ids_are_found_from_both_sides)
{
	struct idmap *map = new_map();
	uint32_t outside = 77;

	ck_assert(!idmap_has_inside(map, 0, &outside));
	ck_assert(!idmap_has_outside(map, 0));
	ck_assert_ptr_eq(add(map, 10, 1010, 5), NULL);
	ck_assert_ptr_eq(add(map, 4294967294, 0, 1), NULL);
	ck_assert(!idmap_has_inside(map, 9, &outside));
	ck_assert(!idmap_has_inside(map, 15, &outside));
	ck_assert_uint_eq(outside, 77);
	ck_assert(idmap_has_inside(map, 10, &outside));
	ck_assert_uint_eq(outside, 1010);
	ck_assert(idmap_has_inside(map, 14, &outside));
	ck_assert_uint_eq(outside, 1014);
	ck_assert(idmap_has_inside(map, 4294967294, &outside));
	ck_assert_uint_eq(outside, 0);
	ck_assert(idmap_has_outside(map, 1010));
	ck_assert(idmap_has_outside(map, 1014));
	ck_assert(idmap_has_outside(map, 0));
	ck_assert(!idmap_has_outside(map, 1009));
	ck_assert(!idmap_has_outside(map, 1015));
	ck_assert(!idmap_has_outside(map, 10));
}
END_TEST

START_TEST(the_kernels_own_text_is_read)
{
	struct idmap *map = new_map();

	idmap_read(map, unit_text("         0          0 4294967295\n"));
	ck_assert_uint_eq(map->count, 1);
	ck_assert_uint_eq(map->ranges[0].count, 4294967295);
	idmap_read(map, unit_text("         0       1000          1\n"
	    "         1     100000      65536\n"));
	ck_assert_uint_eq(map->count, 2);
	ck_assert_uint_eq(map->ranges[0].outside, 1000);
	ck_assert_uint_eq(map->ranges[1].inside, 1);
	ck_assert_uint_eq(map->ranges[1].outside, 100000);
	ck_assert_uint_eq(map->ranges[1].count, 65536);
	idmap_read(map, unit_text(""));
	ck_assert_uint_eq(map->count, 0);
	idmap_read(map, unit_text("0 0"));
	ck_assert_uint_eq(map->count, 0);
}
END_TEST

START_TEST(more_lines_than_the_kernel_has_are_not_read)
{
	struct idmap *map = new_map();
	char text[400 * sizeof("0 0 1\n")] = "";

	for (int i = 0; i < 400; i++)
		strcat(text, "0 0 1\n");
	idmap_read(map, text);
	ck_assert_uint_eq(map->count, IDMAP_RANGES_MAX);
}
END_TEST

START_TEST(a_map_is_within_single_ranges_of_its_parents)
{
	struct idmap *map = new_map(), *above = new_map();

	/* Inside above there are 0 to 9, and 10 to 19 by another range. */
	ck_assert_ptr_eq(add(above, 0, 1000, 10), NULL);
	ck_assert_ptr_eq(add(above, 10, 5000, 10), NULL);
	ck_assert(idmap_is_within(map, above));
	ck_assert_ptr_eq(add(map, 0, 0, 10), NULL);
	ck_assert(idmap_is_within(map, above));
	ck_assert_ptr_eq(add(map, 10, 12, 8), NULL);
	ck_assert(idmap_is_within(map, above));
	ck_assert_ptr_eq(add(map, 50, 20, 1), NULL);
	ck_assert(!idmap_is_within(map, above));

	map = new_map();
	ck_assert_ptr_eq(add(map, 0, 9, 2), NULL);
	ck_assert(!idmap_is_within(map, above));
	map = new_map();
	ck_assert_ptr_eq(add(map, 0, 1000, 1), NULL);
	ck_assert(!idmap_is_within(map, above));
}
END_TEST

START_TEST(subordinate_ids_follow_what_is_mapped)
{
	struct idmap_owner owner = { .name = "ann", .id = 1000 };
	struct idmap *map = new_map();

	ck_assert_ptr_eq(add(map, 0, 1000, 1), NULL);
	ck_assert_ptr_eq(add_line(map, &owner, "ann:100000:65536"), NULL);
	ck_assert_ptr_eq(add_line(map, &owner, "ann:300000:10"), NULL);
	is_text(map, "0 1000 1\n1 100000 65536\n65537 300000 10\n");

	map = new_map();
	owner.spelled = 0;
	ck_assert_ptr_eq(add_line(map, &owner, "ann:100000:65536"), NULL);
	is_text(map, "0 100000 65536\n");
}
END_TEST

START_TEST(only_the_owners_lines_count)
{
	static const char *const lines[] = {
		"", "#", ":", "an:1:1", "anne:1:1", "Ann:1:1", " ann:1:1",
		"ann ", "an", "100:1:1", "10000:1:1", "+1000:1:1", "01001:1:1",
		":1:1", "x1000:1:1", "18446744073709552616:1:1",
	};
	struct idmap_owner owner = { .name = "ann", .id = 1000 };
	struct idmap *map = new_map();

	for (size_t i = 0; i < UNIT_COUNT(lines); i++)
		ck_assert_msg(add_line(map, &owner, lines[i]) == NULL, "%s",
		    lines[i]);
	ck_assert_ptr_eq(idmap_add_subordinate(map, &owner,
	    unit_long('a', 100000)), NULL);
	/* No name, not even an empty one, is anybody's. */
	owner.name = NULL;
	ck_assert_ptr_eq(add_line(map, &owner, "ann:1:1"), NULL);
	ck_assert_ptr_eq(add_line(map, &owner, ":1:1"), NULL);
	owner.name = "";
	ck_assert_ptr_eq(add_line(map, &owner, ":1:1"), NULL);
	is_text(map, "");
	ck_assert_int_eq(owner.spelled, 0);
}
END_TEST

START_TEST(the_first_spelling_stands)
{
	struct idmap_owner owner = { .name = "ann", .id = 1000 };
	struct idmap *map = new_map();

	ck_assert_ptr_eq(add_line(map, &owner, "1000:1000:5"), NULL);
	/* The same ids by name would overlap; these lines are passed over. */
	ck_assert_ptr_eq(add_line(map, &owner, "ann:1000:5"), NULL);
	ck_assert_ptr_eq(add_line(map, &owner, "ann:nonsense"), NULL);
	ck_assert_ptr_eq(add_line(map, &owner, "1000:2000:5"), NULL);
	is_text(map, "0 1000 5\n5 2000 5\n");

	map = new_map();
	owner.spelled = 0;
	ck_assert_ptr_eq(add_line(map, &owner, "ann:1000:5"), NULL);
	ck_assert_ptr_eq(add_line(map, &owner, "1000:2000:5"), NULL);
	is_text(map, "0 1000 5\n");

	/* A name of digits is a name. */
	map = new_map();
	owner = (struct idmap_owner){ .name = "77", .id = 1000 };
	ck_assert_ptr_eq(add_line(map, &owner, "77:1000:5"), NULL);
	ck_assert_ptr_eq(add_line(map, &owner, "1000:3000:5"), NULL);
	is_text(map, "0 1000 5\n");
}
END_TEST

START_TEST(the_owners_bad_lines_are_errors)
{
	static const char *const lines[] = {
		"ann", "ann:", "ann:1", "ann:1:", "ann::1", "ann:1:1:",
		"ann:1:1:1", "ann:-1:1", "ann:1:x", "ann: 1:1", "ann:1:1 ",
		"ann:1:0", "ann:4294967295:1", "ann:4294967294:2",
		"ann:1:4294967295", "ann:4294967296:1", "ann:1:4294967297",
		"ann:99999999999999999999:1",
	};
	struct idmap *map = new_map();

	for (size_t i = 0; i < UNIT_COUNT(lines); i++) {
		struct idmap_owner owner = { .name = "ann", .id = 1000 };

		ck_assert_msg(add_line(map, &owner, lines[i]) != NULL, "%s",
		    lines[i]);
	}
	is_text(map, "");
}
END_TEST

START_TEST(subordinate_ids_do_not_pass_the_last_id)
{
	struct idmap_owner owner = { .name = "ann", .id = 1000 };
	struct idmap *map = new_map();

	ck_assert_ptr_eq(add_line(map, &owner, "ann:0:4294967294"), NULL);
	ck_assert_ptr_eq(add_line(map, &owner, "ann:4294967294:1"), NULL);
	is_text(map, "0 0 4294967294\n4294967294 4294967294 1\n");
	ck_assert_ptr_ne(add_line(map, &owner, "ann:5:1"), NULL);

	map = new_map();
	owner.spelled = 0;
	ck_assert_ptr_eq(add(map, 4294967290, 7, 1), NULL);
	/* 4294967291 to 4294967294 are left inside: four, not five. */
	ck_assert_ptr_ne(add_line(map, &owner, "ann:100:5"), NULL);
	ck_assert_ptr_eq(add_line(map, &owner, "ann:100:4"), NULL);
}
END_TEST

START_TEST(the_owners_own_id_is_not_mapped_twice)
{
	struct idmap_owner owner = { .name = "ann", .id = 1000 };
	struct idmap *map = new_map();
	const char *expected;

	ck_assert_ptr_eq(add(map, 0, 1000, 1), NULL);
	expected = add_line(map, &owner, "ann:500:1000");
	ck_assert_ptr_ne(expected, NULL);
	ck_assert_str_eq(expected, "ids outside that are not mapped already");
	is_text(map, "0 1000 1\n");
}
END_TEST

UNIT_MAIN("idmap", rows_are_read, all_else_is_no_row,
    ids_that_are_none_are_refused, ranges_may_touch_and_not_overlap,
    the_text_is_as_the_kernel_reads_it, no_more_than_340_ranges,
    the_text_is_less_than_a_page, ids_are_found_from_both_sides,
    the_kernels_own_text_is_read, more_lines_than_the_kernel_has_are_not_read,
    a_map_is_within_single_ranges_of_its_parents,
    subordinate_ids_follow_what_is_mapped, only_the_owners_lines_count,
    the_first_spelling_stands, the_owners_bad_lines_are_errors,
    subordinate_ids_do_not_pass_the_last_id,
    the_owners_own_id_is_not_mapped_twice)
