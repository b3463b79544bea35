#ifndef PODINIT_IDS_H
#define PODINIT_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* setresuid(2) and setresgid(2), all three the same.  0, or -1 with errno. */
int
ids_set_user(uint32_t uid);
int
ids_set_group(uint32_t gid);

/* setgroups(2).  Returns 0, or -1 with errno. */
int
ids_set_groups(size_t count, const uint32_t *groups);

/* Whether the real, the effective and the saved id are all the same, that. */
bool
ids_is_user(uint32_t uid);
bool
ids_is_group(uint32_t gid);

/*
 * getgroups(2) into the size places at groups.  Returns how many there are, or
 * -1 with errno.
 */
long
ids_groups(size_t size, uint32_t *groups);

#endif
