#include "config.h"

#include "variables.h"

#include "unit.h"

enum { ROOM = 4 };

static char *entries[ROOM + 1];
static struct variables variables;

/* Begins with these, which NULL ends. */
static void
begin(const char *const *words)
{
	size_t count = 0;

	for (; words[count] != NULL; count++)
		entries[count] = unit_text(words[count]);
	entries[count] = NULL;
	variables = (struct variables){ entries, count, ROOM };
}

static void
assert_are(const char *const *words)
{
	size_t i;

	for (i = 0; words[i] != NULL; i++) {
		ck_assert_ptr_nonnull(entries[i]);
		ck_assert_str_eq(entries[i], words[i]);
	}
	ck_assert_ptr_null(entries[i]);
	ck_assert_uint_eq(variables.count, i);
}

#define BEGIN(...) begin((const char *const[]){ __VA_ARGS__, NULL })
#define ASSERT_ARE(...) assert_are((const char *const[]){ __VA_ARGS__, NULL })

START_TEST(values_are_those_of_whole_names)
{
	BEGIN("AB=1", "A=", "B=x=y", "C=first");
	ck_assert_str_eq(variables_value(entries, "A"), "");
	ck_assert_str_eq(variables_value(entries, "AB"), "1");
	ck_assert_str_eq(variables_value(entries, "B=other"), "x=y");
	ck_assert_ptr_null(variables_value(entries, "ABC"));
	ck_assert_ptr_null(variables_value(entries, "b"));
	ck_assert_ptr_null(variables_value(entries, "x"));
	/* What has no "=" is nobody's variable; the first of two counts. */
	BEGIN("A", "A=1", "A=2");
	ck_assert_str_eq(variables_value(entries, "A"), "1");
}
END_TEST

START_TEST(one_that_is_set_keeps_its_place)
{
	BEGIN("A=1", "AB=2", "B=3");
	ck_assert(variables_set(&variables, unit_text("AB=new")));
	ASSERT_ARE("A=1", "AB=new", "B=3");
	ck_assert(variables_set(&variables, unit_text("C=")));
	ASSERT_ARE("A=1", "AB=new", "B=3", "C=");
}
END_TEST

START_TEST(of_several_one_is_left)
{
	BEGIN("A=1", "B=2", "A=3", "A=4");
	ck_assert(variables_set(&variables, unit_text("A=5")));
	ASSERT_ARE("A=5", "B=2");
	BEGIN("A=1", "B=2", "A=3");
	variables_remove(&variables, "A");
	ASSERT_ARE("B=2");
	variables_remove(&variables, "B=whatever");
	ck_assert_uint_eq(variables.count, 0);
	ck_assert_ptr_null(entries[0]);
}
END_TEST

START_TEST(there_is_no_more_than_room)
{
	BEGIN("A=1", "B=2", "C=3", "D=4");
	ck_assert(!variables_set(&variables, unit_text("E=5")));
	ASSERT_ARE("A=1", "B=2", "C=3", "D=4");
	ck_assert(variables_set(&variables, unit_text("D=6")));
	ASSERT_ARE("A=1", "B=2", "C=3", "D=6");
}
END_TEST

/* Reads bytes, in memory that tells who goes past the byte after them. */
static struct variables_file
file_of(const char *bytes, size_t size)
{
	char *room = unit_room(size + 1);

	memcpy(room, bytes, size);
	return (struct variables_file){ .at = room, .end = room + size };
}

/* The lines of text are just these entries. */
static void
assert_reads(const char *text, const char *const *words)
{
	struct variables_file file = file_of(text, strlen(text));
	char *entry;

	for (; *words != NULL; words++) {
		ck_assert_ptr_null(variables_next(&file, &entry));
		ck_assert_msg(entry != NULL, "%s: no %s", text, *words);
		ck_assert_str_eq(entry, *words);
	}
	ck_assert_ptr_null(variables_next(&file, &entry));
	ck_assert_ptr_null(entry);
	ck_assert_ptr_null(variables_next(&file, &entry));
	ck_assert_ptr_null(entry);
}

#define ASSERT_READS(text, ...) \
	assert_reads(text, (const char *const[]){ __VA_ARGS__ })

START_TEST(the_form_is_dockers)
{
	ASSERT_READS("", NULL);
	ASSERT_READS("\n\n \t\n", NULL);
	ASSERT_READS("A=1", "A=1", NULL);
	ASSERT_READS("A=1\n", "A=1", NULL);
	ASSERT_READS("A=1\r\nB=2\r\n", "A=1", "B=2", NULL);
	ASSERT_READS("A=1\r", "A=1", NULL);
	ASSERT_READS("A=\rx\n", "A=\rx", NULL);
	ASSERT_READS("# A=1\n  # B=2\nC=#3\n", "C=#3", NULL);
	ASSERT_READS("A=\"x y\" \nB='z'\n", "A=\"x y\" ", "B='z'", NULL);
	ASSERT_READS("A\nB=\n", "A", "B=", NULL);
	ASSERT_READS("A==b=c\n", "A==b=c", NULL);
	ASSERT_READS("A=$B\\n\n", "A=$B\\n", NULL);
	ASSERT_READS("\xef\xbb\xbf" "A=1\n", "A=1", NULL);
	ASSERT_READS("\xef\xbb\xbf", NULL);
	/* Nowhere else, and nothing but the whole of it. */
	ASSERT_READS("A=1\n\xef\xbb\xbf" "B=2\n", "A=1",
	    "\xef\xbb\xbf" "B=2", NULL);
	ASSERT_READS("\xef\xbb" "A=1\n", "\xef\xbb" "A=1", NULL);
}
END_TEST

START_TEST(all_else_is_refused)
{
	static const struct {
		const char *bytes;
		size_t size;
		unsigned int line;
	} rows[] = {
		{ "=1\n", 3, 1 }, { "A=1\n\n =1\n", 9, 3 },
		{ "A B=1\n", 6, 1 }, { "A =1", 4, 1 }, { "A\tB", 3, 1 },
		{ "A\0B=1\n", 6, 1 }, { "A=1\nB=2\0\n", 9, 2 },
		{ "#\0\n", 3, 1 }, { "A=1\n\0", 5, 2 },
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		struct variables_file file = file_of(rows[i].bytes,
		    rows[i].size);
		const char *expected;
		char *entry;

		while ((expected = variables_next(&file, &entry)) == NULL &&
		    entry != NULL)
			continue;
		ck_assert_msg(expected != NULL, "row %zu", i);
		ck_assert_ptr_null(entry);
		ck_assert_ptr_null(strchr(expected, '\n'));
		ck_assert_uint_eq(file.line, rows[i].line);
	}
}
END_TEST

UNIT_MAIN("variables", values_are_those_of_whole_names,
    one_that_is_set_keeps_its_place, of_several_one_is_left,
    there_is_no_more_than_room, the_form_is_dockers, all_else_is_refused)
