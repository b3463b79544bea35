#ifndef PODINIT_SHOW_H
#define PODINIT_SHOW_H

#include <sys/types.h>

#include <stdbool.h>
#include <stdint.h>

#include "print.h"

/* A report on its way to standard output. */
struct show {
	bool as_json;			/* an object a line, else tables */
	bool has_begun;
	struct print print;
};

/* A number that is not known, and one that is no limit. */
#define SHOW_UNKNOWN (-1)
#define SHOW_UNLIMITED (-2)

/* Begins; and ends, when all of it is written.  Dies where that fails. */
void
show_begin(struct show *show, bool as_json);

void
show_end(struct show *show);

/*
 * Each begins a table, and adds a row to it.  Texts may hold any bytes; a
 * state is a letter, '?' where it is not known.
 */
void
show_processes(struct show *show);

void
show_process(struct show *show, pid_t pid, pid_t parent, char state,
    int64_t age, int depth, const char *command);

void
show_zombies(struct show *show);

void
show_parent(struct show *show, int zombies, pid_t parent, char state,
    const char *command);

void
show_namespaces(struct show *show);

/* number is SHOW_UNKNOWN, by error, where it cannot be read. */
void
show_namespace(struct show *show, const char *kind, int64_t number,
    bool is_callers, int error);

void
show_limits(struct show *show);

void
show_limit(struct show *show, const char *name, int64_t used, int64_t most);

#endif
