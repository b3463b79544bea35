#include "config.h"

#include "passwd.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "lines.h"
#include "unit.h"

/* A file in a folder of its own, which goes with the test's process. */
static char folder[64], file[96];

static void
in_folder(void)
{
	snprintf(folder, sizeof(folder), "/tmp/check_passwd.%d",
	    (int)getpid());
	ck_assert_int_eq(mkdir(folder, 0700), 0);
	snprintf(file, sizeof(file), "%s/passwd", folder);
}

static void
clean(void)
{
	unlink(file);
	rmdir(folder);
}

/* Makes the file hold just these bytes. */
static void
hold(const char *bytes, size_t size)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	ck_assert_int_ne(fd, -1);
	ck_assert_int_eq(write(fd, bytes, size), (ssize_t)size);
	close(fd);
}

static void
hold_text(const char *text)
{
	hold(text, strlen(text));
}

static const char usual[] =
    "root:x:0:0:root:/root:/bin/bash\n"
    "daemon:x:1:2:daemon:/usr/sbin:/usr/sbin/nologin\n"
    "ann:x:1000:1001:Ann,,,:/home/ann:/bin/sh\n"
    "ann2:x:1002:1002::/:\n"
    "also:x:1000:7::/:\n"
    "1002:x:5000:5000::/:\n"
    "last:x:4294967294:4294967294::/:";

static struct passwd_user user;
static struct lines_reason why;

static enum passwd_answer
find(const char *name)
{
	memset(&user, 0xff, sizeof(user));
	why.text[0] = '\0';
	return passwd_find(file, unit_text(name), &user, &why);
}

static enum passwd_answer
find_id(uint32_t uid)
{
	memset(&user, 0xff, sizeof(user));
	why.text[0] = '\0';
	return passwd_find_id(file, uid, &user, &why);
}

static void
is_user(enum passwd_answer answer, const char *name, uint32_t uid,
    uint32_t gid)
{
	ck_assert_msg(answer == PASSWD_FOUND, "%s: %d %s", name, (int)answer,
	    why.text);
	ck_assert_str_eq(user.name, name);
	ck_assert_uint_eq(user.uid, uid);
	ck_assert_uint_eq(user.gid, gid);
}

static void
is_broken(enum passwd_answer answer, const char *reason)
{
	ck_assert_int_eq(answer, PASSWD_BROKEN);
	ck_assert_str_eq(why.text, reason);
}

START_TEST(users_are_found_by_name)
{
	in_folder();
	hold_text(usual);
	is_user(find("root"), "root", 0, 0);
	is_user(find("daemon"), "daemon", 1, 2);
	is_user(find("ann"), "ann", 1000, 1001);
	is_user(find("ann2"), "ann2", 1002, 1002);
	/* The last line has no newline. */
	is_user(find("last"), "last", 4294967294, 4294967294);
	clean();
}
END_TEST

START_TEST(users_are_found_by_id)
{
	in_folder();
	hold_text(usual);
	is_user(find_id(0), "root", 0, 0);
	is_user(find_id(1000), "ann", 1000, 1001);
	is_user(find_id(4294967294), "last", 4294967294, 4294967294);
	ck_assert_int_eq(find_id(1001), PASSWD_ABSENT);
	ck_assert_int_eq(find_id(4294967295), PASSWD_ABSENT);
	clean();
}
END_TEST

START_TEST(a_number_is_an_id_where_it_is_no_name)
{
	in_folder();
	hold_text(usual);
	is_user(find("1000"), "ann", 1000, 1001);
	is_user(find("0"), "root", 0, 0);
	/* ann2 has this id, and comes first; but it is somebody's name. */
	is_user(find("1002"), "1002", 5000, 5000);
	ck_assert_int_eq(find("+0"), PASSWD_ABSENT);
	ck_assert_int_eq(find("-1"), PASSWD_ABSENT);
	ck_assert_int_eq(find("4294967295"), PASSWD_ABSENT);
	ck_assert_int_eq(find("4294967296"), PASSWD_ABSENT);
	ck_assert_int_eq(find("18446744073709551616"), PASSWD_ABSENT);
	clean();
}
END_TEST

