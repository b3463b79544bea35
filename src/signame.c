/*
 * Signals by name and number, and each one's class.  Pure: sends nothing and
 * knows no process.
 */
#include "config.h"

#include "signame.h"

#include <bsd/string.h>
#include <signal.h>
#include <stdio.h>
#include <strings.h>

#include "number.h"

/* Rows of fixed size: a pointer here would be a relocation in a static PIE. */
static const struct {
	char name[7];
	unsigned char number;
} names[] = {
	{ "HUP", SIGHUP }, { "INT", SIGINT }, { "QUIT", SIGQUIT },
	{ "ILL", SIGILL }, { "TRAP", SIGTRAP }, { "ABRT", SIGABRT },
	{ "BUS", SIGBUS }, { "FPE", SIGFPE }, { "KILL", SIGKILL },
	{ "USR1", SIGUSR1 }, { "SEGV", SIGSEGV }, { "USR2", SIGUSR2 },
	{ "PIPE", SIGPIPE }, { "ALRM", SIGALRM }, { "TERM", SIGTERM },
	{ "CHLD", SIGCHLD }, { "CONT", SIGCONT }, { "STOP", SIGSTOP },
	{ "TSTP", SIGTSTP }, { "TTIN", SIGTTIN }, { "TTOU", SIGTTOU },
	{ "URG", SIGURG }, { "XCPU", SIGXCPU }, { "XFSZ", SIGXFSZ },
	{ "VTALRM", SIGVTALRM }, { "PROF", SIGPROF }, { "WINCH", SIGWINCH },
	{ "IO", SIGIO }, { "PWR", SIGPWR }, { "SYS", SIGSYS },
#ifdef SIGSTKFLT
	{ "STKFLT", SIGSTKFLT },
#endif
	/* Second names come last: signame_of() takes the first it finds. */
	{ "IOT", SIGABRT }, { "CLD", SIGCHLD }, { "POLL", SIGIO },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The number behind "RTMIN+" or "RTMAX-", else -1. */
static int
offset_of(const char *text)
{
	long long offset;

	return number_decimal(text, 0, SIGNAME_MAX - SIGNAME_RTMIN, &offset) ?
	    (int)offset : -1;
}

static int
realtime(const char *text)
{
	int offset;

	if (strcasecmp(text, "RTMIN") == 0)
		return SIGNAME_RTMIN;
	if (strcasecmp(text, "RTMAX") == 0)
		return SIGNAME_MAX;
	if (strncasecmp(text, "RTMIN+", 6) == 0) {
		offset = offset_of(text + 6);
		return offset == -1 ? 0 : SIGNAME_RTMIN + offset;
	}
	if (strncasecmp(text, "RTMAX-", 6) == 0) {
		offset = offset_of(text + 6);
		return offset == -1 ? 0 : SIGNAME_MAX - offset;
	}
	return 0;
}

int
signame_number(const char *text)
{
	long long number;

	if (number_decimal(text, 1, SIGNAME_MAX, &number))
		return (int)number;
	if (strncasecmp(text, "SIG", 3) == 0)
		text += 3;
	for (size_t i = 0; i < COUNT(names); i++)
		if (strcasecmp(text, names[i].name) == 0)
			return names[i].number;
	return realtime(text);
}

struct signame
signame_of(int number)
{
	struct signame name;

	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i].number == number) {
			strlcpy(name.text, "SIG", sizeof(name.text));
			strlcat(name.text, names[i].name, sizeof(name.text));
			return name;
		}
	if (number == SIGNAME_RTMIN)
		strlcpy(name.text, "SIGRTMIN", sizeof(name.text));
	else if (number > SIGNAME_RTMIN && number <= SIGNAME_MAX)
		snprintf(name.text, sizeof(name.text), "SIGRTMIN+%d",
		    number - SIGNAME_RTMIN);
	else
		snprintf(name.text, sizeof(name.text), "SIG%d", number);
	return name;
}

bool
signame_stops_job(int number)
{
	return number == SIGTSTP || number == SIGTTIN || number == SIGTTOU;
}

bool
signame_is_catchable(int number)
{
	return number != SIGKILL && number != SIGSTOP;
}
