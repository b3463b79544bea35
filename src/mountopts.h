#ifndef PODINIT_MOUNTOPTS_H
#define PODINIT_MOUNTOPTS_H

#include <limits.h>
#include <stdbool.h>

/* How something is mounted, wherever that is. */
struct mountopts_manner {
	unsigned long flags;		/* MS_RDONLY, MS_NOSUID, ... */
	char data[256];			/* what the file system itself reads */
};

/* What one mount is to be, as an option's value says it. */
struct mountopts {
	char source[PATH_MAX];		/* of a bind, else empty */
	char target[PATH_MAX];
	unsigned long propagation;	/* MS_PRIVATE, ..., MS_REC; or 0 */
	bool recursive;			/* a bind takes what is below along */
	struct mountopts_manner manner;
};

/*
 * Each of these reads one value.  It returns NULL where text was well-formed,
 * else, as a phrase, what had been expected.  No path can hold a colon.
 */

/* SRC:DST[:OPTIONS]. */
const char *
mountopts_bind(const char *text, struct mountopts *options);

/* DST[:OPTIONS]; what is not known here is for tmpfs(5) to read. */
const char *
mountopts_tmpfs(const char *text, struct mountopts *options);

/* The list of --proc-options, or NULL. */
const char *
mountopts_proc(const char *list, struct mountopts_manner *manner);

/* An absolute path below the root. */
const char *
mountopts_target(const char *text, struct mountopts *options);

/* Whether a bind is to follow what is mounted at its source later on. */
bool
mountopts_follows(const struct mountopts *options);

#endif
