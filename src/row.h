#ifndef PODINIT_ROW_H
#define PODINIT_ROW_H

#include "mountopts.h"
#include "plan.h"

/* The longest name that --file-env takes. */
#define ROW_NAME_MAX 240

/*
 * Each of these reads the value of one row.  It returns NULL where that was
 * well-formed, else, as a phrase, what had been expected.
 */

/* What a row that mounts says; of any other, nothing. */
const char *
row_mount(const struct plan_row *row, struct mountopts *options);

/* The kind and the file of a --pin; the file belongs to the row. */
const char *
row_pin(const struct plan_row *row, enum plan_namespace *kind,
    const char **file);

/* A target alone, NULL being the option's own; and a list of procfs. */
const char *
row_check_target(const char *text);
const char *
row_check_proc(const char *list);

/* A row of any option. */
const char *
row_check(const struct plan_row *row);

#endif
