#ifndef PODINIT_GROUP_H
#define PODINIT_GROUP_H

#include <stdbool.h>
#include <stdint.h>

#define GROUP_FILE "/etc/group"

/* The members of a large group fill a long line. */
#define GROUP_LINE_SIZE (256 * 1024)

/* One line of /etc/group, group(5), and where its members are in it. */
struct group {
	bool valid;			/* NAME:PASSWORD:GID */
	uint32_t gid;
	const char *members;
};

/* Reads a line, which has to stay. */
struct group
group_of(const char *line);

/* Whether line is that of the group called name. */
bool
group_is_called(const char *line, const char *name);

/* Whether the user called name is a member. */
bool
group_has(const struct group *group, const char *name);

#endif
