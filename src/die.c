/*
 * The end of a start that cannot go on: setup is one-way, and exit undoes it.
 */
#include "config.h"

#include "die.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "diag.h"
#include "habits.h"
#include "status.h"
#include "voice.h"

_Noreturn void
die(const char *format, ...)
{
	char text[DIAG_LINE_MAX];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	diag(DIAG_ERROR, "%s", text);
	_exit(habits_status(voice_persona(), STATUS_FAILED));
}
