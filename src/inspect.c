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
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cgroup.h"
#include "clock.h"
#include "diag.h"
#include "die.h"
#include "namespace.h"
#include "number.h"
#include "print.h"
#include "procs.h"
#include "tree.h"

enum {
	PROCESSES_MAX = 65536,
	INDENT_MAX = 20,		/* levels that are shown as such */
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
print_process(struct print *print, const struct tree_row *row, int depth)
{
	const struct procs_process *process = &row->process;
	int indent = depth < INDENT_MAX ? depth : INDENT_MAX;

	print_line(print, "%-7d %-7d %-5c %-9s %*s%s", (int)process->pid,
	    (int)process->parent, state_of(process),
	    clock_span(procs_age(process)).text, 2 * indent, "",
	    process->command.text);
}

static void
print_parent(struct print *print, const struct tree_row *row, int depth)
{
	(void)depth;
	if (row->zombies > 0)
		print_line(print, "%-7d %-7d %-5c %s", row->zombies,
		    (int)row->process.pid, state_of(&row->process),
		    row->process.command.text);
}

/* Those from top on; as many as there are at the most, whatever /proc says. */
static void
print_below(struct print *print, const struct tree *tree, int top,
    void (*print_row)(struct print *, const struct tree_row *, int))
{
	int row = top, depth = 0;

	for (int i = 0; i < tree->count && row != TREE_NONE; i++) {
		print_row(print, &tree->rows[row], depth);
		row = tree_next(tree, row, top, &depth);
	}
}

/* The same; and for PID 1 those whose parents cannot be seen from here. */
static void
print_rows(struct print *print, const struct tree *tree, int top,
    void (*print_row)(struct print *, const struct tree_row *, int))
{
	print_below(print, tree, top, print_row);
	if (tree->rows[top].process.pid != 1)
		return;
	for (int row = 0; row < tree->count; row++)
		if (row != top && tree->rows[row].parent == TREE_NONE)
			print_below(print, tree, row, print_row);
}

static void
print_zombies(struct print *print, const struct tree *tree, int top)
{
	int from_outside = 0;

	print_line(print, "%s", "");
	print_line(print, "ZOMBIES PARENT  STATE COMMAND");
	print_rows(print, tree, top, print_parent);
	for (int row = 0; row < tree->count; row++)
		if (tree->rows[row].process.parent == 0 &&
		    procs_is_dead(&tree->rows[row].process))
			from_outside++;
	if (from_outside > 0 && tree->rows[top].process.pid == 1)
		print_line(print, "%-7d 0       ?     ?", from_outside);
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
print_namespaces(struct print *print, int proc, pid_t init)
{
	char process[16];
	uint64_t ours, theirs;

	snprintf(process, sizeof(process), "%d", (int)init);
	print_line(print, "%s", "");
	print_line(print, "NAMESPACE ID         CALLER");
	for (enum plan_namespace kind = 0; kind < NAMESPACE_COUNT; kind++)
		/* One that podinit has not got is none of this kernel's. */
		if (read_namespace(proc, "self", kind, &ours) == -1)
			continue;
		else if (read_namespace(proc, process, kind, &theirs) == -1)
			print_line(print, "%-9s ?          ? (%s)",
			    namespace_name(kind), strerror(errno));
		else
			print_line(print, "%-9s %-10" PRIu64 " %s",
			    namespace_name(kind), theirs,
			    ours == theirs ? "same" : "other");
}

/* A counter in digits, or "max", or "?". */
struct amount {
	char text[24];
};

static struct amount
read_amount(pid_t init, enum cgroup_counter counter)
{
	struct amount amount = { "?" };
	uint64_t value;

	if (cgroup_get(counter, init, &value))
		snprintf(amount.text, sizeof(amount.text),
		    value == CGROUP_UNLIMITED ? "max" : "%" PRIu64, value);
	return amount;
}

static void
print_limits(struct print *print, pid_t init)
{
	print_line(print, "%s", "");
	print_line(print, "LIMIT   USED         MAX");
	print_line(print, "pids    %-12s %s",
	    read_amount(init, CGROUP_PIDS).text,
	    read_amount(init, CGROUP_PIDS_MAX).text);
	print_line(print, "memory  %-12s %s",
	    read_amount(init, CGROUP_MEMORY).text,
	    read_amount(init, CGROUP_MEMORY_MAX).text);
}

int
inspect(pid_t init, const struct signals_started *started)
{
	struct signals_started but_pipe = *started;
	struct print print = { .length = 0 };
	struct tree tree;
	int proc, top;

	/* Ctrl-C ends it; a reader who is gone is an error like any other. */
	signals_hold(&but_pipe, SIGPIPE);
	signals_restore(&but_pipe);
	proc = procs_open();
	if (proc == -1)
		die("/proc: %s (expected the procfs of this PID namespace)",
		    strerror(errno));
	tree = gather(proc);
	top = tree_find(&tree, init);
	if (top == TREE_NONE)
		die("--status=%d: there is no such process, or /proc hides it",
		    (int)init);
	print_line(&print, "PID     PARENT  STATE AGE       COMMAND");
	print_rows(&print, &tree, top, print_process);
	print_zombies(&print, &tree, top);
	print_namespaces(&print, proc, init);
	print_limits(&print, init);
	print_end(&print);
	return 0;
}
