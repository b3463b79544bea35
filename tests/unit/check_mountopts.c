#include "config.h"

#include "mountopts.h"

#include <sys/mount.h>

#include "unit.h"

/* What the stack holds is of no help to who forgets to initialise. */
static struct mountopts
garbage(void)
{
	struct mountopts options;

	memset(&options, 0xa5, sizeof(options));
	return options;
}

START_TEST(a_bind_is_a_source_a_target_and_how)
{
	static const struct {
		const char *text, *source, *target;
		unsigned long flags, propagation;
		bool recursive;
	} rows[] = {
		{ "/a:/b", "/a", "/b", 0, 0, true },
		{ "a/b:/b/c/", "a/b", "/b/c/", 0, 0, true },
		{ ".:/b", ".", "/b", 0, 0, true },
		{ "/:/b", "/", "/b", 0, 0, true },
		{ "/a:/.b", "/a", "/.b", 0, 0, true },
		{ "/a:/b:ro", "/a", "/b", MS_RDONLY, 0, true },
		{ "/a:/b:ro,rw", "/a", "/b", 0, 0, true },
		{ "/a:/b:nosuid,nodev,noexec", "/a", "/b",
		    MS_NOSUID | MS_NODEV | MS_NOEXEC, 0, true },
		{ "/a:/b:nosuid,nodev,noexec,suid,dev,exec", "/a", "/b", 0, 0,
		    true },
		{ "/a:/b:bind", "/a", "/b", 0, 0, false },
		{ "/a:/b:bind,rbind", "/a", "/b", 0, 0, true },
		{ "/a:/b:private", "/a", "/b", 0, MS_PRIVATE, true },
		{ "/a:/b:rprivate", "/a", "/b", 0, MS_PRIVATE | MS_REC, true },
		{ "/a:/b:slave", "/a", "/b", 0, MS_SLAVE, true },
		{ "/a:/b:rslave", "/a", "/b", 0, MS_SLAVE | MS_REC, true },
		{ "/a:/b:shared", "/a", "/b", 0, MS_SHARED, true },
		{ "/a:/b:rshared", "/a", "/b", 0, MS_SHARED | MS_REC, true },
		{ "/a:/b:unbindable", "/a", "/b", 0, MS_UNBINDABLE, true },
		{ "/a:/b:runbindable,ro", "/a", "/b", MS_RDONLY,
		    MS_UNBINDABLE | MS_REC, true },
		/* Of two that contradict each other the later counts. */
		{ "/a:/b:shared,rslave", "/a", "/b", 0, MS_SLAVE | MS_REC,
		    true },
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		struct mountopts options = garbage();

		ck_assert_msg(mountopts_bind(unit_text(rows[i].text),
		    &options) == NULL, "%s", rows[i].text);
		ck_assert_str_eq(options.source, rows[i].source);
		ck_assert_str_eq(options.target, rows[i].target);
		ck_assert_uint_eq(options.manner.flags, rows[i].flags);
		ck_assert_uint_eq(options.propagation, rows[i].propagation);
		ck_assert(options.recursive == rows[i].recursive);
		ck_assert_str_eq(options.manner.data, "");
		ck_assert(mountopts_follows(&options) ==
		    ((rows[i].propagation & (MS_SLAVE | MS_SHARED)) != 0));
	}
}
END_TEST

START_TEST(no_other_bind_is_one)
{
	static const char *const texts[] = {
		"", ":", "/a", "/a:", ":/b", "/a:b", "/a:./b", "/a:/", "/a://",
		"/a:/.", "/a:/..", "/a:/../", "/a:/b:", "/a:/b:,", "/a:/b:ro,",
		"/a:/b:,ro", "/a:/b:ro,,rw", "/a:/b:RO", "/a:/b:r", "/a:/b:roo",
		"/a:/b: ro", "/a:/b:size=1", "/a:/b:ro:rw", "/a:/b:rrprivate",
	};

	for (size_t i = 0; i < UNIT_COUNT(texts); i++) {
		struct mountopts options = garbage();
		const char *expected = mountopts_bind(unit_text(texts[i]),
		    &options);

		ck_assert_msg(expected != NULL, "%s was taken", texts[i]);
		ck_assert_int_eq(strncmp(expected, "SRC:DST", 7), 0);
	}
}
END_TEST

