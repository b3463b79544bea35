#ifndef PODINIT_DEVICE_H
#define PODINIT_DEVICE_H

#include "attach.h"

/*
 * Mounts a small /dev on the folder target, which messages call path: a tmpfs
 * with null, zero, full, random, urandom and tty, the links to the standard
 * streams, pts with its ptmx, and shm.  Where nodes cannot be made, those of
 * the folder devices, the caller's /dev, are bound.  Dies on failure.
 */
void
device_mount(const struct attach *attach, int target, const char *path,
    int devices);

#endif
