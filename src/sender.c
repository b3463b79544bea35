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

/* The pid of who it was, 0 for one outside; no number that means the kernel. */
static pid_t
pid_of(const siginfo_t *info)
{
	return info->si_pid < 0 ? 0 : info->si_pid;
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
	message.pid = pid_of(info);
	message.uid = info->si_uid;
	message.is_claimed = is_claimed(info);
	message.command = procs_command(message.pid);
	return message;
}

struct sender
sender_of(const siginfo_t *info, const struct link_message *told)
{
	if (told != NULL && told->pid > 0)
		return (struct sender){ SENDER_CALLER, told->pid, told->uid,
		    told->is_claimed, told->command };
	if (info->si_code == SI_KERNEL ||
	    (told != NULL && told->pid == LINK_PID_TERMINAL))
		return (struct sender){ .origin = SENDER_TERMINAL };
	if (info->si_code > 0 ||
	    (told != NULL && told->pid == LINK_PID_KERNEL))
		return (struct sender){ .origin = SENDER_KERNEL };
	if (told != NULL)
		return (struct sender){ .origin = SENDER_OUTSIDE,
		    .uid = told->uid, .is_claimed = told->is_claimed };
	if (pid_of(info) == 0)
		return (struct sender){ .origin = SENDER_OUTSIDE,
		    .uid = info->si_uid, .is_claimed = is_claimed(info) };
	return (struct sender){ SENDER_PROCESS, info->si_pid, info->si_uid,
	    is_claimed(info), procs_command(info->si_pid) };
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
