/*
 * The words of the programs that podinit stands in for, where scripts, test
 * suites and people read them.  When one is due is the caller's affair, and
 * what has no line here is said in podinit's own words.
 */
#include "config.h"

#include "voice.h"

#include <bsd/string.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "diag.h"
#include "signame.h"

static const struct diag_style styles[PERSONA_COUNT] = {
	[PERSONA_PODINIT] = DIAG_STYLE_OWN,
	[PERSONA_TINI] = { { "[FATAL tini (", "[WARN  tini (",
	    "[WARN  tini (", "[INFO  tini (", "[DEBUG tini (",
	    "[TRACE tini (" }, ")] ",
	    .output_from = DIAG_INFO, .speaks_for_another = true },
	[PERSONA_DUMB_INIT] = { { "[dumb-init] ", "[dumb-init] ",
	    "[dumb-init] ", "[dumb-init] ", "[dumb-init] ",
	    "[dumb-init] " }, .speaks_for_another = true },
	[PERSONA_CATATONIT] = { { "ERROR (catatonit:", "WARN (catatonit:",
	    "WARN (catatonit:", "INFO (catatonit:", "DEBUG (catatonit:",
	    "TRACE (catatonit:" }, "): ", .speaks_for_another = true },
	[PERSONA_PAUSE] = { { "", "Warning: ", "", "", "", "" },
	    .speaks_for_another = true },
};

/*
 * %w word, %d detail, %p pid, %n number, %m second, %s number as a signal.  A
 * phrase of several lines has several rows; a row that ends in a blank goes on
 * in the next one.
 */
struct line {
	unsigned char persona, phrase, level;
	char text[93];
};

#define TINI(phrase, level) PERSONA_TINI, PHRASE_##phrase, DIAG_##level
#define DUMB(phrase, level) PERSONA_DUMB_INIT, PHRASE_##phrase, DIAG_##level
#define CATA(phrase, level) PERSONA_CATATONIT, PHRASE_##phrase, DIAG_##level
#define PAUSE(phrase, level) PERSONA_PAUSE, PHRASE_##phrase, DIAG_##level

static const struct line lines[] = {
	{ TINI(BAD_VALUE, ERROR), "Not a valid option for %w: %d" },
	{ TINI(NOT_INIT, WARNING), "Tini is not running as PID 1 and isn't"
	    " registered as a child subreaper." },
	{ TINI(NOT_INIT, WARNING), "Zombie processes will not be re-parented"
	    " to Tini, so zombie reaping won't work." },
	{ TINI(NOT_INIT, WARNING), "To fix the problem, use the -s option or"
	    " set the environment variable TINI_SUBREAPER " },
	{ TINI(NOT_INIT, WARNING),
	    "to register Tini as a child subreaper, or run Tini as PID 1." },
	{ TINI(ADOPTS, TRACE), "Registered as child subreaper" },
	{ TINI(STARTED, INFO), "Spawned child process '%w' with pid '%p'" },
	{ TINI(FORK_FAILED, ERROR), "fork failed: %d" },
	{ TINI(EXEC_FAILED, ERROR), "exec %w failed: %d" },
	{ TINI(CHLD, DEBUG), "Received SIGCHLD" },
	{ TINI(FORWARDING, DEBUG), "Passing signal: '%s'" },
	{ TINI(CHILD_EXITED, DEBUG), "Reaped child with pid: '%p'" },
	{ TINI(CHILD_KILLED, DEBUG), "Reaped child with pid: '%p'" },
	{ TINI(ADOPTED, WARNING), "Reaped zombie process with pid=%p" },
	{ TINI(MAIN_EXITED, INFO),
	    "Main child exited normally (with status '%n')" },
	{ TINI(MAIN_KILLED, INFO),
	    "Main child exited with signal (with signal '%s')" },
	{ TINI(ALONE, TRACE), "No child to wait" },
	{ TINI(LEAVING, TRACE), "Exiting: child has exited" },

	{ DUMB(BAD_VALUE, ERROR), "Usage: -r option takes"
	    " <signum>:<signum>, where <signum> is between 1 and 31." },
	{ DUMB(BAD_VALUE, ERROR),
	    "This option can be specified multiple times." },
	{ DUMB(BAD_VALUE, ERROR), "Use --help for full usage." },
	{ DUMB(NO_COMMAND, ERROR),
	    "Usage: %w [option] program [args]" },
	{ DUMB(NO_COMMAND, ERROR), "Try %w --help for full usage." },
	{ DUMB(OBEYS_DEBUG, DEBUG), "Running in debug mode." },
	{ DUMB(OBEYS_SETSID, DEBUG), "Not running in setsid mode." },
	{ DUMB(OWN_SESSION, DEBUG), "setsid complete." },
	{ DUMB(STARTED, DEBUG), "Child spawned with PID %p." },
	{ DUMB(FORK_FAILED, ERROR), "Unable to fork. Exiting." },
	{ DUMB(EXEC_FAILED, ERROR), "%w: %d" },
	{ DUMB(SIGNAL, DEBUG), "Received signal %n." },
	{ DUMB(CHLD, DEBUG), "Received signal 17." },
	{ DUMB(TRANSLATED, DEBUG), "Translating signal %n to %m." },
	{ DUMB(FORWARDED, DEBUG), "Forwarded signal %n to children." },
	{ DUMB(DROPPED, DEBUG),
	    "Not forwarding signal %m to children (ignored)." },
	{ DUMB(SUSPENDING, DEBUG), "Suspending self due to TTY signal." },
	{ DUMB(CHILD_EXITED, DEBUG),
	    "A child with PID %p exited with exit status %n." },
	{ DUMB(CHILD_KILLED, DEBUG),
	    "A child with PID %p was terminated by signal %n." },
	{ DUMB(LEAVING, DEBUG), "Child exited with status %n. Goodbye." },

	{ CATA(NO_COMMAND, ERROR), "missing program name" },
	{ CATA(RESERVED, ERROR), "%w is reserved for future use" },
	{ CATA(STARTED, DEBUG), "pid1 (%p) spawned: %w" },
	{ CATA(FORK_FAILED, ERROR), "failed to fork child: %d" },
	{ CATA(FORK_FAILED, ERROR), "failed to spawn pid1: %d" },
	{ CATA(EXEC_FAILED, ERROR), "failed to exec pid1: %d" },
	{ CATA(OTHER_EXITED, DEBUG),
	    "child process %p exited with code %n" },
	{ CATA(OTHER_KILLED, DEBUG),
	    "child process %p exited due to signal %n" },
	{ CATA(ALONE, DEBUG), "got ECHILD: no children left to monitor" },

	{ PAUSE(NOT_INIT, WARNING), "pause should be the first process" },
	{ PAUSE(SHUTDOWN, ERROR), "Shutting down, got signal: %s" },
};

