#ifndef PODINIT_ATTACH_H
#define PODINIT_ATTACH_H

#include <stdbool.h>

/* Where mounts are made, and by what. */
struct attach {
	int root;			/* targets are below it */
	int proc;			/* a verified procfs, or -1 */
	bool trees;			/* mounts can be held detached */
};

/* What is to be mounted elsewhere: a path that is open, or a copy of it. */
struct attach_source {
	int fd;				/* -1: none */
	bool detached;			/* it is a copy, attached nowhere */
	bool recursive;
};

/*
 * Mounts a new file system on the folder target.  Returns 0, or -1 with errno.
 */
int
attach_fresh(int target, const char *type, unsigned long flags,
    const char *data);

/*
 * The root of what has just been mounted on the folder target: no name is
 * looked up that somebody could have changed.
 */
int
attach_top(int target);

/*
 * Takes path below dir as it is now, with what is mounted below it where that
 * is asked for; an empty path is dir itself.  Sets fd to -1, with errno, on
 * failure.
 */
struct attach_source
attach_take(const struct attach *attach, int dir, const char *path,
    bool recursive);

/*
 * Mounts a source on target and closes it.  Returns a descriptor of the new
 * mount's root, or -1 with errno.
 */
int
attach_bind(const struct attach *attach, struct attach_source source,
    int target);

/*
 * mount(2) with no more than a target, which is the root of a mount: changes
 * its flags or its propagation.  The working directory is then anywhere.
 */
int
attach_change(const struct attach *attach, int mount, unsigned long flags);

#endif
