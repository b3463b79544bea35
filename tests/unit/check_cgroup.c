#include "config.h"

#include "cgroup.h"

#include <sys/mman.h>

#include <string.h>
#include <unistd.h>

#include "unit.h"

/* A file that holds text, as the kernel would give it. */
static int
file_of(const char *text)
{
	int fd = memfd_create("counter", 0);

	ck_assert_int_ne(fd, -1);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	return fd;
}

static void
reads(enum cgroup_counter counter, const char *text, uint64_t expected)
{
	uint64_t value = 77;
	int fd = file_of(text);

	/* Twice: it is read anew. */
	for (int i = 0; i < 2; i++) {
		ck_assert_msg(cgroup_read(fd, counter, &value), "%s", text);
		ck_assert_uint_eq(value, expected);
	}
	close(fd);
}

static void
refuses(enum cgroup_counter counter, const char *text)
{
	uint64_t value = 77;
	int fd = file_of(text);

	ck_assert_msg(!cgroup_read(fd, counter, &value), "%s", text);
	close(fd);
}

START_TEST(kills_are_a_line_among_others)
{
	reads(CGROUP_OOM_KILLS, "low 1\nhigh 2\nmax 3\noom 4\noom_kill 5\n"
	    "oom_group_kill 6\n", 5);
	reads(CGROUP_OOM_KILLS, "oom_kill_disable 0\nunder_oom 1\n"
	    "oom_kill 18446744073709551615\n", UINT64_MAX);
	reads(CGROUP_OOM_KILLS, "oom_kill 0\n", 0);
}
END_TEST

START_TEST(a_number_stands_alone)
{
	reads(CGROUP_PIDS, "17\n", 17);
	reads(CGROUP_MEMORY, "0\n", 0);
	reads(CGROUP_PIDS_MAX, "4194304\n", 4194304);
}
END_TEST

START_TEST(no_limit_is_told_in_two_ways)
{
	reads(CGROUP_PIDS_MAX, "max\n", CGROUP_UNLIMITED);
	reads(CGROUP_MEMORY_MAX, "max\n", CGROUP_UNLIMITED);
	/* Pages of 4 and of 64 KiB. */
	reads(CGROUP_MEMORY_MAX, "9223372036854771712\n", CGROUP_UNLIMITED);
	reads(CGROUP_MEMORY_MAX, "9223372036854710272\n", CGROUP_UNLIMITED);
	reads(CGROUP_MEMORY_MAX, "4611686018427387904\n",
	    UINT64_C(4611686018427387904));
}
END_TEST

START_TEST(what_is_no_number_is_not_told)
{
	static const char *const texts[] = { "", "\n", "x\n", "-1\n", "+1\n",
		" 1\n", "1", "1x\n", "18446744073709551616\n", "maximum\n" };
	char line[64];

	for (size_t i = 0; i < UNIT_COUNT(texts); i++) {
		refuses(CGROUP_PIDS, texts[i]);
		strcpy(line, "oom 1\noom_kill ");
		strcat(line, texts[i]);
		refuses(CGROUP_OOM_KILLS, line);
	}
	refuses(CGROUP_OOM_KILLS, "oom_group_kill 1\noom 1\n");
	refuses(CGROUP_OOM_KILLS, "oom_kill");
	refuses(CGROUP_OOM_KILLS, "oom 1");
	ck_assert(!cgroup_read(-1, CGROUP_PIDS, &(uint64_t){ 0 }));
}
END_TEST

UNIT_MAIN("cgroup", kills_are_a_line_among_others, a_number_stands_alone,
    no_limit_is_told_in_two_ways, what_is_no_number_is_not_told)
