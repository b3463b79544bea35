#ifndef PODINIT_SHED_H
#define PODINIT_SHED_H

#include "act.h"

/*
 * Lets go of all that is the caller's but what podinit writes to, standard
 * error above all: a reader of main's output sees its end when main closes it.
 */
void
shed(const struct supervisor *self);

#endif
