#ifndef PODINIT_ACCOUNT_H
#define PODINIT_ACCOUNT_H

#include <stddef.h>
#include <stdint.h>

#include "passwd.h"

/* As many groups as a process can be in, NGROUPS_MAX of the kernel. */
#define ACCOUNT_GROUPS_MAX 65536

/* Who main is to be. */
struct account {
	struct passwd_user user;	/* its name is never empty */
	size_t group_count;
	uint32_t *groups;		/* ascending, none twice */
};

/*
 * Finds who USER[:GROUP] is by the /etc/passwd and /etc/group inside podinit's
 * root, as it is now:
 *
 *	NAME		its first entry, with all groups that have it as member
 *	NUMBER		that user, whatever name it has, and no other group;
 *			where it has no entry its group has the same number, and
 *			its home directory is /
 *	USER:GROUP	that group instead of the entry's, and no other group
 *
 * Dies where there is no such user or group, and where a file is broken before
 * it is found.
 */
void
account_find(const char *text, struct account *account);

#endif
