#ifndef PODINIT_RELINQUISH_H
#define PODINIT_RELINQUISH_H

#include <sys/types.h>

/*
 * podinit itself, once main has been started with less than podinit has: gives
 * up all capabilities but those it takes to signal processes of other users,
 * to find them, and to write to folder, -1 where there is none, until the end.
 * What cannot be done is a warning.
 */
void
relinquish(pid_t main_process, int folder);

#endif
