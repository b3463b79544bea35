/*
 * Diagnostics: formats one line and writes it to standard error with one
 * write that cannot block.  The only mutable globals of the program are here.
 * When a line is said and what it says is the caller's affair.
 */
#include "config.h"

#include "diag.h"

#include <sys/socket.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "os.h"

static enum diag_level highest = DIAG_WARNING;
static bool closed;

void
diag_init(void)
{
	closed = fcntl(STDERR_FILENO, F_GETFD) == -1;
}

void
diag_set_level(enum diag_level level)
{
	highest = level;
}

bool
diag_wants(enum diag_level level)
{
	return level <= highest && !closed;
}

/*
 * A terminal knows no RWF_NOWAIT, and O_NONBLOCK set on the descriptor would
 * show in every process that shares it.  So it is opened once more, for this
 * line alone.
 */
static ssize_t
write_terminal(const char *line, size_t length)
{
	ssize_t written;
	int fd;

	fd = open("/proc/self/fd/2",
	    O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	written = write(fd, line, length);
	close(fd);
	return written;
}

/* What is left for a device or a kernel without RWF_NOWAIT. */
static void
write_when_ready(const char *line, size_t length)
{
	struct pollfd ready = { .fd = STDERR_FILENO, .events = POLLOUT };
	ssize_t ignored;

	if (poll(&ready, 1, 0) != 1 || !(ready.revents & POLLOUT))
		return;
	ignored = write(STDERR_FILENO, line, length);
	(void)ignored;
}

/*
 * One line, without waiting.  Poll and then write would race with the main
 * process's own writes to the same pipe; a write that does not wait cannot.
 */
static void
write_line(const char *line, size_t length)
{
	struct stat what;
	ssize_t ignored;
	int reason;

	if (os_write_now(STDERR_FILENO, line, length) != -1)
		return;
	reason = errno;
	if (reason == EPIPE || fstat(STDERR_FILENO, &what) == -1)
		return;
	if (S_ISREG(what.st_mode)) {
		/* Some file systems refuse the flag; none makes us wait. */
		ignored = write(STDERR_FILENO, line, length);
		(void)ignored;
	} else if (reason == EAGAIN)
		return;
	else if (S_ISSOCK(what.st_mode))
		send(STDERR_FILENO, line, length, MSG_DONTWAIT | MSG_NOSIGNAL);
	else if (!isatty(STDERR_FILENO) || write_terminal(line, length) == -1)
		write_when_ready(line, length);
}

/*
 * Copies text to line, non-printing bytes as \xNN, and ends it with a newline.
 * What does not fit is cut, and the cut is shown.  Returns the length.
 */
static size_t
escape(char *line, size_t size, const char *text)
{
	static const char hex[] = "0123456789abcdef";
	const size_t room = size - sizeof("...\n");
	size_t length = 0;

	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;
		bool prints = byte >= 0x20 && byte < 0x7f;

		if (length + (prints ? 1 : 4) > room) {
			memcpy(line + length, "...", 3);
			length += 3;
			break;
		}
		if (prints) {
			line[length++] = *text;
			continue;
		}
		line[length++] = '\\';
		line[length++] = 'x';
		line[length++] = hex[byte >> 4];
		line[length++] = hex[byte & 0xf];
	}
	line[length++] = '\n';
	return length;
}

void
diag(enum diag_level level, const char *format, ...)
{
	char text[DIAG_LINE_MAX], line[DIAG_LINE_MAX];
	int saved = errno, prefix;
	va_list arguments;

	if (!diag_wants(level))
		return;
	prefix = snprintf(text, sizeof(text), "podinit: %s",
	    level == DIAG_WARNING ? "warning: " : "");
	va_start(arguments, format);
	vsnprintf(text + prefix, sizeof(text) - (size_t)prefix, format,
	    arguments);
	va_end(arguments);
	write_line(line, escape(line, sizeof(line), text));
	errno = saved;
}
