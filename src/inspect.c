/*
 * What --status prints: an init, what is below it, and where that lives.  What
 * cannot be read is shown as "?"; nothing is taken from anywhere but /proc and
 * the control groups.
 */
#include "config.h"

#include "inspect.h"

#include <sys/mman.h>

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cgroup.h"
#include "diag.h"
#include "die.h"
#include "namespace.h"
#include "number.h"
#include "procs.h"
#include "show.h"
#include "tree.h"

enum {
	PROCESSES_MAX = 65536,
};

/* What is being gathered, and whether all of it had room. */
struct gathering {
	struct tree tree;
	bool all;
};

static bool
gather_one(const struct procs_process *process, void *context)
{
	struct gathering *gathering = context;

	gathering->all = tree_add(&gathering->tree, process);
	return gathering->all;
}

/* The table stays unused, and so takes no memory, from its last row on. */
static struct tree
gather(int proc)
{
	struct gathering gathering = { .tree.size = PROCESSES_MAX };
	int unread;

	gathering.tree.rows = mmap(NULL, PROCESSES_MAX *
	    sizeof(struct tree_row), PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (gathering.tree.rows == MAP_FAILED)
		die("mmap: %s", strerror(errno));
	unread = procs_visit_all(proc, gather_one, &gathering);
	if (unread == -1)
		die("/proc: %s", strerror(errno));
	if (unread > 0)
		diag(DIAG_WARNING, "/proc: %d processes cannot be read and are"
		    " not shown (hidepid?)", unread);
	if (!gathering.all)
		diag(DIAG_WARNING, "/proc: more than %d processes, the rest is"
		    " not shown", PROCESSES_MAX);
	tree_link(&gathering.tree);
	return gathering.tree;
}

/* A first thread that has ended before the others makes no zombie. */
static char
state_of(const struct procs_process *process)
{
	return process->state == 'Z' && !procs_is_dead(process) ? 'z' :
	    process->state;
}

static void
show_row(struct show *show, const struct tree_row *row, int depth)
{
	const struct procs_process *process = &row->process;

	show_process(show, process->pid, process->parent, state_of(process),
	    procs_age(process), depth, process->command.text);
}

static void
show_row_of_parent(struct show *show, const struct tree_row *row, int depth)
{
	(void)depth;
	if (row->zombies > 0)
		show_parent(show, row->zombies, row->process.pid,
		    state_of(&row->process), row->process.command.text);
}

/* Those from top on; as many as there are at the most, whatever /proc says. */
static void
walk_below(struct show *show, const struct tree *tree, int top,
    void (*row_of)(struct show *, const struct tree_row *, int))
{
	int row = top, depth = 0;

	for (int i = 0; i < tree->count && row != TREE_NONE; i++) {
		row_of(show, &tree->rows[row], depth);
		row = tree_next(tree, row, top, &depth);
	}
}

/* The same; and for PID 1 those whose parents cannot be seen from here. */
static void
walk_rows(struct show *show, const struct tree *tree, int top,
    void (*row_of)(struct show *, const struct tree_row *, int))
{
	walk_below(show, tree, top, row_of);
	if (tree->rows[top].process.pid != 1)
		return;
	for (int row = 0; row < tree->count; row++)
		if (row != top && tree->rows[row].parent == TREE_NONE)
			walk_below(show, tree, row, row_of);
}

static void
show_all_zombies(struct show *show, const struct tree *tree, int top)
{
	int from_outside = 0;

	show_zombies(show);
	walk_rows(show, tree, top, show_row_of_parent);
	for (int row = 0; row < tree->count; row++)
		if (tree->rows[row].process.parent == 0 &&
		    procs_is_dead(&tree->rows[row].process))
			from_outside++;
	if (from_outside > 0 && tree->rows[top].process.pid == 1)
		show_parent(show, from_outside, 0, '?', NULL);
}

/* The number in "pid:[4026531836]", or -1 with errno. */
static int
read_namespace(int proc, const char *process, enum plan_namespace kind,
    uint64_t *number)
{
	char path[48], link[48];
	const char *at;
	long long value;
	ssize_t length;

	snprintf(path, sizeof(path), "%s/ns/%s", process,
	    namespace_file(kind));
	length = readlinkat(proc, path, link, sizeof(link) - 1);
	if (length == -1)
		return -1;
	link[length] = '\0';
	at = link + strcspn(link, "0123456789");
	if (!number_next(&at, &value)) {
		errno = EINVAL;
		return -1;
	}
	*number = (uint64_t)value;
	return 0;
}

static void
show_all_namespaces(struct show *show, int proc, pid_t init)
{
	char process[16];
	uint64_t ours, theirs;

	snprintf(process, sizeof(process), "%d", (int)init);
	show_namespaces(show);
	for (enum plan_namespace kind = 0; kind < NAMESPACE_COUNT; kind++)
		/* One that podinit has not got is none of this kernel's. */
		if (read_namespace(proc, "self", kind, &ours) == -1)
			continue;
		else if (read_namespace(proc, process, kind, &theirs) == -1)
			show_namespace(show, namespace_name(kind),
			    SHOW_UNKNOWN, false, errno);
		else
			show_namespace(show, namespace_name(kind),
			    (int64_t)theirs, ours == theirs, 0);
}

static int64_t
read_amount(pid_t init, enum cgroup_counter counter)
{
	uint64_t value;

	if (!cgroup_get(counter, init, &value))
		return SHOW_UNKNOWN;
	return value > INT64_MAX ? SHOW_UNLIMITED : (int64_t)value;
}

static void
show_all_limits(struct show *show, pid_t init)
{
	show_limits(show);
	show_limit(show, "pids", read_amount(init, CGROUP_PIDS),
	    read_amount(init, CGROUP_PIDS_MAX));
	show_limit(show, "memory", read_amount(init, CGROUP_MEMORY),
	    read_amount(init, CGROUP_MEMORY_MAX));
}

int
inspect(pid_t init, bool as_json)
{
	struct show show;
	struct tree tree;
	int proc, top;

	proc = procs_open();
	if (proc == -1)
		die("/proc: %s (expected the procfs of this PID namespace)",
		    strerror(errno));
	tree = gather(proc);
	top = tree_find(&tree, init);
	if (top == TREE_NONE)
		die("--status=%d: there is no such process, or /proc hides it",
		    (int)init);
	show_begin(&show, as_json);
	show_processes(&show);
	walk_rows(&show, &tree, top, show_row);
	show_all_zombies(&show, &tree, top);
	show_all_namespaces(&show, proc, init);
	show_all_limits(&show, init);
	show_end(&show);
	return 0;
}
