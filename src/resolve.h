#ifndef PODINIT_RESOLVE_H
#define PODINIT_RESOLVE_H

#include <stdbool.h>

/*
 * Opens path below the directory root, O_PATH, as a process would whose root
 * it is: no symbolic link and no ".." leads out of it, however the folders
 * are renamed meanwhile.  Returns a descriptor, or -1 with errno.
 */
int
resolve_open(int root, const char *path);

/*
 * The same, and what is missing is made: folders with mode 0755 and, where
 * path is not to be a folder itself, an empty file with mode 0644.  The umask
 * is the caller's affair.
 */
int
resolve_make(int root, const char *path, bool folder);

/* The same as resolve_open(), but a symbolic link is an error (ELOOP). */
int
resolve_plain(int root, const char *path);

#endif
