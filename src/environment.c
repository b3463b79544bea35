/*
 * Variables to a plan: PODINIT_*, for docker run --init, podman run --init and
 * a baked-in ENTRYPOINT take no options, and those of a personality.  Pure but
 * for the environment it is given, from which it takes what is podinit's own.
 */
#include "config.h"

#include "environment.h"

#include <bsd/string.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "optable.h"
#include "setting.h"
#include "value.h"

#define ENVIRONMENT_PREFIX "PODINIT_"

/* The name of the variable that gives a row's option. */
struct variable {
	char name[sizeof(ENVIRONMENT_PREFIX) + sizeof(optable[0].name)];
};

static struct variable
variable_of(const struct optable_row *row)
{
	struct variable variable;
	char *at;

	strlcpy(variable.name, ENVIRONMENT_PREFIX, sizeof(variable.name));
	strlcat(variable.name, row->name, sizeof(variable.name));
	for (at = variable.name; *at != '\0'; at++)
		*at = *at == '-' ? '_' : (char)toupper((unsigned char)*at);
	return variable;
}

/* The value of row's variable where entry is its "NAME=VALUE", else NULL. */
static const char *
value_in(const char *entry, const struct optable_row *row)
{
	struct variable variable = variable_of(row);
	size_t length = strlen(variable.name);

	if (row->source != SOURCE_ANY || row->name[0] == '\0' ||
	    strncmp(entry, variable.name, length) != 0 || entry[length] != '=')
		return NULL;
	return entry + length + 1;
}

/*
 * An option that needs no value on the command line takes a boolean here, a
 * repeatable one several values with white space between.  A boolean that says
 * no sets nothing but a flag.
 */
static const char *
apply_variable(struct plan *plan, const struct optable_row *row,
    const char *text)
{
	static const char space[] = " \t\n\v\f\r";
	const char *expected;
	char word[1024];
	size_t length;
	bool wanted;

	plan->given[row - optable] = true;
	if (row->kind == KIND_COUNT && strlen(text) == 1 &&
	    strchr("0123", text[0]) != NULL) {
		setting_set_int(plan, row, text[0] - '0');
		return NULL;
	}
	if (!setting_takes_value(row) || row->optional) {
		expected = value_boolean(text, &wanted);
		if (expected == NULL) {
			plan->given[row - optable] = wanted ||
			    row->kind == KIND_FLAG;
			return wanted ? setting_apply(plan, row, NULL) : NULL;
		}
		if (row->kind == KIND_COUNT)
			return "a number from 0 to 3, yes, true, no or false";
		if (!row->optional)
			return expected;
	}
	if (row->kind != KIND_REWRITE && row->kind != KIND_STATUSES)
		return setting_apply(plan, row, text);
	for (text += strspn(text, space); *text != '\0';
	    text += length + strspn(text + length, space)) {
		length = strcspn(text, space);
		if (length >= sizeof(word))
			return "words of less than 1024 bytes";
		strlcpy(word, text, length + 1);
		expected = setting_apply(plan, row, word);
		if (expected != NULL)
			return expected;
	}
	return NULL;
}

/* Whether an entry of the environment may be one of podinit's variables. */
static bool
is_prefixed(const char *entry)
{
	return strncmp(entry, ENVIRONMENT_PREFIX,
	    sizeof(ENVIRONMENT_PREFIX) - 1) == 0;
}

static const struct optable_row *
row_of_entry(const char *entry)
{
	if (!is_prefixed(entry))
		return NULL;
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (value_in(entry, &optable[i]) != NULL)
			return &optable[i];
	return NULL;
}

/* By itself, so that who has none of them pays for no frame. */
static __attribute__((noinline)) bool
take(char **environment, bool trusted, struct plan *plan,
    struct plan_reason *why)
{
	const char *texts[OPTION_COUNT] = { NULL };
	char **to = environment;
	bool fine = true;

	for (char **from = environment; *from != NULL; from++) {
		const struct optable_row *row = row_of_entry(*from);

		if (row == NULL)
			*to++ = *from;
		else
			texts[row - optable] = value_in(*from, row);
	}
	*to = NULL;
	for (int option = 0; trusted && option < OPTION_COUNT; option++) {
		const char *expected;

		if (texts[option] == NULL)
			continue;
		expected = apply_variable(plan, &optable[option],
		    texts[option]);
		if (expected == NULL || !fine)
			continue;
		fine = false;
		why->fault = FAULT_VARIABLE;
		snprintf(why->text, sizeof(why->text), "%s=%.200s: expected %s",
		    variable_of(&optable[option]).name, texts[option],
		    expected);
	}
	return fine;
}

bool
environment_read(char **environment, bool trusted, struct plan *plan,
    struct plan_reason *why)
{
	for (char **entry = environment; *entry != NULL; entry++)
		if (is_prefixed(*entry))
			return take(environment, trusted, plan, why);
	return true;
}

/* The value of the variable called name; of two the first, getenv(3). */
static const char *
value_of(char **environment, const char *name)
{
	size_t length = strlen(name);

	for (; *environment != NULL; environment++)
		if (strncmp(*environment, name, length) == 0 &&
		    (*environment)[length] == '=')
			return *environment + length + 1;
	return NULL;
}

/* Whether a variable of podinit's has set what row would set. */
static bool
is_set_already(const struct plan *plan, const struct optable_row *row)
{
	/* None sets what is at 0: that is a row without a setting. */
	for (int option = 0; option < OPTION_COUNT; option++)
		if (plan->given[option] && row->setting != 0 &&
		    optable[option].setting == row->setting)
			return true;
	return false;
}

bool
environment_read_own(char **environment, const struct personality *who,
    struct plan *plan, struct plan_reason *why)
{
	const struct optable_row *row;

	/* podinit's have been read. */
	if (who->persona == PERSONA_PODINIT)
		return true;
	for (int i = 0; (row = personality_row(who, i)) != NULL; i++) {
		const char *text, *expected;

		if (row->source != SOURCE_VARIABLE)
			continue;
		text = value_of(environment, row->name);
		if (text == NULL || is_set_already(plan, row))
			continue;
		/* Where it takes no value, one may have to be there. */
		if (!setting_takes_value(row) && row->value[0] != '\0' &&
		    strcmp(text, row->value) != 0)
			continue;
		expected = setting_apply(plan, row, text);
		if (expected == NULL) {
			plan->obeyed |= 1U << row->phrase;
			continue;
		}
		why->fault = row->kind == KIND_UNSET ? FAULT_RESERVED :
		    FAULT_VARIABLE;
		strlcpy(why->option, row->name, sizeof(why->option));
		snprintf(why->text, sizeof(why->text), "%s=%.200s: expected %s",
		    row->name, text, expected);
		return false;
	}
	return true;
}