void
voice_set(enum persona persona)
{
	diag_set_style(&styles[persona]);
}

enum persona
voice_persona(void)
{
	const struct diag_style *style = diag_get_style();

	for (int persona = 0; persona < PERSONA_COUNT; persona++)
		if (style == &styles[persona])
			return (enum persona)persona;
	return PERSONA_PODINIT;
}

bool
voice_is_another(void)
{
	return diag_get_style()->speaks_for_another;
}

/* The first line for phrase from at on, or NULL. */
static const struct line *
find(const struct line *at, enum phrase phrase)
{
	const struct line *end = lines + sizeof(lines) / sizeof(lines[0]);
	const struct diag_style *style = diag_get_style();

	/* podinit itself has none; it is not to pay for the others. */
	if (style == &styles[PERSONA_PODINIT])
		return NULL;
	for (; at < end; at++)
		if (&styles[at->persona] == style && at->phrase == phrase)
			return at;
	return NULL;
}

/* Real-time signals have no description but their names. */
static void
describe(char *text, size_t size, int signal)
{
	if (signal < 32)
		strlcat(text, strsignal(signal), size);
	else
		strlcat(text, signame_of(signal).text, size);
}

static void
expand(const char *from, const struct voice_facts *facts, char *text,
    size_t size)
{
	char piece[DIAG_LINE_MAX];

	text[0] = '\0';
	for (; *from != '\0'; from += 2) {
		size_t length = strcspn(from, "%");

		strlcpy(piece, from, length + 1);
		strlcat(text, piece, size);
		from += length;
		if (*from == '\0')
			return;
		switch (from[1]) {
		case 'w':
			strlcat(text, facts->word, size);
			continue;
		case 'd':
			strlcat(text, facts->detail, size);
			continue;
		case 's':
			describe(text, size, facts->number);
			continue;
		}
		snprintf(piece, sizeof(piece), "%d",
		    from[1] == 'p' ? facts->pid :
		    from[1] == 'n' ? facts->number : facts->second);
		strlcat(text, piece, size);
	}
}

/* By itself: its text is not to be in the way of who has nothing to say. */
static __attribute__((noinline)) void
say(const struct line *line, enum phrase phrase,
    const struct voice_facts *facts, bool bare)
{
	char text[DIAG_LINE_MAX];
	size_t at = 0;

	for (; line != NULL; line = find(line + 1, phrase)) {
		if (!diag_wants(line->level))
			continue;
		expand(line->text, facts, text + at, sizeof(text) - at);
		at = 0;
		if (line->text[strlen(line->text) - 1] == ' ')
			at = strlen(text);
		else if (bare)
			diag_bare(text);
		else
			diag_quote(line->level, "%s", text);
	}
}

bool
voice_say(enum phrase phrase, const struct voice_facts *facts)
{
	const struct line *line = find(lines, phrase);

	if (line != NULL)
		say(line, phrase, facts, false);
	return line != NULL;
}

bool
voice_say_bare(enum phrase phrase, const struct voice_facts *facts)
{
	const struct line *line = find(lines, phrase);

	if (line != NULL)
		say(line, phrase, facts, true);
	return line != NULL;
}

bool
voice_has(enum phrase phrase)
{
	return find(lines, phrase) != NULL;
}
