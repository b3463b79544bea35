/*
 * The readers of /etc/passwd and /etc/group.  The first line of the input is a
 * name, all that follows is the file; what is found is compared with what
 * another, simple reader finds.
 */
#include "config.h"

#include <sys/mman.h>

#include <ctype.h>
#include <stdbool.h>
#include <unistd.h>

#include "fuzz.h"
#include "group.h"
#include "lines.h"
#include "passwd.h"

enum { FIELDS = 7 };

/* A line as it is in the input. */
struct text {
	const char *at;
	size_t length;
};

/* The fields of a line; those that it has not got are empty. */
static void
split(struct text line, struct text fields[FIELDS])
{
	for (int i = 0; i < FIELDS; i++) {
		const char *colon = line.length == 0 ? NULL :
		    memchr(line.at, ':', line.length);

		fields[i] = line;
		if (colon != NULL)
			fields[i].length = (size_t)(colon - line.at);
		line.at += fields[i].length + (colon != NULL);
		line.length -= fields[i].length + (colon != NULL);
	}
}

static bool
is(struct text text, const char *word)
{
	return text.length == strlen(word) &&
	    memcmp(text.at, word, text.length) == 0;
}

/* An id, or -1. */
static int64_t
id_of(struct text field)
{
	int64_t id = 0;

	/* So many digits are refused, even where they are zeros. */
	if (field.length == 0 || field.length >= 24)
		return -1;
	for (size_t i = 0; i < field.length; i++) {
		if (!isdigit((unsigned char)field.at[i]))
			return -1;
		id = id * 10 + field.at[i] - '0';
		if (id >= UINT32_MAX)
			return -1;
	}
	return id;
}

/* Takes the next line off a file; false at its end. */
static bool
take_line(struct text *file, struct text *line)
{
	const char *newline;

	if (file->length == 0)
		return false;
	newline = memchr(file->at, '\n', file->length);
	*line = *file;
	if (newline != NULL)
		line->length = (size_t)(newline - file->at);
	file->at += line->length + (newline != NULL);
	file->length -= line->length + (newline != NULL);
	return true;
}

/* What is to be found; user has the ids then. */
static enum passwd_answer
find(struct text file, const char *name, int64_t id, struct passwd_user *user)
{
	struct text line, fields[FIELDS];

	while (take_line(&file, &line)) {
		int64_t uid, gid;
		bool valid;

		if (memchr(line.at, '\0', line.length) != NULL ||
		    line.length >= PASSWD_LINE_SIZE)
			return PASSWD_BROKEN;
		split(line, fields);
		uid = id_of(fields[2]);
		gid = id_of(fields[3]);
		valid = uid != -1 && gid != -1 && fields[0].length > 0 &&
		    fields[0].length < PASSWD_NAME_SIZE;
		user->uid = (uint32_t)uid;
		user->gid = (uint32_t)gid;
		if (name != NULL && name[0] != '\0' && is(fields[0], name))
			return valid ? PASSWD_FOUND : PASSWD_BROKEN;
		if (name == NULL && valid && uid == id)
			return PASSWD_FOUND;
	}
	return PASSWD_ABSENT;
}

static void
check_passwd(struct text file, const char *name, int64_t id)
{
	struct passwd_user user, wanted;
	enum passwd_answer answer;
	struct lines_reason why;
	struct lines lines;
	int fd = memfd_create("passwd", MFD_CLOEXEC);

	HOLDS(fd != -1);
	HOLDS(write(fd, file.at, file.length) == (ssize_t)file.length);
	HOLDS(lseek(fd, 0, SEEK_SET) == 0);
	lines_take(&lines, fd);
	answer = passwd_search(&lines, name, id, &user, &why);
	lines_close(&lines);
	HOLDS(answer == find(file, name, id, &wanted));
	HOLDS(answer != PASSWD_BROKEN || fuzz_is_line(why.text));
	if (answer != PASSWD_FOUND)
		return;
	HOLDS(user.uid == wanted.uid && user.gid == wanted.gid);
	HOLDS(name == NULL || strcmp(user.name, name) == 0);
	HOLDS(strchr(user.home, ':') == NULL);
}

/* Whether name is one of those between commas. */
static bool
is_member(struct text members, const char *name)
{
	while (members.length > 0) {
		const char *comma = memchr(members.at, ',', members.length);
		struct text member = members;

		if (comma != NULL)
			member.length = (size_t)(comma - members.at);
		if (member.length > 0 && is(member, name))
			return true;
		members.at += member.length + (comma != NULL);
		members.length -= member.length + (comma != NULL);
	}
	return false;
}

static void
check_group(struct text line, const char *name)
{
	char *text = fuzz_string((const uint8_t *)line.at, line.length);
	struct text fields[FIELDS];
	struct group group;
	int64_t gid;

	line.at = text;
	line.length = strlen(text);
	split(line, fields);
	gid = id_of(fields[2]);
	group = group_of(text);
	HOLDS(group.valid == (gid != -1 && fields[0].length > 0));
	HOLDS(!group.valid || group.gid == gid);
	HOLDS(group_is_called(text, name) ==
	    (name[0] != '\0' && is(fields[0], name)));
	if (strpbrk(name, ",:") == NULL)
		HOLDS(group_has(&group, name) == is_member(fields[3], name));
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text file = { (const char *)data, size }, line;
	char *name;

	if (!take_line(&file, &line))
		return 0;
	name = fuzz_string((const uint8_t *)line.at, line.length);
	/* A colon would stand for the end of a name in a file. */
	name[strcspn(name, ":")] = '\0';
	check_passwd(file, name, -1);
	check_passwd(file, NULL, 1000);
	while (take_line(&file, &line))
		check_group(line, name);
	free(name);
	return 0;
}
