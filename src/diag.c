/*
 * Diagnostics: formats one line, in words or as JSON, and writes it to
 * standard error.  The only mutable globals of the program are here.
 * When a line is said and what it says is the caller's affair.
 */
#include "config.h"

#include "diag.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "json.h"
#include "os.h"
#include "output.h"
#include "printable.h"

static const struct diag_style *style;	/* NULL: podinit's own */
static enum diag_level highest = DIAG_NOTICE;
static enum diag_level output_from;		/* 0: never */
static bool closed[STDERR_FILENO + 1], as_json;

void
diag_init(void)
{
	closed[STDERR_FILENO] = fcntl(STDERR_FILENO, F_GETFD) == -1;
}

void
diag_set_level(enum diag_level level)
{
	highest = level;
}

void
diag_use_json(void)
{
	as_json = true;
}

void
diag_set_style(const struct diag_style *wanted)
{
	style = wanted;
	output_from = wanted->output_from;
	if (output_from != 0)
		closed[STDOUT_FILENO] = fcntl(STDOUT_FILENO, F_GETFD) == -1;
}

const struct diag_style *
diag_get_style(void)
{
	static const struct diag_style own = DIAG_STYLE_OWN;

	return style == NULL ? &own : style;
}

/* The descriptor that lines of this level go to. */
static int
stream(enum diag_level level)
{
	return output_from != 0 && level >= output_from ? STDOUT_FILENO :
	    STDERR_FILENO;
}

bool
diag_needs_output(void)
{
	return stream(highest) == STDOUT_FILENO;
}

bool
diag_wants(enum diag_level level)
{
	return level <= highest && !closed[stream(level)];
}

/* The line as a JSON object. */
static size_t
make_object(char *line, size_t size, enum diag_level level, const char *text)
{
	static const char names[][8] = {
		"error", "warning", "notice", "info", "debug", "trace",
	};
	struct json json;

	json_begin(&json, line, size);
	json_string(&json, "time", clock_time(os_wall_clock()).text);
	json_string(&json, "level", names[level]);
	json_string(&json, "message", text);
	return json_end(&json);
}

/* What a line begins with.  Returns its length. */
static int
begin(char *text, size_t size, enum diag_level level)
{
	const struct diag_style *in = diag_get_style();

	if (as_json)
		return 0;
	if (in->after[0] == '\0')
		return snprintf(text, size, "%s", in->before[level]);
	return snprintf(text, size, "%s%d%s", in->before[level],
	    (int)getpid(), in->after);
}

/* By itself, so that who says nothing pays for no lines. */
static __attribute__((noinline, format(printf, 2, 0))) void
say(enum diag_level level, const char *format, va_list arguments)
{
	char text[DIAG_LINE_MAX], line[DIAG_LINE_MAX];
	int prefix = begin(text, sizeof(text), level);
	size_t length;
	ssize_t ignored;

	vsnprintf(text + prefix, sizeof(text) - (size_t)prefix, format,
	    arguments);
	length = as_json ? make_object(line, sizeof(line), level, text) :
	    printable_line(line, sizeof(line), text);
	ignored = output_now(stream(level), line, length);
	(void)ignored;
}

void
diag(enum diag_level level, const char *format, ...)
{
	int saved = errno;
	va_list arguments;

	if (!diag_wants(level) || (level > DIAG_WARNING &&
	    diag_get_style()->speaks_for_another))
		return;
	va_start(arguments, format);
	say(level, format, arguments);
	va_end(arguments);
	errno = saved;
}

void
diag_quote(enum diag_level level, const char *format, ...)
{
	int saved = errno;
	va_list arguments;

	if (!diag_wants(level))
		return;
	va_start(arguments, format);
	say(level, format, arguments);
	va_end(arguments);
	errno = saved;
}

void
diag_bare(const char *text)
{
	char line[DIAG_LINE_MAX];
	ssize_t ignored;

	if (closed[STDERR_FILENO])
		return;
	ignored = output_now(STDERR_FILENO, line,
	    printable_line(line, sizeof(line), text));
	(void)ignored;
}
