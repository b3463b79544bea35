#ifndef PODINIT_LINK_H
#define PODINIT_LINK_H

#include <sys/types.h>

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "procs.h"
#include "signame.h"

/* What the outer and the inner process say to each other. */
enum link_word {
	LINK_SHOWN,		/* inner: its files in /proc can be written */
	LINK_MAPPED,		/* outer: the inner one's ids are mapped */
	LINK_READY,		/* inner: the namespaces are furnished */
	LINK_GO,		/* outer: start the main process */
	LINK_SENDER,		/* outer: who sent the signal that follows */
	LINK_STOPPED,		/* inner: main was stopped by its terminal */
	LINK_STARTED,		/* inner: main was started */
	LINK_ASK,		/* inner: how many were killed for memory? */
	LINK_ANSWER,		/* outer: so many */
};

struct link_message {
	enum link_word word;
	int number;			/* the signal; or the answer */
	pid_t pid;			/* of its sender, or of main, as the */
					/* outer sees it */
	uid_t uid;
	bool is_claimed;		/* both, by the sender alone */
	struct procs_command command;
};

/* Stand for the kernel where a sender's pid stands. */
#define LINK_PID_KERNEL (-2)
#define LINK_PID_TERMINAL (-3)

/* One end. */
struct link {
	int fd;
	/* Of each signal, who sent the last one; and how many are due. */
	struct link_message senders[SIGNAME_MAX + 1];
	unsigned int due[SIGNAME_MAX + 1];
};

/* Makes the descriptors of the two ends, or dies. */
void
link_make(int ends[2]);

/*
 * Takes one's own end, 0 or 1, and closes the other: where the other end's
 * process dies, link_hear() says so.
 */
void
link_begin(struct link *link, const int ends[2], int own);

/* Says it; one that cannot be said now is dropped, for nobody may wait. */
void
link_say(const struct link *link, const struct link_message *message);

/*
 * Says that main was started: LINK_STARTED, with its pid as it is at the other
 * end, which the kernel fills in; or with otherwise, which is not 0, where it
 * does not.
 */
void
link_say_started(const struct link *link, pid_t main_process,
    pid_t otherwise);

/* Waits for a word.  Returns false where the other end is gone first. */
bool
link_hear(const struct link *link, enum link_word word);

/* Takes a message that is there already.  Returns false where there is none. */
bool
link_take(const struct link *link, struct link_message *message);

/* The same, where LINK_STARTED may be among them. */
bool
link_take_started(const struct link *link, struct link_message *message);

/*
 * The signal that announces a message.  A real-time one, which is queued: a
 * SIGIO of the caller's would merge with ours, and one of them be lost.
 */
enum { LINK_SIGNAL = SIGNAME_MAX };

/* Asks for LINK_SIGNAL when a message comes.  Returns 0, or -1 with errno. */
int
link_announce(int fd);

/*
 * Whether info announces a message: by LINK_SIGNAL, or, where its queue was
 * full, by a bare SIGIO, fcntl(2).
 */
bool
link_is_announced(const struct link *link, const siginfo_t *info);

/* Whether the other end's process is gone; dies where that cannot be told. */
bool
link_is_broken(const struct link *link);

/*
 * Who sent signal number, which has come, as the outer process saw it; NULL
 * where it has not forwarded this one.
 */
const struct link_message *
link_sender_of(struct link *link, int number);

/*
 * Asks the outer process how many were killed for want of memory since main
 * was started.  Returns -1 where that cannot be told, or not in time.
 */
int64_t
link_ask_oom_kills(const struct link *link);

#endif
