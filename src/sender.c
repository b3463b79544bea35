/*
 * Who sent a signal, as far as this process or the outer one can see.  To
 * whom it is told is the caller's affair.
 */
#include "config.h"

#include "sender.h"

#include <stdio.h>

struct sender
sender_of(const siginfo_t *info, const struct link_message *told)
{
	if (told != NULL && told->pid > 0)
		return (struct sender){ SENDER_CALLER, told->pid, told->uid,
		    told->command };
	if (info->si_code == SI_KERNEL ||
	    (told != NULL && told->pid == LINK_PID_KERNEL))
		return (struct sender){ .origin = SENDER_TERMINAL };
	if (info->si_code > 0)
		return (struct sender){ .origin = SENDER_KERNEL };
	if (info->si_pid == 0)
		return (struct sender){ .origin = SENDER_OUTSIDE,
		    .uid = told != NULL ? told->uid : info->si_uid };
	return (struct sender){ SENDER_PROCESS, info->si_pid, info->si_uid,
	    procs_command(info->si_pid) };
}

struct sender_text
sender_words(const struct sender *sender)
{
	struct sender_text words;

	switch (sender->origin) {
	case SENDER_TERMINAL:
		return (struct sender_text){ "the kernel (terminal)" };
	case SENDER_KERNEL:
		return (struct sender_text){ "the kernel" };
	case SENDER_OUTSIDE:
		snprintf(words.text, sizeof(words.text), "outside the PID"
		    " namespace, uid %u", (unsigned int)sender->uid);
		break;
	default:
		snprintf(words.text, sizeof(words.text),
		    "pid %d, uid %u (%s)%s", (int)sender->pid,
		    (unsigned int)sender->uid, sender->command.text,
		    sender->origin == SENDER_CALLER ?
		        ", all as seen outside" : "");
	}
	return words;
}

const char *
sender_origin(const struct sender *sender)
{
	static const char words[][10] = {
		"process", "caller", "outside", "terminal", "kernel",
	};

	return words[sender->origin];
}
