#ifndef PODINIT_SIGNAME_H
#define PODINIT_SIGNAME_H

#include <stdbool.h>

/* The kernel's signals are 1 to 64, on every libc. */
#define SIGNAME_MAX 64

/*
 * The number that applications and engines mean by RTMIN, whatever libc
 * podinit was built with: musl calls 35 what glibc calls 34.
 */
#define SIGNAME_RTMIN 34

/* Room for the longest name, "SIGRTMIN+30". */
struct signame {
	char text[12];
};

/*
 * The number of a signal: a name with or without SIG in any case, RTMIN+n,
 * RTMAX-n, or a decimal number from 1 to 64.  0 where text is none of these.
 */
int
signame_number(const char *text);

/* The name of a signal, with SIG; "SIG99" for a number that has no name. */
struct signame
signame_of(int number);

/* Whether its default is to stop a job at its terminal: TSTP, TTIN, TTOU. */
bool
signame_stops_job(int number);

/* Whether a process can be asked to catch it: all but KILL and STOP. */
bool
signame_is_catchable(int number);

#endif
