#ifndef PODINIT_TERMINATION_H
#define PODINIT_TERMINATION_H

#include <sys/stat.h>

/* Where Kubernetes reads it (terminationMessagePath), and the most it reads. */
#define TERMINATION_DEFAULT "/dev/termination-log"
#define TERMINATION_MAX 4096

/* A file for the death report. */
struct termination {
	int fd;				/* -1: none */
	struct stat before;		/* as it was before main started */
};

/*
 * Opens file, or where that is empty the default one, which is never created.
 * What does not work is a warning.
 */
void
termination_open(struct termination *log, const char *file);

/*
 * Makes text its content, in one line that prints; where main has written to
 * it, that is left alone.
 */
void
termination_write(const struct termination *log, const char *text);

#endif
