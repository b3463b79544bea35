/*
 * The lines of /etc/group.  Pure: whose groups are looked for is the caller's
 * affair.
 */
#include "config.h"

#include "group.h"

#include <string.h>

#include "passwd.h"

/* Whether the text at, up to one of the bytes in end, is word. */
static bool
is_word(const char *at, const char *end, const char *word)
{
	size_t length = strcspn(at, end);

	return length > 0 && strlen(word) == length &&
	    memcmp(at, word, length) == 0;
}

struct group
group_of(const char *line)
{
	const char *gid = passwd_skip_field(passwd_skip_field(line));
	struct group group = { .members = passwd_skip_field(gid) };

	group.valid = line[0] != '\0' && line[0] != ':' &&
	    passwd_read_id(gid, &group.gid);
	return group;
}

bool
group_is_called(const char *line, const char *name)
{
	return is_word(line, ":", name);
}

bool
group_has(const struct group *group, const char *name)
{
	const char *at = group->members;

	for (;;) {
		if (is_word(at, ",:", name))
			return true;
		at += strcspn(at, ",:");
		if (*at != ',')
			return false;
		at++;
	}
}
