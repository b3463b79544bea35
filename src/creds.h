#ifndef PODINIT_CREDS_H
#define PODINIT_CREDS_H

#include <stdbool.h>

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

/* Whether podinit can make namespaces without a user namespace of its own. */
bool
creds_may_make_namespaces(void);

#endif
