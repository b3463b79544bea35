#ifndef PODINIT_CREDS_H
#define PODINIT_CREDS_H

#include <linux/capability.h>
#include <stdbool.h>
#include <stdint.h>

#include "capability.h"

/* What a process may do, capabilities(7): sets as in capability.h. */
struct creds_sets {
	uint64_t effective, permitted, inheritable;
};

/* Those of the calling thread.  Returns 0, or -1 with errno. */
int
creds_read(struct creds_sets *sets);

/* Sets those of the calling thread.  Returns 0, or -1 with errno. */
int
creds_write(const struct creds_sets *sets);

/*
 * Its bounding set, of all that the running kernel knows.  Returns 0, or -1
 * with errno.
 */
int
creds_bounding(uint64_t *set);

/* Its ambient set, empty before Linux 4.3, which has none.  The same. */
int
creds_ambient(uint64_t *set);

/*
 * podinit itself, once main has been started with less: keeps of its own
 * capabilities those in keep, and of its bounding set too where it may.
 * Returns 0, or -1 with errno.
 */
int
creds_reduce(uint64_t keep);

/*
 * Dies where podinit was given more than its caller has: by a set-user-id or
 * set-group-id bit, or by file capabilities.  Everything that follows does
 * what the caller says.
 */
void
creds_refuse_elevation(void);

/*
 * Whether the environment is the caller's own: not across a security
 * transition (AT_SECURE, getauxval(3)), of which an LSM makes one too.
 */
bool
creds_trusts_environment(void);

/* Whether podinit has a capability, CAP_, in its own user namespace. */
bool
creds_has(unsigned int number);

#endif