START_TEST(nobody_else_is_found)
{
	static const char *const names[] = {
		"", "ro", "roo", "roott", "Root", " root", "root ", "root:",
		"root:x", ":", "an", "x", "1001", "\n", "daemo",
	};

	in_folder();
	hold_text(usual);
	for (size_t i = 0; i < UNIT_COUNT(names); i++)
		ck_assert_msg(find(names[i]) == PASSWD_ABSENT, "\"%s\"",
		    names[i]);
	hold_text("");
	ck_assert_int_eq(find("root"), PASSWD_ABSENT);
	ck_assert_int_eq(find_id(0), PASSWD_ABSENT);
	hold_text("\n\n\n");
	ck_assert_int_eq(find(""), PASSWD_ABSENT);
	ck_assert_int_eq(find_id(0), PASSWD_ABSENT);
	clean();
}
END_TEST

/* Where the caller says which of the two is meant. */
START_TEST(a_search_is_for_a_name_or_for_an_id)
{
	static const struct {
		const char *name;
		int64_t id;
		enum passwd_answer answer;
		uint32_t gid;
		const char *home;
	} rows[] = {
		{ "ann", -1, PASSWD_FOUND, 1001, "/home/ann" },
		{ "1002", -1, PASSWD_FOUND, 5000, "/" },
		{ "1000", -1, PASSWD_ABSENT, 0, NULL },
		{ NULL, 1000, PASSWD_FOUND, 1001, "/home/ann" },
		{ NULL, 1002, PASSWD_FOUND, 1002, "/" },
		{ NULL, 5, PASSWD_FOUND, 5, "" },
		{ NULL, 6, PASSWD_FOUND, 6, "" },
		{ NULL, 7, PASSWD_ABSENT, 0, NULL },
	};
	struct lines lines;

	in_folder();
	for (size_t i = 0; i < UNIT_COUNT(rows); i++) {
		hold_text(usual);
		if (rows[i].id == 5 || rows[i].id == 6)
			hold_text("short:x:5:5\nshorter:x:6:6:comment\n");
		lines_open(&lines, file);
		memset(&user, 0xff, sizeof(user));
		ck_assert_int_eq(passwd_search(&lines, rows[i].name,
		    rows[i].id, &user, &why), rows[i].answer);
		lines_close(&lines);
		if (rows[i].answer != PASSWD_FOUND)
			continue;
		ck_assert_uint_eq(user.gid, rows[i].gid);
		ck_assert_str_eq(user.home, rows[i].home);
	}
	clean();
}
END_TEST

START_TEST(other_peoples_bad_lines_do_not_matter)
{
	in_folder();
	hold_text("# a comment\n\n:\n:::\n+::::::\n:x:1000:1000::/:\n"
	    "bob\nbob2:x\nbad:x:1000\nworse:x:99999999999:1000::/:\n"
	    "minus:x:-1:1000::/:\nplus:x:+1000:1000::/:\n"
	    "blank:x: 1000:1000::/:\nhex:x:0x3e8:1000::/:\n"
	    "ann:x:1000:1001::/:\n");
	is_user(find("ann"), "ann", 1000, 1001);
	is_user(find_id(1000), "ann", 1000, 1001);
	is_user(find("1000"), "ann", 1000, 1001);
	clean();
}
END_TEST

START_TEST(a_bad_entry_of_the_user_is_an_error)
{
	static const char *const entries[] = {
		"ann", "ann:", "ann:x", "ann:x:", "ann:x:1000", "ann:x:1000:",
		"ann:x::1000::/:", "ann:x:a:1::/:", "ann:x:1:a::/:",
		"ann:x:-1:1::/:", "ann:x:1:-1::/:", "ann:x:+1:1::/:",
		"ann:x: 1:1::/:", "ann:x:0x1:1::/:", "ann:x:1 :1::/:",
		"ann:x:4294967295:1::/:", "ann:x:1:4294967295::/:",
		"ann:x:4294967296:1::/:", "ann:x:1:4294967296::/:",
		"ann:x:18446744073709551616:0::/:",
		"ann:x:00000000000000000000000000000:0::/:",
	};
	char text[256];

	in_folder();
	for (size_t i = 0; i < UNIT_COUNT(entries); i++) {
		/* A later entry of the same name is not taken instead. */
		snprintf(text, sizeof(text), "root:x:0:0::/:\n%s\n"
		    "ann:x:1000:1000::/:\n", entries[i]);
		hold_text(text);
		is_broken(find("ann"),
		    "line 2: expected NAME:PASSWORD:UID:GID:...");
		is_user(find("root"), "root", 0, 0);
	}
	clean();
}
END_TEST

