/*
 * What an option's value does to the plan, by the kind that its row names.
 * Pure: where the value came from is the caller's affair.
 */
#include "config.h"

#include "setting.h"

#include <bsd/string.h>
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "capability.h"
#include "row.h"
#include "signame.h"
#include "value.h"

bool
setting_takes_value(const struct optable_row *row)
{
	return row->kind > KIND_BARE_ROW;
}

void
setting_set_int(struct plan *plan, const struct optable_row *row, int value)
{
	memcpy((char *)plan + row->setting, &value, sizeof(value));
}

/* A list of statuses and signal names, commas between. */
static const char *
add_statuses(struct plan *plan, const char *list)
{
	const char *expected;
	char word[16];
	int number;

	for (;;) {
		size_t length = strcspn(list, ",");

		if (length >= sizeof(word))
			return value_status("", &number);
		strlcpy(word, list, length + 1);
		expected = value_status(word, &number);
		if (expected == NULL)
			plan->success_status[number] = true;
		else if (isdigit((unsigned char)word[0]))
			return expected;
		else if (value_signal(word, &number) == NULL)
			plan->success_signal[number] = true;
		else
			return expected;
		if (list[length] == '\0')
			return NULL;
		list += length + 1;
	}
}

/* The pid of an init; without one, that of this PID namespace. */
static const char *
set_init(struct plan *plan, int *init, const char *text)
{
	int pid = 1;

	if (text != NULL && (value_number(text, &pid) != NULL || pid == 0))
		return "a process id";
	*init = pid;
	plan->mode = MODE_STATUS;
	return NULL;
}

/* A list of kinds of namespace; without one, those of a plain container. */
static const char *
add_namespaces(struct plan *plan, const char *list)
{
	unsigned int kinds = 0;
	char word[8];
	int kind;

	if (list == NULL)
		list = "pid,mount,uts";
	for (;;) {
		size_t length = strcspn(list, ",");

		kind = -1;
		if (length < sizeof(word)) {
			strlcpy(word, list, length + 1);
			kind = value_choice(word, PLAN_NAMESPACES "|all");
		}
		if (kind == -1)
			return PLAN_NAMESPACES ", commas between, or all";
		kinds |= kind == NAMESPACE_COUNT ?
		    (1U << NAMESPACE_COUNT) - 1 : 1U << kind;
		if (list[length] == '\0') {
			plan->new_namespaces |= kinds;
			return NULL;
		}
		list += length + 1;
	}
}

static const char *
add_row(struct plan *plan, const struct optable_row *option, const char *text)
{
	const struct plan_row row = {
		.option = (unsigned char)(option - optable),
		.text = text,
	};
	const char *expected;

	_Static_assert(PLAN_ROWS_MAX == 256, "what add_row() says");
	if (plan->row_count == PLAN_ROWS_MAX)
		return "no more than 256 options that repeat";
	if (text != NULL && text[0] == '\0')
		return option->value;
	expected = row_check(&row);
	if (expected == NULL)
		plan->rows[plan->row_count++] = row;
	return expected;
}

/* Keeps text, unless something else was expected; passes that on. */
static const char *
set_text(const char **setting, const char *text, const char *expected)
{
	if (expected == NULL)
		*setting = text;
	return expected;
}

/* Sets the verbosity to level or the next one that there is. */
static void
set_verbosity(struct plan *plan, int level)
{
	plan->verbosity = level < -1 ? -1 : level > 3 ? 3 : level;
}

/* Does to plan what row's kind says; nothing, where text is refused. */
static const char *
assign(struct plan *plan, const struct optable_row *row, const char *text)
{
	void *setting = (char *)plan + row->setting;
	const char *expected;
	int first, second;

	switch (row->kind) {
	case KIND_IMPLIES:
		return NULL;
	case KIND_PRESET:
		setting_set_int(plan, row, row->preset);
		return NULL;
	case KIND_FLAG:
		*(bool *)setting = true;
		return NULL;
	case KIND_COUNT:
		if (*(int *)setting < 3)
			++*(int *)setting;
		return NULL;
	case KIND_CHOICE:
		first = value_choice(text, row->value);
		if (first == -1)
			return row->value;
		setting_set_int(plan, row, first);
		return NULL;
	case KIND_DURATION:
		return value_duration(text, setting);
	case KIND_OFFSET:
		return value_offset(text, setting);
	case KIND_NUMBER:
		return value_number(text, setting);
	case KIND_INIT:
		return set_init(plan, setting, text);
	case KIND_TEXT:
		if (text == NULL)
			return set_text(setting, "", NULL);
		return set_text(setting, text,
		    text[0] == '\0' ? "some text" : NULL);
	case KIND_TARGET:
		return set_text(setting, text, row_check_target(text));
	case KIND_PROC_OPTIONS:
		return set_text(setting, text, row_check_proc(text));
	case KIND_NAMESPACES:
		return add_namespaces(plan, text);
	case KIND_BARE_ROW:
	case KIND_ROW:
		return add_row(plan, row, text);
	case KIND_CAPABILITIES:
		return capability_parse(text, row->preset, setting);
	case KIND_LIMIT:
		return limit_parse(text, plan->limits);
	case KIND_MODE:
		return value_mode(text, setting);
	case KIND_SIGNAL:
		return value_signal(text, setting);
	case KIND_STOP_SIGNAL:
		expected = value_signal(text, &first);
		if (expected == NULL)
			plan->forward_as[SIGTERM] = (unsigned char)first;
		return expected;
	case KIND_REWRITE:
		expected = value_rewrite(text, &first, &second);
		if (expected == NULL)
			plan->forward_as[first] = (unsigned char)second;
		return expected;
	case KIND_STATUSES:
		return add_statuses(plan, text);
	case KIND_FIRST:
		return strcmp(text, "podinit") == 0 ? NULL :
		    "a name that is known, as the first argument";
	case KIND_STATUS:
		expected = value_any_status(text, &first);
		if (expected == NULL)
			plan->success_status[first] = true;
		return expected;
	case KIND_NUMBERS:
		expected = value_numbers(text, &first, &second);
		if (expected == NULL && signame_is_catchable(first) &&
		    first != SIGCHLD)
			plan->forward_as[first] = (unsigned char)second;
		return expected;
	case KIND_LEVEL:
		set_verbosity(plan, value_level(text) + row->preset);
		return NULL;
	case KIND_UNSET:
		return "it not to be set, for it is reserved";
	}
	return NULL;
}

const char *
setting_apply(struct plan *plan, const struct optable_row *row,
    const char *text)
{
	const char *expected = assign(plan, row, text);

	if (expected == NULL)
		plan->new_namespaces |= row->implies;
	return expected;
}

struct setting_name
setting_name(const struct optable_row *row)
{
	struct setting_name name;

	if (row->name[0] != '\0')
		snprintf(name.text, sizeof(name.text), "--%s", row->name);
	else
		snprintf(name.text, sizeof(name.text), "-%c", row->letter);
	return name;
}
