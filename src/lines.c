/*
 * Reads a text file of the system line by line.  The file may be hostile: it
 * is never waited for, and whatever is in it, reading it comes to an end.
 * What the lines mean is the caller's affair.  Nothing is allocated.
 */
#include "config.h"

#include "lines.h"

#include <sys/stat.h>

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Notes why reading ends here. */
static bool __attribute__((format(printf, 2, 3)))
wrong(struct lines *lines, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(lines->wrong.text, sizeof(lines->wrong.text), format,
	    arguments);
	va_end(arguments);
	return false;
}

void
lines_open(struct lines *lines, const char *path)
{
	lines_open_at(lines, AT_FDCWD, path);
}

void
lines_open_at(struct lines *lines, int dir, const char *path)
{
	/* O_NONBLOCK: a FIFO would wait for a writer. */
	lines_take(lines, openat(dir, path,
	    O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

void
lines_take(struct lines *lines, int fd)
{
	struct stat what;

	lines->number = 0;
	lines->left = LINES_FILE_MAX;
	lines->filled = lines->at = 0;
	lines->wrong.text[0] = '\0';
	lines->fd = fd;
	if (lines->fd == -1 || fstat(lines->fd, &what) == -1)
		wrong(lines, "%s", strerror(errno));
	else if (!S_ISREG(what.st_mode))
		wrong(lines, "not a regular file");
}

/* Reads more bytes where all have been used.  Returns whether there are any. */
static bool
fill(struct lines *lines)
{
	size_t wanted = sizeof(lines->bytes);
	ssize_t got;

	if (lines->at < lines->filled)
		return true;
	lines->at = lines->filled = 0;
	/* One more than may be had, so that a larger file is seen to be one. */
	if (wanted > lines->left + 1)
		wanted = lines->left + 1;
	got = read(lines->fd, lines->bytes, wanted);
	if (got == -1)
		return wrong(lines, "%s", strerror(errno));
	if ((size_t)got > lines->left)
		return wrong(lines, "larger than %d bytes", LINES_FILE_MAX);
	lines->left -= (size_t)got;
	lines->filled = (size_t)got;
	return got > 0;
}

/* A line that does not fit is cut, or is wrong. */
static bool
next(struct lines *lines, char *line, size_t size, bool cut)
{
	size_t length = 0;

	if (lines->wrong.text[0] != '\0')
		return false;
	while (fill(lines)) {
		char byte = lines->bytes[lines->at++];

		if (length == 0)
			lines->number++;
		if (byte == '\n') {
			line[length] = '\0';
			return true;
		}
		if (byte == '\0')
			return wrong(lines, "line %u: a NUL byte",
			    lines->number);
		if (length + 1 == size && cut)
			continue;
		if (length + 1 == size)
			return wrong(lines, "line %u: more than %zu bytes",
			    lines->number, size - 1);
		line[length++] = byte;
	}
	line[length] = '\0';
	return length > 0 && lines->wrong.text[0] == '\0';
}

bool
lines_next(struct lines *lines, char *line, size_t size)
{
	return next(lines, line, size, false);
}

bool
lines_next_cut(struct lines *lines, char *line, size_t size)
{
	return next(lines, line, size, true);
}

void
lines_close(struct lines *lines)
{
	if (lines->fd != -1)
		close(lines->fd);
}
