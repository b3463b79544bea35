/*
 * Finds users in /etc/passwd itself: a static binary has no name service.
 * Who may be a user, and what for, is the caller's affair.
 */
#include "config.h"

#include "passwd.h"

#include <bsd/string.h>
#include <stdio.h>
#include <string.h>

#include "number.h"

const char *
passwd_skip_field(const char *at)
{
	size_t length = strcspn(at, ":");

	return at + length + (at[length] == ':');
}

/* Copies the field at; false where it does not fit. */
static bool
read_field(const char *at, char *field, size_t size)
{
	size_t length = strcspn(at, ":");

	if (length >= size)
		return false;
	strlcpy(field, at, length + 1);
	return true;
}

bool
passwd_read_id(const char *at, uint32_t *id)
{
	char field[24];
	long long number;

	if (!read_field(at, field, sizeof(field)) ||
	    !number_decimal(field, 0, UINT32_MAX - 1, &number))
		return false;
	*id = (uint32_t)number;
	return true;
}

/* Reads NAME:PASSWORD:UID:GID and, where they are there, COMMENT:HOME. */
static bool
parse(const char *line, struct passwd_user *user)
{
	const char *uid = passwd_skip_field(passwd_skip_field(line));
	const char *gid = passwd_skip_field(uid);
	const char *home = passwd_skip_field(passwd_skip_field(gid));

	return read_field(home, user->home, sizeof(user->home)) &&
	    read_field(line, user->name, sizeof(user->name)) &&
	    user->name[0] != '\0' && passwd_read_id(uid, &user->uid) &&
	    passwd_read_id(gid, &user->gid);
}

/* Whether a line is the entry of the user called name. */
static bool
is_called(const char *line, const char *name)
{
	size_t length = strcspn(line, ":");

	return length > 0 && strlen(name) == length &&
	    memcmp(line, name, length) == 0;
}

enum passwd_answer
passwd_search(struct lines *lines, const char *name, int64_t id,
    struct passwd_user *user, struct lines_reason *why)
{
	enum passwd_answer answer = PASSWD_ABSENT;
	struct passwd_user entry;
	char line[PASSWD_LINE_SIZE];

	while (lines_next(lines, line, sizeof(line))) {
		bool valid = parse(line, &entry);

		if (name != NULL && is_called(line, name)) {
			answer = valid ? PASSWD_FOUND : PASSWD_BROKEN;
			*user = entry;
			break;
		}
		if (valid && entry.uid == id && answer == PASSWD_ABSENT) {
			answer = PASSWD_FOUND;
			*user = entry;
			if (name == NULL)
				break;
		}
	}
	if (lines->wrong.text[0] != '\0') {
		*why = lines->wrong;
		answer = PASSWD_BROKEN;
	} else if (answer == PASSWD_BROKEN)
		snprintf(why->text, sizeof(why->text), "line %u: expected"
		    " NAME:PASSWORD:UID:GID:...", lines->number);
	return answer;
}

static enum passwd_answer
find(const char *path, const char *name, int64_t id, struct passwd_user *user,
    struct lines_reason *why)
{
	enum passwd_answer answer;
	struct lines lines;

	lines_open(&lines, path);
	answer = passwd_search(&lines, name, id, user, why);
	lines_close(&lines);
	return answer;
}

enum passwd_answer
passwd_find(const char *path, const char *name, struct passwd_user *user,
    struct lines_reason *why)
{
	long long id = -1;

	(void)number_decimal(name, 0, UINT32_MAX - 1, &id);
	return find(path, name, id, user, why);
}

enum passwd_answer
passwd_find_id(const char *path, uint32_t uid, struct passwd_user *user,
    struct lines_reason *why)
{
	return find(path, NULL, uid, user, why);
}