START_TEST(a_nul_byte_is_an_error)
{
	static const char before[] = "root:x:0:0::/:\nann\0:x:1:1::/:\n";
	static const char within[] = "root:x:0:0::/:\nx:x:1:1::/\0:\nann:x:1:"
	    "1::/:\n";

	in_folder();
	hold(before, sizeof(before) - 1);
	is_user(find("root"), "root", 0, 0);
	is_broken(find("ann"), "line 2: a NUL byte");
	is_broken(find_id(1), "line 2: a NUL byte");
	hold(within, sizeof(within) - 1);
	is_broken(find("ann"), "line 2: a NUL byte");
	/* An id that was found may be somebody's name further down. */
	is_broken(find("0"), "line 2: a NUL byte");
	is_user(find_id(0), "root", 0, 0);
	clean();
}
END_TEST

/* Its rest must not be taken for a line of its own. */
START_TEST(a_line_that_is_too_long_is_an_error)
{
	char text[3 * PASSWD_LINE_SIZE], reason[64];
	size_t room = PASSWD_LINE_SIZE - 1;

	in_folder();
	snprintf(reason, sizeof(reason), "line 2: more than %zu bytes", room);
	for (size_t length = room - 1; length <= room + 2; length++) {
		strcpy(text, "root:x:0:0::/:\n");
		memset(text + strlen(text), 'x', length + 1);
		text[strlen("root:x:0:0::/:\n") + length] = '\0';
		strcat(text, "\nann:x:0:0::/:\n");
		hold_text(text);
		if (length <= room)
			is_user(find("ann"), "ann", 0, 0);
		else
			is_broken(find("ann"), reason);
	}
	memset(text, 'x', room);
	strcpy(text + room, "ann:x:0:0::/:\n");
	hold_text(text);
	ck_assert_int_eq(find("ann"), PASSWD_BROKEN);
	ck_assert_int_eq(find_id(0), PASSWD_BROKEN);
	clean();
}
END_TEST

START_TEST(a_name_that_is_too_long_is_nobodys)
{
	char text[1024], name[PASSWD_NAME_SIZE + 1];

	in_folder();
	memset(name, 'n', sizeof(name));
	name[PASSWD_NAME_SIZE] = '\0';
	snprintf(text, sizeof(text), "%s:x:5:5::/:\nann:x:5:6::/:\n", name);
	hold_text(text);
	is_user(find_id(5), "ann", 5, 6);
	ck_assert_int_eq(find(name), PASSWD_BROKEN);
	name[PASSWD_NAME_SIZE - 1] = '\0';
	snprintf(text, sizeof(text), "%s:x:5:5::/:\nann:x:5:6::/:\n", name);
	hold_text(text);
	is_user(find_id(5), name, 5, 5);
	clean();
}
END_TEST

START_TEST(what_is_no_regular_file_is_an_error_at_once)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd;

	in_folder();
	is_broken(find("ann"), "No such file or directory");
	is_broken(passwd_find("/dev/zero", "ann", &user, &why),
	    "not a regular file");
	is_broken(passwd_find("/dev/full", "ann", &user, &why),
	    "not a regular file");
	is_broken(passwd_find("/tmp", "ann", &user, &why),
	    "not a regular file");
	is_broken(passwd_find("/proc/self/mem/x", "ann", &user, &why),
	    "Not a directory");
	/* Nobody writes to it: a plain open(2) would wait for ever. */
	ck_assert_int_eq(mkfifo(file, 0600), 0);
	is_broken(find("ann"), "not a regular file");
	/* Nor is a writer that says nothing waited for. */
	fd = open(file, O_RDWR | O_CLOEXEC);
	ck_assert_int_ne(fd, -1);
	is_broken(find("ann"), "not a regular file");
	close(fd);
	unlink(file);

	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	strcpy(address.sun_path, file);
	ck_assert_int_eq(bind(fd, (void *)&address, sizeof(address)), 0);
	is_broken(find("ann"), "No such device or address");
	close(fd);
	unlink(file);

	ck_assert_int_eq(symlink(file, file), 0);
	is_broken(find("ann"), "Too many levels of symbolic links");
	clean();
}
END_TEST

