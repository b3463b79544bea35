/*
 * The socket pair between podinit's outer and its inner process: a kill(2)
 * across a PID namespace loses its sender, and PID 1 cannot stop itself.
 */
#include "config.h"

#include "link.h"

#include <sys/socket.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "die.h"

enum {
	/* The kernel's SIGRTMIN: libc's leaves out those it uses itself. */
	FIRST_REALTIME = 32,
	/* How long the outer process, which may be stopped, is waited for. */
	PATIENCE = 200,			/* milliseconds */
};

void
link_make(int ends[2])
{
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1)
		die("socketpair: %s", strerror(errno));
}

void
link_begin(struct link *link, const int ends[2], int own)
{
	close(ends[1 - own]);
	link->fd = ends[own];
	memset(link->due, 0, sizeof(link->due));
}

void
link_say(const struct link *link, const struct link_message *message)
{
	send(link->fd, message, sizeof(*message), MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* Room for credentials beside a message. */
union control {
	struct cmsghdr header;
	char room[CMSG_SPACE(sizeof(struct ucred))];
};

void
link_say_started(const struct link *link, pid_t main_process,
    pid_t otherwise)
{
	const struct ucred main_ids = {
		.pid = main_process, .uid = getuid(), .gid = getgid(),
	};
	struct link_message message = { .word = LINK_STARTED };
	struct iovec whole = { &message, sizeof(message) };
	union control control = { .header = {
		.cmsg_level = SOL_SOCKET,
		.cmsg_type = SCM_CREDENTIALS,
		.cmsg_len = CMSG_LEN(sizeof(main_ids)),
	} };
	struct msghdr parts = {
		.msg_iov = &whole, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};

	memcpy(CMSG_DATA(&control.header), &main_ids, sizeof(main_ids));
	if (sendmsg(link->fd, &parts, MSG_DONTWAIT | MSG_NOSIGNAL) != -1)
		return;
	message.pid = otherwise;
	link_say(link, &message);
}

bool
link_hear(const struct link *link, enum link_word word)
{
	struct link_message message;
	ssize_t got;

	do
		got = recv(link->fd, &message, sizeof(message), 0);
	while (got == -1 && errno == EINTR);
	return got == sizeof(message) && message.word == word;
}

bool
link_take(const struct link *link, struct link_message *message)
{
	return recv(link->fd, message, sizeof(*message), MSG_DONTWAIT) ==
	    sizeof(*message);
}

bool
link_take_started(const struct link *link, struct link_message *message)
{
	struct iovec whole = { message, sizeof(*message) };
	union control control;
	struct msghdr parts = {
		.msg_iov = &whole, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};
	const struct cmsghdr *header;
	int on = 1, off = 0;
	struct ucred ids;
	ssize_t got;

	/* For this call alone: who sends with it on is given an address. */
	setsockopt(link->fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof(on));
	got = recvmsg(link->fd, &parts, MSG_DONTWAIT);
	setsockopt(link->fd, SOL_SOCKET, SO_PASSCRED, &off, sizeof(off));
	if (got != sizeof(*message))
		return false;
	header = CMSG_FIRSTHDR(&parts);
	if (message->word == LINK_STARTED && message->pid == 0 &&
	    header != NULL && header->cmsg_type == SCM_CREDENTIALS) {
		memcpy(&ids, CMSG_DATA(header), sizeof(ids));
		message->pid = ids.pid;
	}
	return true;
}

int
link_announce(int fd)
{
	/* With F_SETSIG the signal carries the descriptor, fcntl(2). */
	if (fcntl(fd, F_SETOWN, getpid()) == -1 ||
	    fcntl(fd, F_SETSIG, LINK_SIGNAL) == -1)
		return -1;
	/* The only flag that it has: it is as link_make() made it. */
	return fcntl(fd, F_SETFL, O_ASYNC);
}

bool
link_is_announced(const struct link *link, const siginfo_t *info)
{
	struct pollfd here = { .fd = link->fd, .events = POLLIN };

	if (info->si_signo == LINK_SIGNAL)
		return info->si_code > 0 && info->si_fd == link->fd;
	return info->si_signo == SIGIO && info->si_code == SI_KERNEL &&
	    poll(&here, 1, 0) == 1 && (here.revents & POLLIN);
}

bool
link_is_broken(const struct link *link)
{
	struct pollfd other = { .fd = link->fd };

	if (poll(&other, 1, 0) == -1)
		die("poll whether podinit's other process lives: %s",
		    strerror(errno));
	return other.revents & POLLHUP;
}

const struct link_message *
link_sender_of(struct link *link, int number)
{
	struct link_message message;

	while (link_take(link, &message)) {
		if (message.word != LINK_SENDER || message.number < 1 ||
		    message.number > SIGNAME_MAX)
			continue;
		link->senders[message.number] = message;
		/* Below the real-time signals equal ones merge, signal(7). */
		if (message.number < FIRST_REALTIME)
			link->due[message.number] = 0;
		link->due[message.number]++;
	}
	if (link->due[number] == 0)
		return NULL;
	link->due[number]--;
	return &link->senders[number];
}

int64_t
link_ask_oom_kills(const struct link *link)
{
	const struct link_message question = { .word = LINK_ASK };
	struct pollfd answer = { .fd = link->fd, .events = POLLIN };
	struct link_message message;

	link_say(link, &question);
	while (poll(&answer, 1, PATIENCE) == 1 && link_take(link, &message))
		if (message.word == LINK_ANSWER)
			return message.number;
	return -1;
}
