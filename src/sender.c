/*
 * Who sent a signal, as far as this process or the outer one can see.  To
 * whom it is told is the caller's affair.
 */
#include "config.h"

#include "sender.h"

#include <stdio.h>

/*
 * Of these the kernel takes whatever sender is written there, sigqueue(3); of
 * the others it writes it itself.
 */
static bool
is_claimed(const siginfo_t *info)
{
	return info->si_code < 0 && info->si_code != SI_TKILL;
}

struct link_message
sender_message(const siginfo_t *info)
{
	struct link_message message = {
		.word = LINK_SENDER,
		.number = info->si_signo,
		.command = { "?" },
	};

	/* What the kernel sends has other things in the sender's place. */
	if (info->si_code > 0) {
		message.pid = info->si_code == SI_KERNEL ? LINK_PID_TERMINAL :
		    LINK_PID_KERNEL;
		return message;
	}
	message.uid = info->si_uid;
	message.is_claimed = is_claimed(info);
	/* 0 is one outside, and a number that is none may mean no kernel. */
	if (info->si_pid > 0) {
		message.pid = info->si_pid;
		message.command = procs_command(message.pid);
	}
	return message;
}

struct sender
sender_of(const siginfo_t *info, const struct link_message *told)
{
	struct link_message message =
	    told != NULL ? *told : sender_message(info);

	switch (message.pid) {
	case LINK_PID_TERMINAL:
		return (struct sender){ .origin = SENDER_TERMINAL };
	case LINK_PID_KERNEL:
		return (struct sender){ .origin = SENDER_KERNEL };
	case 0:
		return (struct sender){ .origin = SENDER_OUTSIDE,
		    .uid = message.uid, .is_claimed = message.is_claimed };
	default:
		return (struct sender){
		    told != NULL ? SENDER_CALLER : SENDER_PROCESS, message.pid,
		    message.uid, message.is_claimed, message.command };
	}
}

struct sender_text
sender_words(const struct sender *sender)
{
	const char *vouched = sender->is_claimed ? ", as it says itself" : "";
	struct sender_text words;

	switch (sender->origin) {
	case SENDER_TERMINAL:
		return (struct sender_text){ "the kernel (terminal)" };
	case SENDER_KERNEL:
		return (struct sender_text){ "the kernel" };
	case SENDER_OUTSIDE:
		snprintf(words.text, sizeof(words.text), "outside the PID"
		    " namespace, uid %u%s", (unsigned int)sender->uid, vouched);
		break;
	default:
		snprintf(words.text, sizeof(words.text),
		    "pid %d, uid %u (%s)%s%s", (int)sender->pid,
		    (unsigned int)sender->uid, sender->command.text,
		    sender->origin == SENDER_CALLER ?
		        ", all as seen outside" : "", vouched);
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
