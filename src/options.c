/*
 * The command line to a plan, by the table in optable.c, on top of what the
 * environment says.  Pure: nothing is printed, nothing ends here.
 */
#include "config.h"

#include "options.h"

#include <getopt.h>
#include <stdio.h>

#include "capability.h"
#include "environment.h"
#include "optable.h"
#include "row.h"
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

static void
make_forms(struct forms *forms)
{
	struct option *name = forms->names;
	char *letter = forms->letters;

	/* Stop at the first operand; tell a missing value by ':'. */
	*letter++ = '+';
	*letter++ = ':';
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct optable_row *row = &optable[i];

		if (row->letter != '\0') {
			*letter++ = row->letter;
			if (setting_takes_value(row))
				*letter++ = ':';
		}
		if (row->name[0] != '\0')
			*name++ = (struct option){ row->name,
			    argument_of(row),
			    NULL, LONG_FORM(i) };
	}
	*letter = '\0';
	*name = (struct option){ 0 };
}

/* The row that getopt_long(3) means by code, or NULL. */
static const struct optable_row *
row_of_code(int code)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (code == LONG_FORM(i) ||
		    (code != 0 && code == optable[i].letter))
			return &optable[i];
	return NULL;
}

/* Says what getopt_long(3) found wrong: code is '?' or ':'. */
static void
explain(int code, char **argv, struct plan_reason *why)
{
	const struct optable_row *row = row_of_code(optopt);

	if (row == NULL && optopt != 0)
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

static bool
read_command_line(int argc, char **argv, struct plan *plan,
    struct plan_reason *why)
{
	struct forms forms;
	int code;

	make_forms(&forms);
	opterr = 0;
	optind = 0;
	while ((code = getopt_long(argc, argv, forms.letters, forms.names,
	    NULL)) != -1) {
		const struct optable_row *row = row_of_code(code);
		const char *expected;

		if (row == NULL || code == '?' || code == ':') {
			explain(code, argv, why);
			return false;
		}
		if (row->kind == KIND_COUNT &&
		    !plan->given_here[row - optable])
			setting_set_int(plan, row, 0);
		expected = setting_apply(plan, row, optarg);
		if (expected != NULL) {
			snprintf(why->text, sizeof(why->text),
			    "%s=%.200s: expected %s", setting_name(row).text,
			    optarg, expected);
			return false;
		}
		plan->given_here[row - optable] = true;
		plan->given[row - optable] = true;
		if (plan_only_tells(plan))
			return true;
	}
	plan->command = optind < argc ? argv + optind : NULL;
	return true;
}

/* --status starts nothing: what is said of a start is a mistake. */
static bool
is_status_alone(const struct plan *plan, struct plan_reason *why)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (!plan->given_here[i] || i == OPTION_STATUS ||
		    i == OPTION_VERBOSE || i == OPTION_QUIET)
			continue;
		snprintf(why->text, sizeof(why->text),
		    "%s: expected without --status: nothing is started",
		    setting_name(&optable[i]).text);
		return false;
	}
	if (plan->command != NULL) {
		snprintf(why->text, sizeof(why->text), "--status: expected"
		    " without a COMMAND, got %.200s (a PID is given as"
		    " --status=PID)", plan->command[0]);
		return false;
	}
	return true;
}

static bool
is_consistent(const struct plan *plan, struct plan_reason *why)
{
	const struct plan_conflict *conflict = plan_find_conflict(plan);

	if (conflict != NULL) {
		snprintf(why->text, sizeof(why->text),
		    "%s: expected without %s: %s",
		    setting_name(&optable[conflict->second]).text,
		    setting_name(&optable[conflict->first]).text,
		    conflict->why);
		return false;
	}
	if (plan->cap_drop != CAPABILITY_ALL &&
	    (plan->cap_drop & plan->cap_keep) != 0) {
		snprintf(why->text, sizeof(why->text), "--cap-keep: expected"
		    " without what --cap-drop drops, %s",
		    capability_name(capability_first(plan->cap_drop &
		    plan->cap_keep)).text);
		return false;
	}
	if (plan->mode == MODE_PAUSE && plan->command != NULL) {
		snprintf(why->text, sizeof(why->text),
		    "--pause: expected without a COMMAND, got %.200s",
		    plan->command[0]);
		return false;
	}
	if (plan->given_here[OPTION_STATUS])
		return is_status_alone(plan, why);
	if (plan->mode == MODE_RUN && plan->command == NULL) {
		snprintf(why->text, sizeof(why->text), "expected a COMMAND");
		return false;
	}
	return true;
}

/* Only a namespace that podinit makes is podinit's to keep. */
static bool
pins_what_is_new(const struct plan *plan, struct plan_reason *why)
{
	enum plan_namespace kind;
	const char *file;

	for (int i = 0; i < plan->row_count; i++) {
		if (plan->rows[i].option != OPTION_PIN)
			continue;
		row_pin(&plan->rows[i], &kind, &file);
		if (plan->new_namespaces & 1U << kind)
			continue;
		snprintf(why->text, sizeof(why->text), "--pin=%.200s: expected"
		    " with a new namespace of that kind, as --isolate=all has"
		    " it", plan->rows[i].text);
		return false;
	}
	return true;
}

/* What only shows once the defaults are settled. */
static bool
is_complete(const struct plan *plan, struct plan_reason *why)
{
	if (plan->propagation == PROPAGATION_UNCHANGED &&
	    plan->mount_proc == MOUNT_PROC_YES)
		snprintf(why->text, sizeof(why->text), "--propagation="
		    "unchanged: expected with --no-mount-proc");
	else if (plan->prestart != NULL && !plan_contains(plan))
		snprintf(why->text, sizeof(why->text), "--prestart: expected"
		    " with --isolate or another namespace option");
	else
		return pins_what_is_new(plan, why);
	return false;
}

bool
options_read(int argc, char **argv, char **environment, bool trusted,
    struct plan *plan, struct plan_reason *why)
{
	bool fine = environment_read(environment, trusted, plan, why);

	if (!read_command_line(argc, argv, plan, why))
		return false;
	/* Help must be there for who got something wrong. */
	if (plan_only_tells(plan))
		return true;
	if (!fine || !is_consistent(plan, why))
		return false;
	plan_settle(plan);
	return is_complete(plan, why);
}
