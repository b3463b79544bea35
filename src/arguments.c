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

#include "mistake.h"
#include "optable.h"
#include "setting.h"

/* What getopt_long(3) returns for row i, above every letter. */
#define LONG_FORM(i) (256 + (int)(i))

/* getopt_long(3) wants the table in two forms; the first is so long at most. */
enum { LETTERS_SIZE = 2 * OPTION_COUNT + 3 };

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
make_letters(const struct personality *who, char *letter)
{
	const struct optable_row *row;

	/* Stop at the first operand; tell a missing value by ':'. */
	*letter++ = '+';
	*letter++ = ':';
	for (int i = 0; (row = personality_row(who, i)) != NULL; i++) {
		if (row->source == SOURCE_VARIABLE || row->letter == '\0')
			continue;
		*letter++ = row->letter;
		if (setting_takes_value(row))
			*letter++ = ':';
	}
	*letter = '\0';
}

static void
make_names(const struct personality *who, int argc, char **argv,
    struct option *name)
{
	const struct optable_row *row;

	for (int i = 0; (row = personality_row(who, i)) != NULL; i++)
		if (row->source != SOURCE_VARIABLE &&
		    has_long_form(who, row, argc, argv))
			*name++ = (struct option){ row->name,
			    argument_of(row),
			    NULL, LONG_FORM(i) };
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

/* Up to the first operand, whose place is then in optind. */
static bool
read_each(const struct personality *who, int argc, char **argv,
    const struct option *names, struct plan *plan, struct plan_reason *why)
{
	char letters[LETTERS_SIZE];
	bool counted = false;
	int code;

	make_letters(who, letters);
	opterr = 0;
	optind = 0;
	while ((code = getopt_long(argc, argv, letters, names, NULL)) != -1) {
		const struct optable_row *row = row_of_code(who, code);

		if (row == NULL || code == '?' || code == ':') {
			mistake_explain(who, row_of_code(who, optopt), code,
			    argv[optind - 1], why);
			return false;
		}
		if (!apply(plan, row, &counted, why))
			return false;
		if (plan_only_tells(plan))
			return true;
	}
	return true;
}

/* By itself, so that who gives no long form pays for none: a page. */
static __attribute__((noinline)) bool
read_each_with_names(const struct personality *who, int argc, char **argv,
    struct plan *plan, struct plan_reason *why)
{
	struct option names[OPTION_COUNT + 1];

	make_names(who, argc, argv, names);
	return read_each(who, argc, argv, names, plan, why);
}

static bool
is_end_of_options(const char *word)
{
	return strcmp(word, "--") == 0;
}

/* Where the operands begin if no option comes before them; else 0. */
static int
first_operand(int argc, char **argv)
{
	if (argc < 2 || argv[1][0] != '-' || argv[1][1] == '\0')
		return 1;
	return is_end_of_options(argv[1]) ? 2 : 0;
}

bool
arguments_have_long_forms(int argc, char **argv)
{
	if (first_operand(argc, argv) != 0)
		return false;
	for (int i = 1; i < argc; i++)
		if (strncmp(argv[i], "--", 2) == 0 && argv[i][2] != '\0')
			return true;
	return false;
}

static bool
read_options(const struct personality *who, int argc, char **argv,
    struct plan *plan, struct plan_reason *why)
{
	static const struct option none;
	bool is_fine = true;

	optind = first_operand(argc, argv);
	if (arguments_have_long_forms(argc, argv))
		is_fine = read_each_with_names(who, argc, argv, plan, why);
	else if (optind == 0)
		is_fine = read_each(who, argc, argv, &none, plan, why);
	if (!is_fine)
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
