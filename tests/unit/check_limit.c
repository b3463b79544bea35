#include "config.h"

#include "limit.h"

#include <sys/resource.h>

#include "unit.h"

/* Reads text into limits of which none is set. */
static const char *
read_limit(const char *text, struct limit limits[LIMIT_COUNT])
{
	memset(limits, 0, LIMIT_COUNT * sizeof(limits[0]));
	return limit_parse(unit_text(text), limits);
}

START_TEST(every_resource_has_its_number)
{
	static const struct {
		const char *name;
		int number;
	} rows[] = {
		{ "as", RLIMIT_AS }, { "core", RLIMIT_CORE },
		{ "cpu", RLIMIT_CPU }, { "data", RLIMIT_DATA },
		{ "fsize", RLIMIT_FSIZE }, { "locks", RLIMIT_LOCKS },
		{ "memlock", RLIMIT_MEMLOCK },
		{ "msgqueue", RLIMIT_MSGQUEUE }, { "nice", RLIMIT_NICE },
		{ "nofile", RLIMIT_NOFILE }, { "nproc", RLIMIT_NPROC },
		{ "rss", RLIMIT_RSS }, { "rtprio", RLIMIT_RTPRIO },
		{ "rttime", RLIMIT_RTTIME },
		{ "sigpending", RLIMIT_SIGPENDING }, { "stack", RLIMIT_STACK },
	};

	/* The kernel has no other. */
	ck_assert_uint_eq(UNIT_COUNT(rows), RLIM_NLIMITS);
	ck_assert_uint_eq(UNIT_COUNT(rows), LIMIT_COUNT);
	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		ck_assert_str_eq(limit_name((enum limit_resource)i).text,
		    rows[i].name);
		ck_assert_int_eq(limit_number((enum limit_resource)i),
		    rows[i].number);
	}
}
END_TEST

START_TEST(a_limit_is_soft_and_hard)
{
	static const struct {
		const char *text;
		int resource;
		uint64_t soft, hard;
	} rows[] = {
		{ "nofile=1024", LIMIT_NOFILE, 1024, 1024 },
		{ "nofile=1024:4096", LIMIT_NOFILE, 1024, 4096 },
		{ "NoFile=1:1", LIMIT_NOFILE, 1, 1 },
		{ "as=0", LIMIT_AS, 0, 0 },
		{ "stack=8388608:unlimited", LIMIT_STACK, 8388608,
		    LIMIT_NONE },
		{ "core=-1", LIMIT_CORE, LIMIT_NONE, LIMIT_NONE },
		{ "core=unlimited:-1", LIMIT_CORE, LIMIT_NONE, LIMIT_NONE },
		{ "data=9223372036854775807", LIMIT_DATA, INT64_MAX,
		    INT64_MAX },
	};
	struct limit limits[LIMIT_COUNT];

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		const char *expected = read_limit(rows[i].text, limits);

		ck_assert_msg(expected == NULL, "%s: %s", rows[i].text,
		    expected);
		for (int other = 0; other < LIMIT_COUNT; other++)
			ck_assert_int_eq(limits[other].set,
			    other == rows[i].resource);
		ck_assert_uint_eq(limits[rows[i].resource].soft, rows[i].soft);
		ck_assert_uint_eq(limits[rows[i].resource].hard, rows[i].hard);
	}
}
END_TEST

START_TEST(all_else_is_none)
{
	static const char *const texts[] = {
		"", "=", "nofile", "nofile=", "nofile=:", "nofile=1:",
		"nofile=:1", "nofile=1:2:3", "nofile=2:1", "nofile=-2",
		"nofile=+1", "nofile= 1", "nofile=1k", "nofile=0x10",
		"nofile=9223372036854775808", "nofile=unlimited:5",
		"nofile=-1:5", "=5", "nofiles=5", "nofil=5", "RLIMIT_CORE=0",
		"a-name-that-is-longer-than-any=1",
		"nofile=000000000000000000000000000001",
	};
	struct limit limits[LIMIT_COUNT];

	for (size_t i = 0; i < UNIT_COUNT(texts); i++) {
		const char *expected = read_limit(texts[i], limits);

		ck_assert_msg(expected != NULL && expected[0] != '\0', "%s",
		    texts[i]);
		ck_assert_ptr_null(strchr(expected, '\n'));
		for (int other = 0; other < LIMIT_COUNT; other++)
			ck_assert(!limits[other].set);
	}
}
END_TEST

UNIT_MAIN("limit", every_resource_has_its_number, a_limit_is_soft_and_hard,
    all_else_is_none)
