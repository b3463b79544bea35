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

#include "value.h"

bool
setting_takes_value(const struct optable_row *row)
{
	return row->kind > KIND_COUNT;
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

const char *
setting_apply(struct plan *plan, const struct optable_row *row,
    const char *text)
{
	void *setting = (char *)plan + row->setting;
	const char *expected;
	int first, second;

	switch (row->kind) {
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
	}
	return NULL;
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
