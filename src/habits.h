#ifndef PODINIT_HABITS_H
#define PODINIT_HABITS_H

#include <stdbool.h>

#include "voice.h"

/* What programs that podinit stands in for do otherwise than podinit. */
struct habits {
	/* Where it is not PID 1, orphans are adopted only if that is asked. */
	bool leaves_orphans;
	/*
	 * Main has a session of its own unless the scope is it alone; signals
	 * of job control, which could not stop it there, are forwarded as STOP.
	 */
	bool leads_session;
	/* podinit stops, too, once it has forwarded a job control signal. */
	bool suspends;
	/* TERM to main's group where main has ended and the rest is left. */
	bool says_goodbye;
	/* 126 and 127 are for EACCES and ENOENT alone; else it has failed. */
	bool tells_two_errors;
	/* A command of no known format is given to /bin/sh, execvp(3). */
	bool runs_scripts;
	/* What podinit's own statuses, from STATUS_FAILED on, become. */
	unsigned char own_status[3];
};

/* The habits of persona. */
const struct habits *
habits_of(enum persona persona);

/* What status, one of STATUS_, is called by persona. */
int
habits_status(enum persona persona, int status);

#endif
