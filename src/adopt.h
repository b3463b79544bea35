#ifndef PODINIT_ADOPT_H
#define PODINIT_ADOPT_H

#include <stdbool.h>

/*
 * Makes podinit, which is not PID 1, the parent of the orphans below it where
 * it adopts; elsewhere it is said that they go to another.
 */
void
adopt_orphans(bool adopts);

#endif
