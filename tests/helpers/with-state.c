/*
 * with-state: executes a command in a state that it did not choose.
 *
 *	with-state [-b LIST] [-i LIST] [-r LIST] [-c LIST] [-o LIST]
 *	    [-2 KIND] [-k MS] [-e] COMMAND...
 *
 * A LIST is numbers with commas between, or "all".
 *
 *	-b	signals that are blocked
 *	-i	signals that are ignored
 *	-r	signals that are pending: raised once they are blocked
 *	-c	descriptors that are closed
 *	-o	descriptors that are open, on /dev/null
 *	-2	standard error is a pipe or a socket that nobody reads and that
 *		is full, or whose reader has gone: full-pipe, broken-pipe,
 *		full-socket, broken-socket
 *	-k	with a child that it never started, which ends after MS
 *		milliseconds with status 66
 *	-e	with an empty argument list, not even a name in it
 */

#define _GNU_SOURCE
#include <sys/socket.h>
#include <sys/syscall.h>

#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TROUBLE = 99 };

/* Calls each for every number of list. */
static void
for_all(char *list, int most, void (*each)(int))
{
	char *word;
	int n;

	if (strcmp(list, "all") == 0) {
		for (n = 1; n <= most; n++)
			each(n);
		return;
	}
	while ((word = strsep(&list, ",")) != NULL)
		each(atoi(word));
}

/* By system calls, since no libc lets one block or ignore them all. */
static void
block(int sig)
{
	uint64_t set = UINT64_C(1) << (sig - 1);

	if (syscall(SYS_rt_sigprocmask, SIG_BLOCK, &set, NULL, sizeof(set)))
		err(TROUBLE, "rt_sigprocmask");
}

static void
ignore(int sig)
{
	struct {
		void	*handler;
		long	rest[15];
	} act = { .handler = (void *)SIG_IGN };

	if (sig == SIGKILL || sig == SIGSTOP)
		return;
	if (syscall(SYS_rt_sigaction, sig, &act, NULL, sizeof(uint64_t)))
		err(TROUBLE, "rt_sigaction");
}

static void
make_pending(int sig)
{
	block(sig);
	if (kill(getpid(), sig) == -1)
		err(TROUBLE, "kill");
}

static void
shut(int fd)
{
	close(fd);
}

static void
open_at(int fd)
{
	int null = open("/dev/null", O_RDWR);

	if (null == -1 || dup2(null, fd) == -1)
		err(TROUBLE, "/dev/null");
	if (null != fd)
		close(null);
}

/* Until it takes nothing more, not even a byte. */
static void
fill(int fd)
{
	static const char zeros[4096];
	size_t size = sizeof(zeros);
	int flags = fcntl(fd, F_GETFL);

	fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	while (size > 0)
		if (write(fd, zeros, size) == -1)
			size /= 2;
	fcntl(fd, F_SETFL, flags);
}

/* The reading end of a full one stays open, in all that is executed. */
static void
spoil_standard_error(const char *kind)
{
	int ends[2];

	if (strstr(kind, "pipe") != NULL ? pipe(ends) :
	    socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
		err(TROUBLE, "%s", kind);
	if (strncmp(kind, "full", 4) == 0)
		fill(ends[1]);
	else
		close(ends[0]);
	if (dup2(ends[1], STDERR_FILENO) == -1)
		err(TROUBLE, "dup2");
	close(ends[1]);
}

static void
have_child(int milliseconds)
{
	switch (fork()) {
	case -1:
		err(TROUBLE, "fork");
	case 0:
		usleep((useconds_t)milliseconds * 1000);
		_exit(66);
	}
}

int
main(int argc, char *argv[])
{
	char *nothing[] = { NULL };
	char *closed = NULL;
	int empty = 0, opt;

	while ((opt = getopt(argc, argv, "+2:b:c:ei:k:o:r:")) != -1) {
		switch (opt) {
		case '2':
			spoil_standard_error(optarg);
			break;
		case 'b':
			for_all(optarg, 64, block);
			break;
		case 'c':
			closed = optarg;
			break;
		case 'e':
			empty = 1;
			break;
		case 'i':
			for_all(optarg, 64, ignore);
			break;
		case 'k':
			have_child(atoi(optarg));
			break;
		case 'o':
			for_all(optarg, 0, open_at);
			break;
		case 'r':
			for_all(optarg, 0, make_pending);
			break;
		default:
			return TROUBLE;
		}
	}
	if (optind == argc)
		errx(TROUBLE, "no command");
	if (closed != NULL)
		for_all(closed, 0, shut);
	if (empty)
		execve(argv[optind], nothing, environ);
	else
		execvp(argv[optind], argv + optind);
	err(TROUBLE, "%s", argv[optind]);
}
