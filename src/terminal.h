#ifndef PODINIT_TERMINAL_H
#define PODINIT_TERMINAL_H

#include <sys/types.h>

#include <stdbool.h>

/* The terminal that podinit was started on, if any. */
struct terminal {
	int fd;				/* ours, close-on-exec, or -1 */
	pid_t own_group;		/* podinit's process group */
	bool was_in_foreground;		/* at the start */
	bool was_leader;		/* of the terminal's session */
	bool is_given;			/* to the main process's group */
};

/*
 * Looks whether standard input is the controlling terminal, and keeps it.
 * Where no descriptor is to be had, job control is what goes without.
 */
void
terminal_open(struct terminal *terminal);

/*
 * In the main process before it executes: makes its group the foreground
 * group where podinit's was.  leads_session says that it has a session of its
 * own; the terminal then becomes that session's, where terminal_let_go() has
 * been called.
 */
void
terminal_enter(const struct terminal *terminal, bool leads_session);

/*
 * As the leader of the terminal's session, gives the terminal up, so that
 * another session can have it.  The kernel's HUP and CONT that come of it
 * (tty_ioctl(4), TIOCNOTTY) are taken here; those that somebody sent are not.
 */
void
terminal_let_go(struct terminal *terminal);

/*
 * Hands the terminal over to group where podinit's own group has it, as after
 * a shell's fg.  Returns whether it did.
 */
bool
terminal_give(struct terminal *terminal, pid_t group);

/*
 * Takes the terminal back where group has it still, or a group that no longer
 * exists.
 */
void
terminal_take_back(struct terminal *terminal, pid_t group);

#endif