/* What was read of a line before reading failed is no line: 5 is not 55. */
START_TEST(half_a_line_is_none)
{
	struct lines lines;
	char text[2048], line[64];
	size_t kept = sizeof(lines.bytes);

	in_folder();
	memset(text, '\n', kept);
	strcpy(text + kept - strlen("bob:x:1:5"), "bob:x:1:55::/:\n");
	hold_text(text);
	lines_open(&lines, file);
	/* As at the end of the largest file that is read. */
	lines.left = kept;
	while (lines_next(&lines, line, sizeof(line)))
		ck_assert_str_eq(line, "");
	ck_assert_uint_eq(lines.number, kept - strlen("bob:x:1:5") + 1);
	ck_assert_ptr_ne(strstr(lines.wrong.text, "larger than"), NULL);
	ck_assert(!lines_next(&lines, line, sizeof(line)));
	lines_close(&lines);
	clean();
}
END_TEST

/* Short lines without end, as a sparse file or one that grows has them. */
START_TEST(a_file_that_is_too_large_is_an_error)
{
	static char newlines[1 << 16];
	char reason[64];
	size_t held;
	int fd;

	in_folder();
	memset(newlines, '\n', sizeof(newlines));
	fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	for (held = 0; held < LINES_FILE_MAX; held += sizeof(newlines))
		ck_assert_int_eq(write(fd, newlines, sizeof(newlines)),
		    sizeof(newlines));
	ck_assert_int_eq(find("ann"), PASSWD_ABSENT);
	ck_assert_int_eq(pwrite(fd, "\nann:x:1:1::/:\n", 15, LINES_FILE_MAX -
	    15), 15);
	is_user(find("ann"), "ann", 1, 1);
	ck_assert_int_eq(find("bob"), PASSWD_ABSENT);
	ck_assert_int_eq(pwrite(fd, "\n", 1, LINES_FILE_MAX), 1);
	is_user(find("ann"), "ann", 1, 1);
	snprintf(reason, sizeof(reason), "larger than %d bytes",
	    LINES_FILE_MAX);
	is_broken(find("bob"), reason);
	close(fd);
	clean();
}
END_TEST

/* Every length puts the file's lines elsewhere in the reader's buffer. */
START_TEST(lines_are_whole_wherever_they_begin)
{
	char text[4096];

	in_folder();
	for (size_t length = 980; length < 1060; length++) {
		memset(text, '#', length);
		snprintf(text + length, sizeof(text) - length,
		    "\nann:x:1000:1001:Ann:/home/ann:/bin/sh\nend:x:2:3::/:");
		hold_text(text);
		is_user(find("ann"), "ann", 1000, 1001);
		is_user(find("end"), "end", 2, 3);
		ck_assert_int_eq(find("bob"), PASSWD_ABSENT);
	}
	clean();
}
END_TEST

START_TEST(descriptors_are_given_back)
{
	int before, after;

	in_folder();
	hold_text(usual);
	before = dup(0);
	close(before);
	find("ann");
	find("bob");
	find_id(1000);
	unlink(file);
	find("ann");
	ck_assert_int_eq(mkfifo(file, 0600), 0);
	find("ann");
	after = dup(0);
	close(after);
	ck_assert_int_eq(before, after);
	clean();
}
END_TEST

UNIT_MAIN("passwd", users_are_found_by_name, users_are_found_by_id,
    a_number_is_an_id_where_it_is_no_name, nobody_else_is_found,
    a_search_is_for_a_name_or_for_an_id,
    other_peoples_bad_lines_do_not_matter, a_bad_entry_of_the_user_is_an_error,
    a_nul_byte_is_an_error, a_line_that_is_too_long_is_an_error,
    a_name_that_is_too_long_is_nobodys,
    what_is_no_regular_file_is_an_error_at_once, half_a_line_is_none,
    a_file_that_is_too_large_is_an_error, lines_are_whole_wherever_they_begin,
    descriptors_are_given_back)
