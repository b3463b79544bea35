/*
 * The words of a command line to a plan, by the rows of a personality.  What
 * they mean together is options.c's.  Pure.
 */
#include "config.h"

#include "arguments.h"

#include <bsd/string.h>
#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "optable.h"
#include "setting.h"

/* What getopt_long(3) returns for row i, above every letter. */
#define LONG_FORM(i) (256 + (int)(i))

/* getopt_long(3)'s two forms of the table. */
struct forms {
	char letters[3 * OPTION_COUNT + 3];
	struct option names[OPTION_COUNT + 1];
};

static int
argument_of(const struct optable_row *row)
{
	if (!setting_takes_value(row))
		return no_argument;
	return row->optional ? optional_argument : required_argument;
}

/* Where a long form has to stand alone, it has to be written out as well. */
static bool
has_long_form(const struct personality *who, const struct optable_row *row,
    int argc, char **argv)
{
	if (row->name[0] == '\0' || !who->long_form_stands_alone)
		return row->name[0] != '\0';
	return argc == 2 && strncmp(argv[1], "--", 2) == 0 &&
	    strcmp(argv[1] + 2, row->name) == 0;
}

static void
make_forms(const struct personality *who, int argc, char **argv,
    struct forms *forms)
{
	const struct optable_row *row;
	struct option *name = forms->names;
	char *letter = forms->letters;

	/* Stop at the first operand; tell a missing value by ':'. */
	*letter++ = '+';
	*letter++ = ':';
	for (int i = 0; (row = personality_row(who, i)) != NULL; i++) {
		if (row->source == SOURCE_VARIABLE)
			continue;
		if (row->letter != '\0') {
			*letter++ = row->letter;
			if (setting_takes_value(row))
				*letter++ = ':';
		}
		if (has_long_form(who, row, argc, argv))
			*name++ = (struct option){ row->name,
			    argument_of(row),
			    NULL, LONG_FORM(i) };
	}
	*letter = '\0';
	*name = (struct option){ 0 };
}

/* The row that getopt_long(3) means by code, or NULL. */
static const struct optable_row *
row_of_code(const struct personality *who, int code)
{
	const struct optable_row *row;

	for (int i = 0; (row = personality_row(who, i)) != NULL; i++)
		if (code == LONG_FORM(i) ||
		    (code != 0 && code == row->letter))
			return row;
	return NULL;
}

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
explain_as_getopt(const struct personality *who, int code, const char *word,
    char *text, size_t size)
{
	const struct optable_row *row = row_of_code(who, optopt);
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

/* Says what getopt_long(3) found wrong: code is '?' or ':'. */
static void
explain(const struct personality *who, int code, char **argv,
    struct plan_reason *why)
{
	const struct optable_row *row = row_of_code(who, optopt);

	why->fault = FAULT_OPTION;
	if (who->complaints[FAULT_OPTION] & COMPLAINT_NAMED)
		explain_as_getopt(who, code, argv[optind - 1], why->text,
		    sizeof(why->text));
	else if (row == NULL && optopt != 0)
		snprintf(why->text, sizeof(why->text),
		    "-%c: there is no such option", optopt);
	else if (row == NULL)
		snprintf(why->text, sizeof(why->text),
		    "%.200s: there is no such option, or several begin so",
		    argv[optind - 1]);
	else if (code == ':')
		snprintf(why->text, sizeof(why->text),
		    "%s: expected a value: %s", setting_name(row).text,
		    row->value);
	else
		snprintf(why->text, sizeof(why->text),
		    "%.200s: expected no value", argv[optind - 1]);
}

/* Applies one option, but for one that is counted: here that begins anew. */
static bool
apply(struct plan *plan, const struct optable_row *row, bool *counted,
    struct plan_reason *why)
{
	const char *expected;

	if (row->kind == KIND_COUNT && !*counted) {
		setting_set_int(plan, row, 0);
		*counted = true;
	}
	expected = setting_apply(plan, row, optarg);
	if (expected != NULL) {
		why->fault = FAULT_VALUE;
		strlcpy(why->option, setting_name(row).text,
		    sizeof(why->option));
		why->value = optarg;
		snprintf(why->text, sizeof(why->text), "%s=%.200s: expected %s",
		    setting_name(row).text, optarg, expected);
		return false;
	}
	/* What excludes what is about podinit's own alone. */
	if (row->persona == PERSONA_PODINIT) {
		plan->given_here[row - optable] = true;
		plan->given[row - optable] = true;
	}
	return true;
}

/*
 * Up to the first operand, whose place is then in optind.  By itself, so that
 * who gives no option pays for no forms: a page, and the making of them.
 */
static __attribute__((noinline)) bool
read_each(const struct personality *who, int argc, char **argv,
    struct plan *plan, struct plan_reason *why)
{
	struct forms forms;
	bool counted = false;
	int code;

	make_forms(who, argc, argv, &forms);
	opterr = 0;
	optind = 0;
	while ((code = getopt_long(argc, argv, forms.letters, forms.names,
	    NULL)) != -1) {
		const struct optable_row *row = row_of_code(who, code);

		if (row == NULL || code == '?' || code == ':') {
			explain(who, code, argv, why);
			return false;
		}
		if (!apply(plan, row, &counted, why))
			return false;
		if (plan_only_tells(plan))
			return true;
	}
	return true;
}

static bool
is_end_of_options(const char *word)
{
	return strcmp(word, "--") == 0;
}

bool
arguments_have_options(int argc, char **argv)
{
	return argc > 1 && argv[1][0] == '-' && argv[1][1] != '\0' &&
	    !is_end_of_options(argv[1]);
}

static bool
read_options(const struct personality *who, int argc, char **argv,
    struct plan *plan, struct plan_reason *why)
{
	if (!arguments_have_options(argc, argv))
		optind = argc > 1 && is_end_of_options(argv[1]) ? 2 : 1;
	else if (!read_each(who, argc, argv, plan, why))
		return false;
	if (plan_only_tells(plan) || optind >= argc)
		return true;
	plan->command = argv + optind;
	/* getopt(3) that goes on behind an operand eats this "--". */
	if (who->drops_dashes && !is_end_of_options(argv[optind - 1]) &&
	    argv[optind + 1] != NULL && is_end_of_options(argv[optind + 1])) {
		argv[optind + 1] = argv[optind];
		plan->command++;
	}
	return true;
}

/* Looks for letters wherever they stand; all else means nothing. */
static void
scan(const struct personality *who, int argc, char **argv, struct plan *plan)
{
	for (int i = 1; i < argc; i++) {
		const struct optable_row *row;

		if (argv[i][0] != '-' || argv[i][1] == '\0' ||
		    argv[i][2] != '\0')
			continue;
		row = row_of_code(who, tolower((unsigned char)argv[i][1]));
		if (row != NULL)
			setting_apply(plan, row, NULL);
	}
}

bool
arguments_read(const struct personality *who, int argc, char **argv,
    struct plan *plan, struct plan_reason *why)
{
	if (who->parsing == PARSING_OPTIONS)
		return read_options(who, argc, argv, plan, why);
	scan(who, argc, argv, plan);
	return true;
}
