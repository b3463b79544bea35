#ifndef PODINIT_VOICE_H
#define PODINIT_VOICE_H

#include <stdbool.h>

/* podinit itself, and the programs that it stands in for. */
enum persona {
	PERSONA_PODINIT,
	PERSONA_TINI,
	PERSONA_DUMB_INIT,
	PERSONA_CATATONIT,
	PERSONA_PAUSE,
	PERSONA_COUNT,
};

/* What one of them may have words of its own for. */
enum phrase {
	PHRASE_BAD_VALUE,	/* word: the option, detail: its value */
	PHRASE_NO_COMMAND,	/* word: what podinit is called */
	PHRASE_RESERVED,	/* word: a variable that must not be there */
	PHRASE_OBEYS_DEBUG,	/* the variable of that name */
	PHRASE_OBEYS_SETSID,
	PHRASE_NOT_INIT,	/* nor a subreaper: orphans go elsewhere */
	PHRASE_ADOPTS,		/* a subreaper now */
	PHRASE_OWN_SESSION,	/* main leads a session of its own */
	PHRASE_STARTED,		/* word: the command, pid: main's */
	PHRASE_FORK_FAILED,	/* detail: why */
	PHRASE_EXEC_FAILED,	/* word: the command, detail: why */
	PHRASE_SIGNAL,		/* number: what was received, but CHLD */
	PHRASE_CHLD,		/* a child ended */
	PHRASE_SHUTDOWN,	/* number: what ends a pause */
	PHRASE_TRANSLATED,	/* number: as second */
	PHRASE_FORWARDING,	/* number: is about to be sent, */
	PHRASE_FORWARDED,	/* or has been */
	PHRASE_DROPPED,		/* number: is not forwarded */
	PHRASE_SUSPENDING,	/* podinit stops */
	PHRASE_CHILD_EXITED,	/* pid, number: the status; main, too */
	PHRASE_CHILD_KILLED,	/* pid, number: the signal */
	PHRASE_OTHER_EXITED,	/* the same of another than main */
	PHRASE_OTHER_KILLED,
	PHRASE_ADOPTED,		/* pid: of an adopted process, reaped */
	PHRASE_MAIN_EXITED,	/* pid, number: the status */
	PHRASE_MAIN_KILLED,	/* pid, number: the signal */
	PHRASE_ALONE,		/* no child is left at the end */
	PHRASE_LEAVING,		/* number: podinit's own status */
};

struct voice_facts {
	const char *word, *detail;
	int pid, number, second;
};

/* Speaks as persona from now on; and who that is. */
void
voice_set(enum persona persona);

enum persona
voice_persona(void);

/* Whether that is not podinit itself: asked before facts are gathered. */
bool
voice_is_another(void);

/*
 * Says it in the words of the program that podinit stands in for, where they
 * are wanted.  Returns false where that has none: podinit's own serve.
 */
bool
voice_say(enum phrase phrase, const struct voice_facts *facts);

/* The same, on standard error and without what lines begin with. */
bool
voice_say_bare(enum phrase phrase, const struct voice_facts *facts);

/* Whether there are such words. */
bool
voice_has(enum phrase phrase);

#endif
