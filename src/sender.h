#ifndef PODINIT_SENDER_H
#define PODINIT_SENDER_H

#include <sys/types.h>

#include <signal.h>
#include <stdbool.h>

#include "link.h"
#include "procs.h"

/* Where a signal came from. */
enum sender_origin {
	SENDER_PROCESS,			/* one of podinit's PID namespace */
	SENDER_CALLER,			/* one that the outer process saw */
	SENDER_OUTSIDE,			/* one that nobody here can see */
	SENDER_TERMINAL,
	SENDER_KERNEL,
};

struct sender {
	enum sender_origin origin;
	pid_t pid;			/* of the first two */
	uid_t uid;			/* of the first three */
	bool is_claimed;		/* both, by the sender alone */
	struct procs_command command;	/* of the first two */
};

/*
 * Who sent the signal of info, whose command is looked up; or, where that is
 * not NULL, who the outer process says it was.
 */
struct sender
sender_of(const siginfo_t *info, const struct link_message *told);

/* The same for the inner process. */
struct link_message
sender_message(const siginfo_t *info);

/* Room for the longest words. */
struct sender_text {
	char text[112];
};

/* In words that follow "from": "pid 5, uid 0 (sh)", "the kernel". */
struct sender_text
sender_words(const struct sender *sender);

/* The origin in one word: process, caller, outside, terminal, kernel. */
const char *
sender_origin(const struct sender *sender);

#endif
