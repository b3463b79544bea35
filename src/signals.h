#ifndef PODINIT_SIGNALS_H
#define PODINIT_SIGNALS_H

#include <sys/types.h>

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/* What podinit was started with, and its main process is to be started with. */
struct signals_started {
	uint64_t mask;			/* bit 0 is signal 1 */
	bool ignored_chld;
	pid_t parent;			/* podinit's, at the start */
};

/*
 * Blocks every signal: the first act of main().  An inherited SIGCHLD=SIG_IGN,
 * which would keep every death from us (wait(2)), is set to its default.  No
 * other disposition is ever changed, so that an ignored signal stays ignored
 * in the main process.
 */
void
signals_block(struct signals_started *started);

/* Undoes signals_block(), in the child, right before it executes. */
void
signals_restore(const struct signals_started *started);

/*
 * Undoes signals_block() for a podinit that only prints: Ctrl-C ends it, and a
 * reader who is gone is an error like any other.
 */
void
signals_restore_to_print(const struct signals_started *started);

/*
 * Waits for a signal, for timeout nanoseconds at the most, for ever where it
 * is negative.  Returns its number and fills info; 0 where time ran out or the
 * wait was interrupted; -1 with errno where the kernel refuses to wait.
 * Signals that are pending together come by number, not by arrival.
 */
int
signals_wait(siginfo_t *info, int64_t timeout);

/*
 * Drops number where it is pending because of what podinit itself did.  One
 * that somebody else sent stays pending, its sender with it.
 */
void
signals_drop_own(int number);

/* Whether the signal came of what podinit itself did, as SIGPIPE of a write. */
bool
signals_is_own(const siginfo_t *info);

/*
 * Stops podinit by the default action of number, one of the job control
 * signals, and its whole process group with it where whole_group is set.
 * Returns when podinit has been continued, or at once where the kernel does
 * not stop an orphaned process group.
 */
void
signals_stop_self(int number, bool whole_group);

/*
 * Asks for number when podinit's parent dies (prctl(2), PR_SET_PDEATHSIG).  A
 * parent that has died since the start counts: the signal is then sent here.
 * Returns 0, or -1 with errno.
 */
int
signals_ask_for_parent_death(const struct signals_started *started,
    int number);

#endif
