/*
 * The reading of a command line and an environment, under every name.  The
 * input is words, one a line: those that begin with '$' are the environment's,
 * without the '$', the others are argv, from argv[0] on.
 */
#include "config.h"

#include <signal.h>
#include <stdbool.h>

#include "environment.h"
#include "fuzz.h"
#include "options.h"

/* More are left out: what matters is what they say. */
enum { WORDS_MAX = 64 };

/* A NULL-terminated array of strings, and a copy of its pointers. */
struct words {
	int count;
	char *list[WORDS_MAX + 1];
	char *copy[WORDS_MAX + 1];
};

static void
add_word(struct words *words, const uint8_t *bytes, size_t size)
{
	if (words->count == WORDS_MAX)
		return;
	words->list[words->count] = fuzz_string(bytes, size);
	words->copy[words->count] = words->list[words->count];
	words->count++;
}

static void
split(const uint8_t *data, size_t size, struct words *argv,
    struct words *environment)
{
	const uint8_t *end;
	size_t length;

	while (size > 0) {
		end = memchr(data, '\n', size);
		length = end == NULL ? size : (size_t)(end - data);
		if (length > 0 && data[0] == '$')
			add_word(environment, data + 1, length - 1);
		else
			add_word(argv, data, length);
		if (end == NULL)
			break;
		data += length + 1;
		size -= length + 1;
	}
}

static void
free_words(struct words *words)
{
	for (int i = 0; i < words->count; i++)
		free(words->copy[i]);
}

static void
check_plan(const struct plan *plan, const struct words *argv)
{
	HOLDS(plan->mode >= MODE_RUN && plan->mode <= MODE_LICENSE);
	HOLDS(plan->scope >= SCOPE_GROUP && plan->scope <= SCOPE_ALL);
	HOLDS(plan->on_exit >= ON_EXIT_TERMINATE &&
	    plan->on_exit <= ON_EXIT_LEAVE);
	HOLDS(plan->verbosity >= -1 && plan->verbosity <= 3);
	HOLDS(plan->pdeathsig >= 0 && plan->pdeathsig <= SIGNAME_MAX);
	HOLDS(plan->stop_delay >= 0 && plan->stop_delay <= INT64_MAX / 2);
	HOLDS(plan->kill_after >= PLAN_NEVER &&
	    plan->kill_after <= INT64_MAX / 2);
	HOLDS(plan->grace >= 0 && plan->grace <= INT64_MAX / 2);
	for (int number = 1; number <= SIGNAME_MAX; number++)
		HOLDS(plan_only_tells(plan) ||
		    plan->forward_as[number] <= SIGNAME_MAX);
	HOLDS(plan->forward_as[SIGCHLD] == 0);
	HOLDS(plan->forward_as[SIGKILL] == SIGKILL);
	HOLDS(plan->forward_as[SIGSTOP] == SIGSTOP);
	/* tini's -e takes every status, and there are no others of its own. */
	for (int own = STATUS_FAILED; own <= STATUS_NOT_FOUND; own++)
		HOLDS(!plan->success_status[own] ||
		    plan->persona == PERSONA_TINI);

	for (int option = 0; option < OPTION_COUNT; option++)
		HOLDS(plan->given[option] || !plan->given_here[option]);
	HOLDS(plan_only_tells(plan) || plan_find_conflict(plan) == NULL);
	HOLDS(plan->mode != MODE_RUN || plan->command != NULL);
	HOLDS(plan->mode != MODE_PAUSE || plan->command == NULL);
	HOLDS(plan->command == NULL || (plan->command > argv->list &&
	    plan->command < argv->list + argv->count));
}

/* What is left of the environment is in its order, and all that is not ours. */
static void
check_rest(struct words *environment)
{
	char *const *left = environment->list;
	struct plan plan = plan_default();
	struct plan_reason why;
	int count = 0;

	for (int i = 0; i < environment->count; i++) {
		const char *entry = environment->copy[i];

		if (entry == left[count])
			count++;
		else
			HOLDS(strncmp(entry, "PODINIT_", 8) == 0 &&
			    strchr(entry, '=') != NULL);
	}
	HOLDS(left[count] == NULL);
	/* Read once more, nothing is left to take. */
	HOLDS(environment_read(environment->list, true, &plan, &why));
	for (int option = 0; option < OPTION_COUNT; option++)
		HOLDS(!plan.given[option]);
	HOLDS(environment->list[count] == NULL);
}

/* Reads all, and returns whether it was fine. */
static bool
read_all(const struct words *given, char **environment, bool trusted,
    struct plan_reason *why)
{
	static struct plan_row rows[PLAN_ROWS_MAX];
	struct words argv = *given;
	int count = argv.count;
	char **list = argv.list;
	const char *called;
	const struct personality *who = personality_choose(&count, &list,
	    &called);
	struct plan plan = personality_plan(who, false);
	bool fine;

	HOLDS(list + count == argv.list + argv.count);
	plan.rows = rows;
	why->text[0] = '\0';
	fine = options_read(who, count, list, environment, trusted, &plan,
	    why);
	if (fine)
		check_plan(&plan, &argv);
	else
		HOLDS(memchr(why->text, '\0', sizeof(why->text)) != NULL &&
		    fuzz_is_line(why->text));
	HOLDS(who->drops_dashes ||
	    memcmp(argv.list, argv.copy, sizeof(argv.list)) == 0);
	return fine;
}

/* Whether there are variables of the programs that podinit stands in for. */
static bool
has_others(const struct words *environment)
{
	const struct optable_row *row;

	for (int i = 0; environment->list[i] != NULL; i++)
		for (int who = PERSONA_TINI; who < PERSONA_COUNT; who++)
			for (int j = 0; (row = personality_row(personality_of(
			    (enum persona)who), j)) != NULL; j++)
				if (row->source == SOURCE_VARIABLE &&
				    strncmp(environment->list[i], row->name,
				    strlen(row->name)) == 0)
					return true;
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct words argv = { 0 }, environment = { 0 };
	char *untrusted[WORDS_MAX + 1];
	struct plan_reason why, why_untrusted;
	bool fine;

	split(data, size, &argv, &environment);
	memcpy(untrusted, environment.list, sizeof(untrusted));
	read_all(&argv, environment.list, true, &why);
	check_rest(&environment);

	/*
	 * Unread variables are as good as none; and nothing is remembered.  The
	 * variables of others are not taken out, and can be read again.
	 */
	fine = read_all(&argv, untrusted, false, &why_untrusted);
	HOLDS(memcmp(untrusted, environment.list, sizeof(untrusted[0]) *
	    (size_t)environment.count) == 0);
	if (!has_others(&environment)) {
		HOLDS(read_all(&argv, environment.list, true, &why) == fine);
		HOLDS(strcmp(why.text, why_untrusted.text) == 0);
	}
	free_words(&argv);
	free_words(&environment);
	return 0;
}
