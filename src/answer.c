/*
 * What podinit answers when nothing is to be started: help, version, license,
 * and what was wrong.  In which words is usage.c's and voice.c's affair.
 */
#include "config.h"

#include "answer.h"

#include <stdio.h>
#include <unistd.h>

#include "diag.h"
#include "output.h"
#include "print.h"
#include "usage.h"
#include "voice.h"

static int
print(int fd, const char *text)
{
	print_text(fd, text);
	return 0;
}

static int
print_usage(const struct personality *who, const char *called)
{
	char text[USAGE_MAX];

	usage_format(who, called, text, sizeof(text));
	return print(who->help_fd, text);
}

/* What nobody asked for waits for nobody: it goes as far as there is room. */
static void
complain_with_usage(const struct personality *who, const char *called)
{
	char text[USAGE_MAX];
	size_t length = usage_format(who, called, text, sizeof(text));
	ssize_t wrote = 0;

	for (size_t at = 0; wrote != -1 && at < length; at += (size_t)wrote)
		wrote = output_now(STDERR_FILENO, text + at, length - at);
}

static int
print_version(const struct personality *who, const struct answer_facts *facts)
{
	char text[128];

	snprintf(text, sizeof(text), "%s%s%s - git.%s\n", who->version,
	    facts->version, who->version_suffix, facts->commit);
	return print(who->version_fd, text);
}

int
answer(const struct personality *who, const char *called,
    const struct plan *plan, const struct answer_facts *facts)
{
	switch (plan->mode) {
	case MODE_VERSION:
		return print_version(who, facts);
	case MODE_LICENSE:
		return print(STDOUT_FILENO, facts->license);
	default:
		return print_usage(who, called);
	}
}

/* In the voice's own words where it has some for this fault. */
static bool
has_said(const struct plan_reason *why, const char *called, bool bare)
{
	const struct voice_facts facts = {
		.word = why->fault == FAULT_COMMAND ? called : why->option,
		.detail = why->value };
	bool (*say)(enum phrase, const struct voice_facts *) =
	    bare ? voice_say_bare : voice_say;

	switch (why->fault) {
	case FAULT_VALUE:
		return say(PHRASE_BAD_VALUE, &facts);
	case FAULT_COMMAND:
		return say(PHRASE_NO_COMMAND, &facts);
	case FAULT_RESERVED:
		return say(PHRASE_RESERVED, &facts);
	default:
		return false;
	}
}

int
answer_misuse(const struct personality *who, const char *called,
    const struct plan_reason *why)
{
	const unsigned char complaint = who->complaints[why->fault];
	const bool bare = complaint & COMPLAINT_BARE;
	char text[DIAG_LINE_MAX];

	if (complaint & COMPLAINT_NAMED) {
		snprintf(text, sizeof(text), "%s: %s", called, why->text);
		diag_bare(text);
	} else if (complaint & (COMPLAINT_VOICED | COMPLAINT_BARE) &&
	    !has_said(why, called, bare))
		diag(DIAG_ERROR, "%s%s", why->text, who->hint);
	if (complaint & COMPLAINT_USAGE)
		complain_with_usage(who, called);
	return habits_status(who->persona, STATUS_FAILED);
}
