/*
 * What is wrong with a word of a command line, as podinit or getopt(3) has it.
 * Pure, but for getopt's own optopt.
 */
#include "config.h"

#include "mistake.h"

#include <bsd/string.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "setting.h"

/* How many long forms word may be short for; each is put into names. */
static int
find_candidates(const struct personality *who, const char *word, char *names,
    size_t size)
{
	const struct optable_row *row;
	size_t length = strcspn(word, "=");
	int found = 0;

	names[0] = '\0';
	for (int i = 0; (row = personality_row(who, i)) != NULL; i++) {
		if (row->source == SOURCE_VARIABLE || row->name[0] == '\0' ||
		    strncmp(row->name, word + 2, length - 2) != 0)
			continue;
		found++;
		strlcat(names, " '--", size);
		strlcat(names, row->name, size);
		strlcat(names, "'", size);
	}
	return found;
}

/* As getopt(3) has it, whose text is read by who knows the program. */
static void
explain_as_getopt(const struct personality *who,
    const struct optable_row *row, int code, const char *word, char *text,
    size_t size)
{
	char names[160];

	if (row == NULL && (optopt != 0 || who->long_form_stands_alone))
		snprintf(text, size, "invalid option -- '%c'",
		    optopt != 0 ? optopt : '-');
	else if (row == NULL && find_candidates(who, word, names,
	    sizeof(names)) > 1)
		snprintf(text, size, "option '%.200s' is ambiguous;"
		    " possibilities:%s", word, names);
	else if (row == NULL)
		snprintf(text, size, "unrecognized option '%.200s'", word);
	else if (code != ':')
		snprintf(text, size, "option '--%s' doesn't allow an"
		    " argument", row->name);
	else if (optopt == row->letter)
		snprintf(text, size, "option requires an argument -- '%c'",
		    row->letter);
	else
		snprintf(text, size, "option '--%s' requires an argument",
		    row->name);
}

void
mistake_explain(const struct personality *who,
    const struct optable_row *row, int code, const char *word,
    struct plan_reason *why)
{
	why->fault = FAULT_OPTION;
	if (who->complaints[FAULT_OPTION] & COMPLAINT_NAMED)
		explain_as_getopt(who, row, code, word, why->text,
		    sizeof(why->text));
	else if (row == NULL && optopt != 0)
		snprintf(why->text, sizeof(why->text),
		    "-%c: there is no such option", optopt);
	else if (row == NULL)
		snprintf(why->text, sizeof(why->text),
		    "%.200s: there is no such option, or several begin so",
		    word);
	else if (code == ':')
		snprintf(why->text, sizeof(why->text),
		    "%s: expected a value: %s", setting_name(row).text,
		    row->value);
	else
		snprintf(why->text, sizeof(why->text),
		    "%.200s: expected no value", word);
}
