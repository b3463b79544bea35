#ifndef PODINIT_LINES_H
#define PODINIT_LINES_H

#include <stdbool.h>
#include <stddef.h>

/* A longer file is none of those that are read here. */
#define LINES_FILE_MAX (16 * 1024 * 1024)

/* Room for a phrase that follows the file's name. */
struct lines_reason {
	char text[96];
};

/* A file that is read line by line. */
struct lines {
	int fd;
	unsigned int number;		/* of the last line, from 1 on */
	size_t left;			/* of LINES_FILE_MAX */
	size_t filled, at;
	char bytes[1024];
	struct lines_reason wrong;	/* why reading ended, or empty */
};

/*
 * Opens path for lines_next().  A failure is in ->wrong, and there are then no
 * lines: a path that names no regular file is one, so that nothing is ever
 * waited for.
 */
void
lines_open(struct lines *lines, const char *path);

/* The same for a path below the directory dir. */
void
lines_open_at(struct lines *lines, int dir, const char *path);

/* The same for a file that is open, or could not be: -1, with errno. */
void
lines_take(struct lines *lines, int fd);

/*
 * The next line, without its newline, which the last one need not have.
 * Returns false at the end, and where the file is not what it should be: then
 * ->wrong says so.  That is a read that failed, a line with a NUL byte or one
 * that does not fit in size bytes, and a file that is too large.
 */
bool
lines_next(struct lines *lines, char *line, size_t size);

/* The same, but of a line that does not fit only what fits is there. */
bool
lines_next_cut(struct lines *lines, char *line, size_t size);

void
lines_close(struct lines *lines);

#endif
