#ifndef PODINIT_HIERARCHY_H
#define PODINIT_HIERARCHY_H

#include "attach.h"

/*
 * Mounts the control groups that the cgroup namespace shows on the folder
 * target, which messages call path: cgroup2 where all controllers are its,
 * else a tmpfs with a folder for each hierarchy that /proc/self/cgroup names.
 * Dies on failure.
 */
void
hierarchy_mount(const struct attach *attach, int target, const char *path);

#endif
