#include "config.h"

#include "mountinfo.h"

#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

static struct mountinfo list;
static struct mountinfo_mount mount;

/* Opens a list that holds text. */
static void
open_list(const char *text)
{
	char folder[] = "/tmp/podinit-" "XX" "XX" "XX";
	int dir, fd;

	ck_assert_ptr_ne(mkdtemp(folder), NULL);
	dir = open(folder, O_RDONLY | O_DIRECTORY);
	ck_assert_int_eq(mountinfo_open(&list, dir), -1);
	ck_assert_int_eq(mkdirat(dir, "self", 0700), 0);
	fd = openat(dir, "self/mountinfo", O_WRONLY | O_CREAT, 0600);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	ck_assert_int_eq(mountinfo_open(&list, dir), 0);
	unlinkat(dir, "self/mountinfo", 0);
	unlinkat(dir, "self", AT_REMOVEDIR);
	rmdir(folder);
	close(dir);
}

START_TEST(a_line_is_taken_apart)
{
	open_list("36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:2 - ext3 "
	    "/dev/root rw,errors=continue\n"
	    "32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n");
	ck_assert(mountinfo_next(&list, &mount));
	ck_assert_int_eq(mount.number, 36);
	ck_assert_int_eq(mount.parent, 35);
	ck_assert_str_eq(mount.root, "/mnt1");
	ck_assert_str_eq(mount.point, "/mnt2");
	ck_assert_str_eq(mount.type, "ext3");
	ck_assert_str_eq(mount.options, "rw,errors=continue");
	ck_assert(mountinfo_next(&list, &mount));
	ck_assert_str_eq(mount.type, "cgroup");
	ck_assert_str_eq(mount.options, "rw,cpu");
	ck_assert(!mountinfo_next(&list, &mount));
	mountinfo_close(&list);
}
END_TEST

START_TEST(paths_are_unescaped)
{
	open_list("1 2 0:1 /a\\040b /c\\134\\011\\012d\\04 rw - tmpfs x rw\n");
	ck_assert(mountinfo_next(&list, &mount));
	ck_assert_str_eq(mount.root, "/a b");
	ck_assert_str_eq(mount.point, "/c\\\t\nd\\04");
	ck_assert_str_eq(mount.type, "tmpfs");
	mountinfo_close(&list);
}
END_TEST

/* As an overlay of many layers has them: what follows is read all the same. */
START_TEST(a_long_line_is_cut)
{
	const size_t length = 5 * sizeof(list.text);
	char *text = malloc(length + 256);

	strcpy(text, "1 2 0:1 / /long rw - overlay overlay rw,lowerdir=");
	memset(text + strlen(text), 'x', length);
	strcpy(text + length, "\n3 4 0:2 / /next rw - tmpfs tmpfs rw\n");
	open_list(text);
	free(text);
	ck_assert(mountinfo_next(&list, &mount));
	ck_assert_str_eq(mount.point, "/long");
	ck_assert_str_eq(mount.type, "overlay");
	ck_assert(mountinfo_next(&list, &mount));
	ck_assert_int_eq(mount.number, 3);
	ck_assert_str_eq(mount.point, "/next");
	ck_assert(!mountinfo_next(&list, &mount));
	mountinfo_close(&list);
}
END_TEST

START_TEST(what_is_no_line_is_passed_over)
{
	open_list("\n \nx\n1 2 0:1 /only\n1 2 0:1 / /short\n"
	    "1 2 0:1 / /bare rw -\n5 6 0:1 / /last rw - proc proc rw");
	ck_assert(mountinfo_next(&list, &mount));
	ck_assert_str_eq(mount.point, "/short");
	ck_assert_str_eq(mount.type, "");
	ck_assert(mountinfo_next(&list, &mount));
	ck_assert_str_eq(mount.point, "/bare");
	ck_assert_str_eq(mount.type, "");
	ck_assert_str_eq(mount.options, "");
	ck_assert(mountinfo_next(&list, &mount));
	ck_assert_str_eq(mount.point, "/last");
	ck_assert_str_eq(mount.type, "proc");
	ck_assert(!mountinfo_next(&list, &mount));
	mountinfo_close(&list);
}
END_TEST

UNIT_MAIN("mountinfo", a_line_is_taken_apart, paths_are_unescaped,
    a_long_line_is_cut, what_is_no_line_is_passed_over)
