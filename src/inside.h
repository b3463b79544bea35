#ifndef PODINIT_INSIDE_H
#define PODINIT_INSIDE_H

/*
 * Opens path, which begins with a slash, to be read, where that is a regular
 * file inside podinit's root; what is none is opened without being touched
 * (O_PATH), for the caller to refuse: nothing is ever waited for, and no device
 * is started.  A magic link of /proc, or a link that is exchanged meanwhile,
 * that leads anywhere else, is an error.  Returns a descriptor, or -1 with
 * errno.
 */
int
inside_open(const char *path);

#endif
