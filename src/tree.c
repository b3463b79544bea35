/*
 * A table of processes as a tree: who is whose child.  Pure: where they come
 * from and how they are shown is the caller's affair.
 */
#include "config.h"

#include "tree.h"

#include <string.h>

/* The first row whose pid is not less. */
static int
place_of(const struct tree *tree, pid_t pid)
{
	int low = 0, high = tree->count;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (tree->rows[middle].process.pid < pid)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int
tree_find(const struct tree *tree, pid_t pid)
{
	int row = place_of(tree, pid);

	return row < tree->count && tree->rows[row].process.pid == pid ? row :
	    TREE_NONE;
}

bool
tree_add(struct tree *tree, const struct procs_process *process)
{
	struct tree_row *row = tree->rows + place_of(tree, process->pid);
	struct tree_row *end = tree->rows + tree->count;

	if (row < end && row->process.pid == process->pid)
		return true;
	if (tree->count == tree->size)
		return false;
	memmove(row + 1, row, (size_t)(end - row) * sizeof(*row));
	*row = (struct tree_row){
		.process = *process,
		.parent = TREE_NONE,
		.next = TREE_NONE,
		.first_child = TREE_NONE,
	};
	tree->count++;
	return true;
}

/*
 * The row of its parent.  Who was read later may have got the number of one
 * that was read before it; but nobody is younger than his child.
 */
static int
parent_of(const struct tree *tree, const struct tree_row *row)
{
	int parent = tree_find(tree, row->process.parent);

	if (parent == TREE_NONE || row->process.parent == row->process.pid ||
	    tree->rows[parent].process.started > row->process.started)
		return TREE_NONE;
	return parent;
}

void
tree_link(struct tree *tree)
{
	/* From behind, so that the children come to stand by ascending pid. */
	for (int i = tree->count - 1; i >= 0; i--) {
		struct tree_row *row = &tree->rows[i], *above;

		row->parent = parent_of(tree, row);
		if (row->parent == TREE_NONE)
			continue;
		above = &tree->rows[row->parent];
		row->next = above->first_child;
		above->first_child = i;
		if (procs_is_dead(&row->process))
			above->zombies++;
	}
}

int
tree_next(const struct tree *tree, int row, int top, int *depth)
{
	const struct tree_row *rows = tree->rows;

	if (rows[row].first_child != TREE_NONE) {
		++*depth;
		return rows[row].first_child;
	}
	while (row != top && rows[row].next == TREE_NONE) {
		row = rows[row].parent;
		--*depth;
	}
	return row == top ? TREE_NONE : rows[row].next;
}
