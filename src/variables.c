/*
 * An environment as a list that is changed, and the form of the files that have
 * more of it.  Pure: where it comes from is the caller's affair.
 */
#include "config.h"

#include "variables.h"

#include <string.h>

size_t
variables_name_length(const char *entry)
{
	return strcspn(entry, "=");
}

/* Whether the name of entry is the first length bytes of name. */
static bool
is_called(const char *entry, const char *name, size_t length)
{
	return strncmp(entry, name, length) == 0 && entry[length] == '=';
}

const char *
variables_value(char *const *entries, const char *entry)
{
	size_t length = variables_name_length(entry);

	for (; *entries != NULL; entries++)
		if (is_called(*entries, entry, length))
			return *entries + length + 1;
	return NULL;
}

/* Takes out what entry names from place first on. */
static void
remove_from(struct variables *variables, size_t first, const char *entry)
{
	size_t length = variables_name_length(entry), to = first;

	for (size_t from = first; from < variables->count; from++)
		if (!is_called(variables->entries[from], entry, length))
			variables->entries[to++] = variables->entries[from];
	variables->count = to;
	variables->entries[to] = NULL;
}

void
variables_remove(struct variables *variables, const char *entry)
{
	remove_from(variables, 0, entry);
}

bool
variables_set(struct variables *variables, char *entry)
{
	size_t length = variables_name_length(entry);

	for (size_t i = 0; i < variables->count; i++) {
		if (!is_called(variables->entries[i], entry, length))
			continue;
		variables->entries[i] = entry;
		/* What reads the last of several is not to find another. */
		remove_from(variables, i + 1, entry);
		return true;
	}
	if (variables->count == variables->room)
		return false;
	variables->entries[variables->count++] = entry;
	variables->entries[variables->count] = NULL;
	return true;
}

/* Cuts the next line off the file; NULL where there is none. */
static char *
next_line(struct variables_file *file, size_t *length)
{
	static const char mark[] = "\xef\xbb\xbf";
	char *line = file->at, *newline;

	if (line == file->end)
		return NULL;
	if (file->line++ == 0 && (size_t)(file->end - line) >= 3 &&
	    memcmp(line, mark, 3) == 0)
		line += 3;
	newline = memchr(line, '\n', (size_t)(file->end - line));
	file->at = newline != NULL ? newline + 1 : file->end;
	if (newline == NULL)
		newline = file->end;
	if (newline > line && newline[-1] == '\r')
		newline--;
	/* Past the end there is a byte for that. */
	*newline = '\0';
	*length = (size_t)(newline - line);
	return line;
}

const char *
variables_next(struct variables_file *file, char **entry)
{
	size_t length, name;
	char *line;

	*entry = NULL;
	while ((line = next_line(file, &length)) != NULL) {
		if (memchr(line, '\0', length) != NULL)
			return "no NUL byte";
		line += strspn(line, " \t\n\v\f\r");
		if (*line == '\0' || *line == '#')
			continue;
		name = variables_name_length(line);
		if (name == 0)
			return "a name before the \"=\"";
		if (strcspn(line, " \t") < name)
			return "a name without blanks";
		*entry = line;
		return NULL;
	}
	return NULL;
}
