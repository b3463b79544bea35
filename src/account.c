/*
 * Who --run-as means.  The files are those that main will see, and may be
 * hostile; becoming that user is identity.c's.
 */
#include "config.h"

#include "account.h"

#include <bsd/string.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "die.h"
#include "group.h"
#include "idmap.h"
#include "inside.h"
#include "memory.h"
#include "number.h"

/* Opens a file that need not be there; false where it is not. */
static bool
open_lines(struct lines *lines, const char *text, const char *file)
{
	int fd = inside_open(file);

	if (fd == -1 && (errno == ENOENT || errno == ENOTDIR))
		return false;
	lines_take(lines, fd);
	if (lines->wrong.text[0] != '\0')
		die("--run-as=%s: %s: %s", text, file, lines->wrong.text);
	return true;
}

/* Whether word, of text, is no name but an id. */
static bool
is_number(const char *text, const char *word, uint32_t *id)
{
	long long number;

	if (word[strspn(word, "0123456789")] != '\0')
		return false;
	if (!number_decimal(word, 0, IDMAP_ID_MAX, &number))
		die("--run-as=%s: expected a number up to %" PRIu32 ", got %s",
		    text, IDMAP_ID_MAX, word);
	*id = (uint32_t)number;
	return true;
}

/* Returns whether word is a name. */
static bool
find_user(const char *text, const char *word, struct passwd_user *user)
{
	enum passwd_answer answer = PASSWD_ABSENT;
	struct lines_reason why;
	struct lines lines;
	uint32_t id = 0;
	bool named = !is_number(text, word, &id);

	if (open_lines(&lines, text, PASSWD_FILE)) {
		answer = passwd_search(&lines, named ? word : NULL,
		    named ? -1 : (int64_t)id, user, &why);
		lines_close(&lines);
	}
	if (answer == PASSWD_BROKEN)
		die("--run-as=%s: " PASSWD_FILE ": %s", text, why.text);
	if (answer == PASSWD_ABSENT) {
		if (named)
			die("--run-as=%s: no user %s in " PASSWD_FILE, text,
			    word);
		*user = (struct passwd_user){ .uid = id, .gid = id };
		snprintf(user->name, sizeof(user->name), "%" PRIu32, id);
	}
	if (user->home[0] == '\0')
		strlcpy(user->home, "/", sizeof(user->home));
	return named;
}

static _Noreturn void
die_of_line(const char *text, const struct lines *lines)
{
	if (lines->wrong.text[0] != '\0')
		die("--run-as=%s: " GROUP_FILE ": %s", text,
		    lines->wrong.text);
	die("--run-as=%s: " GROUP_FILE ": line %u: expected"
	    " NAME:PASSWORD:GID:...", text, lines->number);
}

static uint32_t
find_group(const char *text, const char *word)
{
	struct lines lines;
	struct group group;
	uint32_t gid;
	char *line;

	if (is_number(text, word, &gid))
		return gid;
	if (open_lines(&lines, text, GROUP_FILE)) {
		line = memory_take(GROUP_LINE_SIZE);
		while (lines_next(&lines, line, GROUP_LINE_SIZE)) {
			if (!group_is_called(line, word))
				continue;
			group = group_of(line);
			if (!group.valid)
				die_of_line(text, &lines);
			lines_close(&lines);
			return group.gid;
		}
		if (lines.wrong.text[0] != '\0')
			die_of_line(text, &lines);
		lines_close(&lines);
	}
	die("--run-as=%s: no group %s in " GROUP_FILE, text, word);
}

/* Adds a group where it belongs, if it is not there yet. */
static void
add_group(struct account *account, const char *text, uint32_t gid)
{
	size_t at = account->group_count;

	while (at > 0 && account->groups[at - 1] > gid)
		at--;
	if (at > 0 && account->groups[at - 1] == gid)
		return;
	if (account->group_count == ACCOUNT_GROUPS_MAX)
		die("--run-as=%s: more than %d groups", text,
		    ACCOUNT_GROUPS_MAX);
	memmove(&account->groups[at + 1], &account->groups[at],
	    (account->group_count - at) * sizeof(account->groups[0]));
	account->groups[at] = gid;
	account->group_count++;
}

/* Fills the groups of the user, its own included, as initgroups(3) does. */
static void
find_groups(struct account *account, const char *text)
{
	struct lines lines;
	struct group group;
	char *line;

	account->groups = memory_take(ACCOUNT_GROUPS_MAX *
	    sizeof(account->groups[0]));
	add_group(account, text, account->user.gid);
	if (!open_lines(&lines, text, GROUP_FILE))
		return;
	line = memory_take(GROUP_LINE_SIZE);
	while (lines_next(&lines, line, GROUP_LINE_SIZE)) {
		group = group_of(line);
		if (!group_has(&group, account->user.name))
			continue;
		if (!group.valid)
			die_of_line(text, &lines);
		add_group(account, text, group.gid);
	}
	if (lines.wrong.text[0] != '\0')
		die_of_line(text, &lines);
	lines_close(&lines);
}

void
account_find(const char *text, struct account *account)
{
	const char *colon = strchr(text, ':');
	char word[PASSWD_NAME_SIZE];
	size_t length = strcspn(text, ":");

	account->group_count = 0;
	account->groups = NULL;
	if (length == 0 || length >= sizeof(word) ||
	    (colon != NULL && colon[1] == '\0'))
		die("--run-as=%s: expected USER or USER:GROUP", text);
	strlcpy(word, text, length + 1);
	if (find_user(text, word, &account->user) && colon == NULL)
		find_groups(account, text);
	if (colon != NULL)
		account->user.gid = find_group(text, colon + 1);
}
