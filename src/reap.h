#ifndef PODINIT_REAP_H
#define PODINIT_REAP_H

#include "act.h"

/*
 * Reaps what is dead, a batch at the most, so that a storm of orphans starves
 * no signal.  Whoever SIGCHLD named is of no interest: they merge.
 */
void
reap_batch(struct supervisor *self);

/*
 * Main was stopped by number: by its terminal, or it stopped itself.  Where it
 * wants the terminal and podinit's group still has it (standard input is a
 * file, say), it gets it.  Elsewhere podinit stops too, so that a shell gets
 * its prompt back; the CONT that wakes podinit is then forwarded like any
 * signal.  PID 1 cannot stop, and tells the outer process, if there is one.
 */
void
reap_follow_stop(struct supervisor *self, int number);

#endif
