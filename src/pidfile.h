#ifndef PODINIT_PIDFILE_H
#define PODINIT_PIDFILE_H

#include <sys/types.h>

#include <time.h>

/* A file that holds main's pid while main is there. */
struct pidfile {
	int folder;			/* -1: none */
	const char *path;
	const char *name;		/* in it */
	ino_t written;			/* 0: not */
	struct timespec written_at;
};

/*
 * Finds where path is to be, as the caller sees it, which is used until the
 * end.  Nothing is written yet.  Returns 0, or -1 with errno where it cannot be
 * written: EEXIST where what is there is no regular file, and so not ours.
 */
int
pidfile_open(struct pidfile *file, const char *path);

/* Writes pid, so that no reader ever sees a part of it.  Warns on failure. */
void
pidfile_write(struct pidfile *file, pid_t pid);

/* Removes what was written, where it is still that. */
void
pidfile_remove(struct pidfile *file);

#endif
