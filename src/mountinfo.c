/*
 * Reads the list of mounts, proc_pid_mountinfo(5).  What is done to a mount,
 * and which of them matters, is the caller's affair.
 */
#include "config.h"

#include "mountinfo.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Takes \040 and its like back; they stand for blanks and backslashes. */
static void
unescape(char *text)
{
	char *to = text;

	while (*text != '\0') {
		if (text[0] == '\\' && strspn(text + 1, "01234567") >= 3) {
			*to++ = (char)((text[1] - '0') * 64 +
			    (text[2] - '0') * 8 + text[3] - '0');
			text += 4;
		} else
			*to++ = *text++;
	}
	*to = '\0';
}

/* The next field of *rest, ended, or "" where there is none. */
static char *
next_field(char **rest)
{
	char *field = *rest, *end = strchr(field, ' ');

	if (end == NULL)
		*rest = field + strlen(field);
	else {
		*end = '\0';
		*rest = end + 1;
	}
	return field;
}

/*
 * "36 35 98:0 /root /point rw,noatime master:1 - ext3 /dev/root rw": how many
 * fields stand before the hyphen differs.
 */
static bool
parse(char *rest, struct mountinfo_mount *mount)
{
	const char *field;

	mount->number = atoi(next_field(&rest));
	mount->parent = atoi(next_field(&rest));
	next_field(&rest);
	mount->root = next_field(&rest);
	mount->point = next_field(&rest);
	if (mount->point[0] == '\0')
		return false;
	do
		field = next_field(&rest);
	while (field[0] != '\0' && strcmp(field, "-") != 0);
	mount->type = next_field(&rest);
	next_field(&rest);
	mount->options = next_field(&rest);
	unescape(mount->root);
	unescape(mount->point);
	return true;
}

int
mountinfo_open(struct mountinfo *list, int proc)
{
	lines_open_at(&list->lines, proc, "self/mountinfo");
	if (list->lines.fd != -1)
		return 0;
	errno = ENOENT;
	return -1;
}

bool
mountinfo_next(struct mountinfo *list, struct mountinfo_mount *mount)
{
	while (lines_next_cut(&list->lines, list->text, sizeof(list->text)))
		if (parse(list->text, mount))
			return true;
	return false;
}

void
mountinfo_close(struct mountinfo *list)
{
	lines_close(&list->lines);
}
