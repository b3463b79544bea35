#ifndef PODINIT_PASSWD_H
#define PODINIT_PASSWD_H

#include <stdbool.h>
#include <stdint.h>

#include "lines.h"

#define PASSWD_FILE "/etc/passwd"

/* A longer name is no user's, LOGIN_NAME_MAX; nor is a longer line. */
#define PASSWD_NAME_SIZE 256
#define PASSWD_LINE_SIZE 4096

/* One user, passwd(5). */
struct passwd_user {
	uint32_t uid, gid;
	char name[PASSWD_NAME_SIZE];
	char home[PASSWD_LINE_SIZE];	/* empty where it has none */
};

enum passwd_answer {
	PASSWD_FOUND,
	PASSWD_ABSENT,			/* the file was read to its end */
	PASSWD_BROKEN,			/* it could not be, or no good */
};

/*
 * Looks for the user called name in the passwd file path; where no user is,
 * and name is a number, for that of this id.  The first entry counts.  For
 * PASSWD_BROKEN why is filled, to follow the file's name.
 */
enum passwd_answer
passwd_find(const char *path, const char *name, struct passwd_user *user,
    struct lines_reason *why);

/* The same for the user whose id is uid. */
enum passwd_answer
passwd_find_id(const char *path, uint32_t uid, struct passwd_user *user,
    struct lines_reason *why);

/*
 * The same in lines that the caller has opened: for the user called name where
 * that is not NULL, and where there is none for that of id, where that is not
 * negative.
 */
enum passwd_answer
passwd_search(struct lines *lines, const char *name, int64_t id,
    struct passwd_user *user, struct lines_reason *why);

/* Steps over the field at, and the colon that ends it. */
const char *
passwd_skip_field(const char *at);

/* Reads the field at; false where it is no user's or group's number. */
bool
passwd_read_id(const char *at, uint32_t *id);

#endif
