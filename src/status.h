#ifndef PODINIT_STATUS_H
#define PODINIT_STATUS_H

#include <signal.h>
#include <stdbool.h>

/* podinit's own statuses, those of env(1) and of shells. */
enum {
	STATUS_FAILED = 125,		/* podinit failed or was misused */
	STATUS_NOT_EXECUTABLE = 126,
	STATUS_NOT_FOUND = 127,
};

/* How a process ended. */
struct ending {
	bool killed;			/* by a signal, else it exited */
	bool dumped_core;
	int number;			/* the signal, or the exit status */
};

/* Room for "was killed by SIGVTALRM (core dumped)". */
struct ending_text {
	char text[48];
};

/* How the process of a CLD_EXITED, CLD_KILLED or CLD_DUMPED record ended. */
struct ending
status_of(const siginfo_t *record);

/* The exit status that reports it: n, or 128+n for signal n. */
int
status_code(struct ending ending);

/* It in words that follow the subject: "exited with status 3". */
struct ending_text
status_text(struct ending ending);

#endif
