/*
 * The death report: how main ended and why, in one line.  Pure: who reads it,
 * and when, is report.c's affair.
 */
#include "config.h"

#include "death.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "signame.h"

enum death_memory
death_memory(const struct death *death)
{
	if (!death->ending.killed || death->ending.number != SIGKILL ||
	    death->sent_by_podinit || death->oom_kills == 0)
		return DEATH_MEMORY_FINE;
	return death->oom_kills == -1 || death->had_company ?
	    DEATH_MEMORY_POSSIBLY : DEATH_MEMORY_SHORT;
}

const char *
death_memory_word(enum death_memory memory)
{
	static const char words[][10] = { "no", "possibly", "yes" };

	return words[memory];
}

static void __attribute__((format(printf, 3, 4)))
add(char *text, size_t size, const char *format, ...)
{
	size_t length = strlen(text);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text + length, size - length, format, arguments);
	va_end(arguments);
}

static const char *
plural(unsigned long count, const char *one, const char *several)
{
	return count == 1 ? one : several;
}

static void
add_memory(const struct death *death, char *text, size_t size)
{
	switch (death_memory(death)) {
	case DEATH_MEMORY_SHORT:
		add(text, size, " (out of memory)");
		break;
	case DEATH_MEMORY_POSSIBLY:
		add(text, size, " (possibly out of memory");
		if (death->oom_kills != -1)
			add(text, size, ": %lld of the control group %s killed"
			    " so", (long long)death->oom_kills,
			    death->oom_kills == 1 ? "was" : "were");
		add(text, size, ")");
		break;
	case DEATH_MEMORY_FINE:
		break;
	}
}

static void
add_asker(const struct death *death, char *text, size_t size)
{
	const char *name = signame_of(death->asked).text + strlen("SIG");

	add(text, size, "; %s came from %s", name,
	    sender_words(&death->asker).text);
}

static void
add_others(const struct death *death, char *text, size_t size)
{
	if (death->oom_kills > 0 && death_memory(death) == DEATH_MEMORY_FINE)
		add(text, size, "; %lld other %s of the control group ran out"
		    " of memory", (long long)death->oom_kills,
		    death->oom_kills == 1 ? "process" : "processes");
	if (death->orphans > 0)
		add(text, size, "; %lu %s reaped", death->orphans,
		    plural(death->orphans, "orphan", "orphans"));
	if (death->leftovers > 0)
		add(text, size, "%s %lu left-over %s killed after %s",
		    death->orphans > 0 ? "," : ";", death->leftovers,
		    plural(death->leftovers, "process", "processes"),
		    clock_span(death->leftovers_after).text);
}

void
death_write(const struct death *death, char *text, size_t size)
{
	text[0] = '\0';
	add(text, size, "%s '%.100s' (pid %d) %s", death->subject,
	    death->command, (int)death->pid, status_text(death->ending).text);
	add_memory(death, text, size);
	add(text, size, " after %s", clock_span(death->lasted).text);
	if (death->asked != 0)
		add_asker(death, text, size);
	add_others(death, text, size);
}
