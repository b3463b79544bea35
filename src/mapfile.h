#ifndef PODINIT_MAPFILE_H
#define PODINIT_MAPFILE_H

#include <sys/types.h>

#include "idmap.h"
#include "plan.h"
#include "signals.h"

/* Who is whom in a user namespace. */
struct mapfile_maps {
	struct idmap users, groups;
};

/*
 * From the parent user namespace: writes setgroups, uid_map and gid_map of the
 * user namespace of pid, a child of podinit's that it has not waited for, by
 * newuidmap(1) and newgidmap(1) where podinit may not do so itself.  Dies of
 * any failure; a TERM or INT while one of them runs ends podinit with 128 and
 * the signal's number.
 */
void
mapfile_write(const struct mapfile_maps *maps, enum setgroups setgroups,
    pid_t pid, const struct signals_started *started);

#endif
