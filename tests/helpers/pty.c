/*
 * pty: the person at a terminal.
 *
 *	pty [-n] KEYS COMMAND...
 *
 * The command runs on a new pseudo-terminal, in a session of its own whose
 * controlling terminal that is. What it prints comes out of standard output
 * as it was written; what comes out of the fifo KEYS is typed and not echoed.
 * When the fifo is closed by all who write to it, the line hangs up. The
 * exit status is the command's, or 128 and the signal that killed it.
 *
 *	-n	the terminal is the standard input and output alone, and
 *		nobody's controlling terminal
 */

#define _GNU_SOURCE
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { TROUBLE = 99, END_MARK = '\0' };

static int
open_or_die(const char *file, int flags)
{
	int fd = open(file, flags | O_CLOEXEC);

	if (fd == -1)
		err(TROUBLE, "%s", file);
	return fd;
}

/* A terminal without echo and without carriage returns. */
static int
open_terminal(int *line)
{
	struct termios settings;
	int fd;

	fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (fd == -1 || grantpt(fd) == -1 || unlockpt(fd) == -1)
		err(TROUBLE, "posix_openpt");
	*line = open_or_die(ptsname(fd), O_RDWR | O_NOCTTY);
	if (tcgetattr(*line, &settings) == -1)
		err(TROUBLE, "tcgetattr");
	settings.c_lflag &= ~(tcflag_t)ECHO;
	settings.c_oflag &= ~(tcflag_t)OPOST;
	if (tcsetattr(*line, TCSANOW, &settings) == -1)
		err(TROUBLE, "tcsetattr");
	return fd;
}

static pid_t
start(int line, bool controlling, char *argv[])
{
	sigset_t none;
	pid_t pid;

	pid = fork();
	if (pid == -1)
		err(TROUBLE, "fork");
	if (pid > 0)
		return pid;

	if (setsid() == -1)
		err(TROUBLE, "setsid");
	if (controlling && ioctl(line, TIOCSCTTY, 0) == -1)
		err(TROUBLE, "TIOCSCTTY");
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (dup2(line, fd) == -1)
			err(TROUBLE, "dup2");
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvp(argv[0], argv);
	err(TROUBLE, "%s", argv[0]);
}

static void
write_all(int fd, const char *text, size_t length)
{
	ssize_t n;

	for (; length > 0; text += n, length -= (size_t)n) {
		n = write(fd, text, length);
		if (n == -1)
			err(TROUBLE, "write");
	}
}

/* Copies what there is. False at the end of it, or at the end mark. */
static bool
copy(int from, int to)
{
	char text[4096], *mark;
	ssize_t n;

	n = read(from, text, sizeof(text));
	if (n == -1)
		err(TROUBLE, "read");
	mark = memchr(text, END_MARK, (size_t)n);
	write_all(to, text, mark != NULL ? (size_t)(mark - text) : (size_t)n);
	return n > 0 && mark == NULL;
}

/*
 * What was written last is still on its way. A mark that is written after it
 * arrives after it, once output goes on that Ctrl-S may have stopped.
 */
static void
drain(int terminal, int line)
{
	const char mark = END_MARK;
	int fd;

	tcflow(line, TCOOFF);
	tcflow(line, TCOON);
	fd = open_or_die(ptsname(terminal), O_WRONLY | O_NOCTTY | O_NONBLOCK);
	while (write(fd, &mark, sizeof(mark)) == -1) {
		if (errno != EAGAIN)
			err(TROUBLE, "write");
		/* Full: there is something to read. */
		copy(terminal, STDOUT_FILENO);
	}
	while (copy(terminal, STDOUT_FILENO))
		continue;
}

int
main(int argc, char *argv[])
{
	struct signalfd_siginfo info;
	struct pollfd fds[3];
	bool controlling = true;
	sigset_t chld;
	int line, opt, status;
	pid_t child;

	while ((opt = getopt(argc, argv, "+n")) != -1) {
		if (opt != 'n')
			return TROUBLE;
		controlling = false;
	}
	argv += optind;
	if (argc - optind < 2)
		errx(TROUBLE, "no command");

	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, NULL);
	for (int i = 0; i < 3; i++)
		fds[i].events = POLLIN;
	fds[0].fd = signalfd(-1, &chld, SFD_CLOEXEC);
	fds[1].fd = open_terminal(&line);
	fds[2].fd = open_or_die(argv[0], O_RDONLY);
	child = start(line, controlling, argv + 1);

	while (waitpid(child, &status, WNOHANG) == 0) {
		if (poll(fds, 3, -1) == -1)
			err(TROUBLE, "poll");
		if (fds[0].revents != 0 &&
		    read(fds[0].fd, &info, sizeof(info)) == -1)
			err(TROUBLE, "signalfd");
		if (fds[1].revents != 0)
			copy(fds[1].fd, STDOUT_FILENO);
		if (fds[2].revents != 0 && !copy(fds[2].fd, fds[1].fd)) {
			/* Poll leaves out what is negative. */
			close(fds[1].fd);
			fds[1].fd = fds[2].fd = -1;
		}
	}
	if (fds[1].fd != -1)
		drain(fds[1].fd, line);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
	    WEXITSTATUS(status);
}
