#ifndef PODINIT_TREE_H
#define PODINIT_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "procs.h"

/* No row. */
#define TREE_NONE (-1)

/* A process, and its place among the others. */
struct tree_row {
	struct procs_process process;
	int parent, next, first_child;	/* rows, or TREE_NONE */
	int zombies;			/* among its children */
};

/* A table of processes, by ascending pid; the room for it is the caller's. */
struct tree {
	struct tree_row *rows;
	int count, size;
};

/*
 * Takes a process into the table.  Returns false where there is no more room.
 * It is best met by ascending pid.
 */
bool
tree_add(struct tree *tree, const struct procs_process *process);

/*
 * Finds each row's place when all have been added.  A row whose parent is not
 * in the table, or is younger than itself and so another's number by now, has
 * none.
 */
void
tree_link(struct tree *tree);

/* The row of pid, or TREE_NONE. */
int
tree_find(const struct tree *tree, pid_t pid);

/*
 * The row after row in the tree from top on, parents first, siblings by
 * ascending pid; TREE_NONE at the end.  depth, 0 at top, follows.
 */
int
tree_next(const struct tree *tree, int row, int top, int *depth);

#endif
