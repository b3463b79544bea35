/*
 * What the values of the options say whose uses are kept as rows.  Pure: what
 * is done with them is for the rooms that do it.
 */
#include "config.h"

#include "row.h"

#include <bsd/string.h>
#include <string.h>

#include "idmap.h"
#include "value.h"

const char *
row_mount(const struct plan_row *row, struct mountopts *options)
{
	switch (row->option) {
	case OPTION_BIND:
		return mountopts_bind(row->text, options);
	case OPTION_TMPFS:
		return mountopts_tmpfs(row->text, options);
	case OPTION_MASK:
		return mountopts_target(row->text, options);
	case OPTION_DEV:
		return mountopts_target(row->text == NULL ? "/dev" :
		    row->text, options);
	case OPTION_READ_ONLY:
		/* The root, which is nothing's target, or what is below. */
		return row->text == NULL || strcmp(row->text, "/") == 0 ?
		    NULL : mountopts_target(row->text, options);
	default:
		return NULL;
	}
}

const char *
row_pin(const struct plan_row *row, enum plan_namespace *kind,
    const char **file)
{
	static const char expected[] = "KIND:FILE, KIND one of "
	    PLAN_NAMESPACES;
	size_t length = strcspn(row->text, ":");
	char word[8];
	int found;

	if (length >= sizeof(word) || row->text[length] == '\0' ||
	    row->text[length + 1] == '\0')
		return expected;
	strlcpy(word, row->text, length + 1);
	found = value_choice(word, PLAN_NAMESPACES);
	if (found == -1)
		return expected;
	*kind = (enum plan_namespace)found;
	*file = row->text + length + 1;
	return NULL;
}

const char *
row_check_target(const char *text)
{
	struct mountopts options;

	return text == NULL ? NULL : mountopts_target(text, &options);
}

const char *
row_check_proc(const char *list)
{
	struct mountopts_manner manner;

	return mountopts_proc(list, &manner);
}

const char *
row_check(const struct plan_row *row)
{
	struct idmap_range range;
	struct mountopts options;
	enum plan_namespace kind;
	const char *file;

	switch (row->option) {
	case OPTION_MAP_USERS:
	case OPTION_MAP_GROUPS:
		return strcmp(row->text, "auto") == 0 ? NULL :
		    idmap_parse(row->text, &range);
	case OPTION_ENV:
		return row->text[0] == '=' ? "NAME or NAME=VALUE" : NULL;
	case OPTION_FILE_ENV:
		return strchr(row->text, '=') != NULL ||
		    strlen(row->text) > ROW_NAME_MAX ?
		    "the name of a variable" : NULL;
	case OPTION_PIN:
		return row_pin(row, &kind, &file);
	default:
		return row_mount(row, &options);
	}
}
