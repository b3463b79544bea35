#include "config.h"

#include "tree.h"

#include "unit.h"

/* A table with room for so many rows and not a byte more. */
static struct tree
tree_of(int size)
{
	return (struct tree){
		.rows = (void *)unit_room((size_t)size *
		    sizeof(struct tree_row)),
		.size = size,
	};
}

static bool
add(struct tree *tree, pid_t pid, pid_t parent, char state, uint64_t started)
{
	return tree_add(tree, &(struct procs_process){
	    .pid = pid,
	    .parent = parent,
	    .state = state,
	    .threads = 1,
	    .started = started,
	});
}

/* Asserts the pids from that of top on, and how deep each is. */
static void
assert_order(const struct tree *tree, pid_t top, size_t count,
    const int (*wanted)[2])
{
	int first = tree_find(tree, top), row = first, depth = 0;

	for (size_t i = 0; i < count; i++) {
		ck_assert_int_ne(row, TREE_NONE);
		ck_assert_int_eq(tree->rows[row].process.pid, wanted[i][0]);
		ck_assert_int_eq(depth, wanted[i][1]);
		row = tree_next(tree, row, first, &depth);
	}
	ck_assert_int_eq(row, TREE_NONE);
}

#define ASSERT_ORDER(tree, top, ...) do {				\
	const int wanted[][2] = { __VA_ARGS__ };			\
									\
	assert_order(tree, top, UNIT_COUNT(wanted), wanted);		\
} while (0)

/* Added in an order that /proc never has. */
static struct tree
family(void)
{
	struct tree tree = tree_of(7);

	ck_assert(add(&tree, 7, 1, 'S', 10));
	ck_assert(add(&tree, 30, 12, 'Z', 40));
	ck_assert(add(&tree, 1, 0, 'S', 5));
	ck_assert(add(&tree, 12, 7, 'T', 20));
	ck_assert(add(&tree, 9, 1, 'S', 12));
	ck_assert(add(&tree, 31, 12, 'Z', 41));
	ck_assert(add(&tree, 13, 7, 'S', 21));
	tree_link(&tree);
	return tree;
}

START_TEST(parents_come_first_and_siblings_by_pid)
{
	struct tree tree = family();

	ASSERT_ORDER(&tree, 1, { 1, 0 }, { 7, 1 }, { 12, 2 }, { 30, 3 },
	    { 31, 3 }, { 13, 2 }, { 9, 1 });
	ASSERT_ORDER(&tree, 7, { 7, 0 }, { 12, 1 }, { 30, 2 }, { 31, 2 },
	    { 13, 1 });
	ASSERT_ORDER(&tree, 13, { 13, 0 });
	ASSERT_ORDER(&tree, 9, { 9, 0 });
}
END_TEST

START_TEST(zombies_are_counted_with_their_parents)
{
	struct tree tree = family();

	for (int row = 0; row < tree.count; row++)
		ck_assert_int_eq(tree.rows[row].zombies,
		    tree.rows[row].process.pid == 12 ? 2 : 0);
}
END_TEST

/* It has other threads, which are alive. */
START_TEST(a_first_thread_that_has_ended_is_no_zombie)
{
	struct tree tree = tree_of(2);

	add(&tree, 1, 0, 'S', 5);
	tree_add(&tree, &(struct procs_process){ .pid = 2, .parent = 1,
	    .state = 'Z', .threads = 2, .started = 6 });
	tree_link(&tree);
	ck_assert_int_eq(tree.rows[0].zombies, 0);
}
END_TEST

START_TEST(who_is_not_there_is_not_found)
{
	struct tree tree = family();

	ck_assert_int_eq(tree_find(&tree, 0), TREE_NONE);
	ck_assert_int_eq(tree_find(&tree, 8), TREE_NONE);
	ck_assert_int_eq(tree_find(&tree, 32), TREE_NONE);
	ck_assert_int_eq(tree_find(&tree, 1), 0);
	ck_assert_int_eq(tree_find(&tree, 31), 6);
}
END_TEST

START_TEST(a_full_table_takes_no_more)
{
	struct tree tree = family();

	ck_assert(!add(&tree, 32, 1, 'S', 50));
	ck_assert(!add(&tree, 2, 1, 'S', 50));
	/* One that is there already is no more. */
	ck_assert(add(&tree, 31, 1, 'S', 50));
	ck_assert_int_eq(tree.count, 7);
}
END_TEST

/* The number of a parent that has ended may be another's by now. */
START_TEST(nobody_is_younger_than_his_child)
{
	struct tree tree = tree_of(3);

	add(&tree, 1, 0, 'S', 5);
	add(&tree, 2, 3, 'S', 10);
	add(&tree, 3, 1, 'S', 11);
	tree_link(&tree);
	ck_assert_int_eq(tree.rows[1].parent, TREE_NONE);
	ASSERT_ORDER(&tree, 1, { 1, 0 }, { 3, 1 });
	ASSERT_ORDER(&tree, 2, { 2, 0 });
}
END_TEST

START_TEST(a_parent_may_be_out_of_sight)
{
	struct tree tree = tree_of(2);

	add(&tree, 5, 0, 'S', 5);
	add(&tree, 6, 6, 'S', 6);
	tree_link(&tree);
	ck_assert_int_eq(tree.rows[0].parent, TREE_NONE);
	ck_assert_int_eq(tree.rows[1].parent, TREE_NONE);
}
END_TEST

START_TEST(depth_has_no_end)
{
	enum { COUNT = 20000 };
	struct tree tree = tree_of(COUNT);
	int row = 0, depth = 0, seen = 1;

	for (int pid = 1; pid <= COUNT; pid++)
		add(&tree, pid, pid - 1, 'S', 1);
	tree_link(&tree);
	while ((row = tree_next(&tree, row, 0, &depth)) != TREE_NONE)
		ck_assert_int_eq(depth, seen++);
	ck_assert_int_eq(seen, COUNT);
}
END_TEST

UNIT_MAIN("tree", parents_come_first_and_siblings_by_pid,
    zombies_are_counted_with_their_parents,
    a_first_thread_that_has_ended_is_no_zombie, who_is_not_there_is_not_found,
    a_full_table_takes_no_more, nobody_is_younger_than_his_child,
    a_parent_may_be_out_of_sight, depth_has_no_end)
