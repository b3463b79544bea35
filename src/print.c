/*
 * Standard streams, for what podinit prints when it is asked something.  Waits
 * for room, as any program that prints; so nothing that supervises uses it.
 */
#include "config.h"

#include "print.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "printable.h"

static void
print_bytes(int fd, const char *bytes, size_t length)
{
	size_t done = 0;
	ssize_t wrote;

	for (; done < length; done += (size_t)wrote) {
		wrote = write(fd, bytes + done, length - done);
		if (wrote == -1)
			die("write standard %s: %s",
			    fd == STDOUT_FILENO ? "output" : "error",
			    strerror(errno));
	}
}

void
print_text(int fd, const char *text)
{
	print_bytes(fd, text, strlen(text));
}

void
print_line(struct print *print, const char *format, ...)
{
	char text[PRINT_LINE_MAX];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (sizeof(print->bytes) - print->length < PRINT_LINE_MAX)
		print_end(print);
	print->length += printable_line(print->bytes + print->length,
	    PRINT_LINE_MAX, text);
}

void
print_whole_line(struct print *print, const char *line, size_t length)
{
	if (sizeof(print->bytes) - print->length < length)
		print_end(print);
	memcpy(print->bytes + print->length, line, length);
	print->length += length;
}

void
print_end(struct print *print)
{
	print_bytes(STDOUT_FILENO, print->bytes, print->length);
	print->length = 0;
}