START_TEST(a_tmpfs_has_words_of_its_own)
{
	static const struct {
		const char *text, *target, *data;
		unsigned long flags;
	} rows[] = {
		{ "/t", "/t", "", MS_NOSUID | MS_NODEV },
		{ "/t:ro", "/t", "", MS_NOSUID | MS_NODEV | MS_RDONLY },
		{ "/t:suid,dev,noexec", "/t", "", MS_NOEXEC },
		{ "/t:size=64k", "/t", "size=64k", MS_NOSUID | MS_NODEV },
		{ "/t:size=1,ro,mode=0700,nr_inodes=2", "/t",
		    "size=1,mode=0700,nr_inodes=2",
		    MS_NOSUID | MS_NODEV | MS_RDONLY },
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		struct mountopts options = garbage();

		ck_assert_msg(mountopts_tmpfs(unit_text(rows[i].text),
		    &options) == NULL, "%s", rows[i].text);
		ck_assert_str_eq(options.target, rows[i].target);
		ck_assert_str_eq(options.manner.data, rows[i].data);
		ck_assert_uint_eq(options.manner.flags, rows[i].flags);
		ck_assert_uint_eq(options.propagation, 0);
	}
}
END_TEST

START_TEST(no_other_tmpfs_is_one)
{
	static const char *const texts[] = {
		"", "t", ":", ":ro", "/", "/..", "/t:", "/t:,", "/t:ro,",
		"/t:rslave", "/t:size=1,shared",
	};

	for (size_t i = 0; i < UNIT_COUNT(texts); i++) {
		struct mountopts options = garbage();

		ck_assert_msg(mountopts_tmpfs(unit_text(texts[i]),
		    &options) != NULL, "%s was taken", texts[i]);
	}
}
END_TEST

/* Neither cut short nor written past its room. */
START_TEST(what_has_no_room_is_refused)
{
	struct mountopts options;
	char *text;

	text = unit_long('a', PATH_MAX + 10);
	ck_assert_ptr_nonnull(mountopts_bind(text, &options));
	text[0] = '/';
	ck_assert_ptr_nonnull(mountopts_target(text, &options));
	ck_assert_ptr_nonnull(mountopts_tmpfs(text, &options));
	memcpy(text, "/a:/", 4);
	ck_assert_ptr_nonnull(mountopts_bind(text, &options));
	text[PATH_MAX - 1] = ':';
	ck_assert_ptr_nonnull(mountopts_bind(text, &options));
	/* A comma may come before, a NUL comes after. */
	text = unit_long('x', 3 + sizeof(options.manner.data) - 2);
	memcpy(text, "/t:", 3);
	ck_assert_ptr_null(mountopts_tmpfs(text, &options));
	ck_assert_uint_eq(strlen(options.manner.data),
	    sizeof(options.manner.data) - 2);
	text = unit_long('x', 3 + sizeof(options.manner.data) - 1);
	memcpy(text, "/t:", 3);
	ck_assert_ptr_nonnull(mountopts_tmpfs(text, &options));
}
END_TEST

START_TEST(the_words_of_procfs)
{
	static const struct {
		const char *list, *data;
		unsigned long flags;
	} rows[] = {
		{ NULL, "", 0 }, { "ro", "", MS_RDONLY },
		{ "hidepid=2", "hidepid=2", 0 },
		{ "hidepid=invisible,subset=pid", "hidepid=invisible,"
		    "subset=pid", 0 },
		{ "subset=pid,ro,hidepid=0", "subset=pid,hidepid=0",
		    MS_RDONLY },
	};
	static const char *const refused[] = {
		"", ",", "ro,", ",ro", "rw", "hidepid", "hidepid=", "hidepid=3",
		"hidepid=20", "subset=all", "gid=0", "RO", "subset=pid:ro",
	};

	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		struct mountopts options = garbage();

		ck_assert_ptr_null(mountopts_proc(rows[i].list,
		    &options.manner));
		ck_assert_str_eq(options.manner.data, rows[i].data);
		ck_assert_uint_eq(options.manner.flags, rows[i].flags |
		    MS_NOSUID | MS_NODEV | MS_NOEXEC);
	}
	for (size_t i = 0; i < UNIT_COUNT(refused); i++) {
		struct mountopts options = garbage();

		ck_assert_msg(mountopts_proc(unit_text(refused[i]),
		    &options.manner) != NULL, "%s was taken", refused[i]);
	}
}
END_TEST

START_TEST(a_target_is_below_the_root)
{
	static const char *const targets[] = { "/a", "//a", "/a/..", "/...a" };
	static const char *const refused[] = {
		"", "a", "./a", "/", "//", "/.", "/..", "/../..", "/./",
	};
	struct mountopts options;

	for (size_t i = 0; i < UNIT_COUNT(targets); i++) {
		options = garbage();
		ck_assert_ptr_null(mountopts_target(unit_text(targets[i]),
		    &options));
		ck_assert_str_eq(options.target, targets[i]);
	}
	for (size_t i = 0; i < UNIT_COUNT(refused); i++)
		ck_assert_msg(mountopts_target(unit_text(refused[i]),
		    &options) != NULL, "%s was taken", refused[i]);
}
END_TEST

UNIT_MAIN("mountopts", a_bind_is_a_source_a_target_and_how,
    no_other_bind_is_one, a_tmpfs_has_words_of_its_own, no_other_tmpfs_is_one,
    what_has_no_room_is_refused, the_words_of_procfs,
    a_target_is_below_the_root)
