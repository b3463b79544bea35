#ifndef PODINIT_IDENTITY_H
#define PODINIT_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "creds.h"
#include "plan.h"

/*
 * Who main is and what it may do, in numbers alone, so that the child that
 * becomes main has nothing left to look up.
 */
struct identity {
	bool changes_user;		/* to uid, gid and these groups */
	bool changes_capabilities;
	uint32_t uid, gid;
	size_t group_count;
	const uint32_t *groups;		/* ascending, none twice */
	uint32_t *scratch;		/* room for as many, and one */
	uint64_t forbidden;		/* leave the bounding set */
	uint64_t ambient;		/* all of main's ambient set */
	struct creds_sets until_exec;
};

/* Whether the plan says who main is, or what it may do. */
bool
identity_is_asked_for(const struct plan *plan);

/*
 * Decides what main may do from what the plan says and podinit itself may do.
 * The user, the group and their groups are the caller's to fill in before.
 * Dies where main is to keep what podinit has not got.
 */
void
identity_decide(struct identity *identity, const struct plan *plan);

/*
 * In the child that becomes main, and for it alone: becomes that identity, and
 * makes sure that it has and that there is no way back.  Returns 0, or -1 with
 * errno, when it has said what failed: the command must then not be executed.
 */
int
identity_become(const struct identity *identity);

#endif
