#ifndef PODINIT_VARIABLES_H
#define PODINIT_VARIABLES_H

#include <stdbool.h>
#include <stddef.h>

/* An environment that is being made, environ(7): NULL ends it. */
struct variables {
	char **entries;
	size_t count;
	size_t room;			/* for entries, the NULL not counted */
};

/* The length of the name in "NAME=VALUE" or "NAME". */
size_t
variables_name_length(const char *entry);

/* The value of the variable that entry names, or NULL where it is not set. */
const char *
variables_value(char *const *entries, const char *entry);

/* Takes out what entry names, as often as it is there. */
void
variables_remove(struct variables *variables, const char *entry);

/*
 * Sets the variable of "NAME=VALUE", which has to stay; one of that name keeps
 * its place.  Returns false where there is no room.
 */
bool
variables_set(struct variables *variables, char *entry);

/* A file of variables, which is read in place. */
struct variables_file {
	char *at;
	char *end;			/* of all that there is */
	unsigned int line;		/* the last one, from 1 on */
};

/*
 * Sets *entry to the next "NAME=VALUE", or "NAME", of the lines of the file, or
 * to NULL at its end.  The form is that of docker run --env-file: blanks before
 * the name and lines that are empty or begin with "#" mean nothing, quotes are
 * part of the value, a byte order mark before the first line and a carriage
 * return at a line's end are no part of it.  Returns NULL, or what had been
 * expected of a line that is none of that.
 */
const char *
variables_next(struct variables_file *file, char **entry);

#endif
