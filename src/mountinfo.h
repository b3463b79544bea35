#ifndef PODINIT_MOUNTINFO_H
#define PODINIT_MOUNTINFO_H

#include <limits.h>
#include <stdbool.h>

#include "lines.h"

/* A list of mounts that is being read. */
struct mountinfo {
	struct lines lines;
	char text[3 * PATH_MAX];	/* two paths and the options */
};

/* One mount; the texts are unescaped and last until the next is read. */
struct mountinfo_mount {
	int number, parent;
	char *root;			/* in its file system */
	char *point;
	char *type;			/* "" where the line was too long */
	char *options;			/* the file system's own */
};

/*
 * Opens podinit's own list below proc, a descriptor of procs_open().  Returns
 * 0, or -1 with errno.
 */
int
mountinfo_open(struct mountinfo *list, int proc);

/* The next mount; false at the end. */
bool
mountinfo_next(struct mountinfo *list, struct mountinfo_mount *mount);

void
mountinfo_close(struct mountinfo *list);

#endif
