/*
 * The reader of files of variables, and the environment that is made of them.
 * The input is such a file.
 */
#include "config.h"

#include <stdbool.h>

#include "fuzz.h"
#include "variables.h"

enum { ROOM = 16 };

/* How many of the entries are called as entry is. */
static int
count_of(const struct variables *variables, const char *entry)
{
	size_t length = strcspn(entry, "=");
	int count = 0;

	for (size_t i = 0; i < variables->count; i++)
		count += strcspn(variables->entries[i], "=") == length &&
		    memcmp(variables->entries[i], entry, length) == 0;
	return count;
}

/* What is set is there once, with its value; what is not, is not there. */
static void
apply(struct variables *variables, char *entry)
{
	const char *equals = strchr(entry, '='), *value;
	size_t before = variables->count;
	int had = count_of(variables, entry);

	HOLDS(had <= 1);
	if (equals == NULL) {
		variables_remove(variables, entry);
		HOLDS(count_of(variables, entry) == 0);
		HOLDS(variables->count == before - (size_t)had);
		HOLDS(variables_value(variables->entries, entry) == NULL);
	} else if (variables_set(variables, entry)) {
		HOLDS(count_of(variables, entry) == 1);
		HOLDS(variables->count == before + 1 - (size_t)had);
		value = variables_value(variables->entries, entry);
		HOLDS(value != NULL && strcmp(value, equals + 1) == 0);
	} else {
		HOLDS(before == ROOM && had == 0);
	}
	HOLDS(variables->count <= ROOM);
	HOLDS(variables->entries[variables->count] == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_string(data, size), *entry;
	struct variables_file file = { .at = text, .end = text + size };
	char *entries[ROOM + 1] = { NULL };
	struct variables variables = { entries, 0, ROOM };
	unsigned int newlines = 0, before = 0;
	const char *expected;

	for (size_t i = 0; i < size; i++)
		newlines += data[i] == '\n';
	while ((expected = variables_next(&file, &entry)) == NULL &&
	    entry != NULL) {
		HOLDS(entry >= text && entry + strlen(entry) <= file.at);
		HOLDS(entry[0] != '=' && entry[0] != '#' && entry[0] != '\0');
		HOLDS(strcspn(entry, " \t") >= strcspn(entry, "="));
		HOLDS(strchr(entry, '\n') == NULL);
		HOLDS(file.line > before);
		before = file.line;
		apply(&variables, entry);
	}
	HOLDS(file.line <= newlines + 1);
	HOLDS(expected == NULL ? file.at == file.end :
	    fuzz_is_line(expected) && entry == NULL);
	free(text);
	return 0;
}
