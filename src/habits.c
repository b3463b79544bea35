/*
 * What the programs that podinit stands in for do otherwise while they run, as
 * data.  How they are called and what they say is not in here.  Pure.
 */
#include "config.h"

#include "habits.h"

#include "status.h"

static const struct habits table[PERSONA_COUNT] = {
	[PERSONA_PODINIT] = { .own_status = { STATUS_FAILED,
	    STATUS_NOT_EXECUTABLE, STATUS_NOT_FOUND } },
	[PERSONA_TINI] = { .leaves_orphans = true, .tells_two_errors = true,
	    .runs_scripts = true,
	    .own_status = { 1, STATUS_NOT_EXECUTABLE, STATUS_NOT_FOUND } },
	[PERSONA_DUMB_INIT] = { .leaves_orphans = true, .leads_session = true,
	    .suspends = true, .says_goodbye = true, .runs_scripts = true,
	    .own_status = { 1, 2, 2 } },
	[PERSONA_CATATONIT] = { .runs_scripts = true,
	    .own_status = { 1, 1, 1 } },
	[PERSONA_PAUSE] = { .leaves_orphans = true,
	    .own_status = { 1, 1, 1 } },
};

const struct habits *
habits_of(enum persona persona)
{
	return &table[persona];
}

int
habits_status(enum persona persona, int status)
{
	return table[persona].own_status[status - STATUS_FAILED];
}
