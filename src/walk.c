/*
 * Finds the processes below podinit, again and again until nobody is new.
 * What is done to them is the caller's.  Nothing is allocated.
 */
#include "config.h"

#include "walk.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os.h"

/* "NUMBER/task" and "NUMBER/task/NUMBER/children". */
enum { PATH_SIZE = 48 };

bool
walk_begin(struct walk *walk)
{
	walk->seen_count = 0;
	walk->self = getpid();
	walk->proc = procs_open();
	if (walk->proc == -1)
		return false;
	/* The lists are CONFIG_PROC_CHILDREN's. */
	walk->has_lists = faccessat(walk->proc, "thread-self/children", R_OK,
	    0) == 0;
	return true;
}

void
walk_end(struct walk *walk)
{
	close(walk->proc);
}

static bool
contains(const pid_t *list, size_t count, pid_t pid)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == pid)
			return true;
	return false;
}

/* What a pass carries along. */
struct pass {
	struct walk *walk;
	void (*visit)(const struct procs_process *, void *);
	void *context;
	size_t found;
};

/*
 * Takes pid into the walk.  Its parent is asked again, so that a number that
 * was reused meanwhile is not taken for a process of ours; 0 stands for any.
 */
static void
meet(struct pass *pass, pid_t pid, pid_t parent)
{
	struct walk *walk = pass->walk;
	struct procs_process process;

	if (pid == walk->self || contains(walk->queue, walk->queued, pid) ||
	    procs_read(walk->proc, pid, &process) == -1)
		return;
	if (parent != 0 && process.parent != parent &&
	    process.parent != walk->self)
		return;
	/* The dead have no children. */
	if (!procs_is_dead(&process) && walk->queued < WALK_MAX)
		walk->queue[walk->queued++] = pid;
	if (contains(walk->seen, walk->seen_count, pid))
		return;
	if (walk->seen_count < WALK_MAX) {
		walk->seen[walk->seen_count++] = pid;
		pass->found++;
	}
	pass->visit(&process, pass->context);
}

static void
meet_children_of_thread(struct pass *pass, pid_t parent, int thread)
{
	char path[PATH_SIZE], text[512];
	size_t kept = 0;
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "%d/task/%d/children", (int)parent,
	    thread);
	fd = openat(pass->walk->proc, path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return;
	/* Each number ends in a space; one that was cut waits for its rest. */
	while ((got = read(fd, text + kept, sizeof(text) - 1 - kept)) > 0) {
		char *at = text, *end;

		kept += (size_t)got;
		text[kept] = '\0';
		while ((end = strchr(at, ' ')) != NULL) {
			meet(pass, (pid_t)strtol(at, NULL, 10), parent);
			at = end + 1;
		}
		kept = strlen(at);
		memmove(text, at, kept);
	}
	close(fd);
}

/* Meets the children of every thread of parent: a list is one thread's own. */
static void
meet_children(struct pass *pass, pid_t parent)
{
	struct os_numbers threads;
	char path[PATH_SIZE];
	int thread;

	snprintf(path, sizeof(path), "%d/task", (int)parent);
	if (os_numbers_open(&threads, pass->walk->proc, path) == -1)
		return;
	while ((thread = os_numbers_next(&threads)) != -1)
		meet_children_of_thread(pass, parent, thread);
	os_numbers_close(&threads);
}

/* Meets every process whose parent is in the queue, or any where all is set. */
static void
meet_by_parent(struct pass *pass, bool all)
{
	struct walk *walk = pass->walk;
	struct procs_process process;
	struct os_numbers numbers;
	pid_t pid;

	if (os_numbers_open(&numbers, walk->proc, ".") == -1)
		return;
	while ((pid = os_numbers_next(&numbers)) != -1)
		if (all)
			meet(pass, pid, 0);
		else if (procs_read(walk->proc, pid, &process) == 0 &&
		    (process.parent == walk->self || contains(walk->queue,
		    walk->queued, process.parent)))
			meet(pass, pid, process.parent);
	os_numbers_close(&numbers);
}

size_t
walk_pass(struct walk *walk,
    void (*visit)(const struct procs_process *, void *), void *context)
{
	struct pass pass = { walk, visit, context, 0 };
	size_t before;

	walk->queued = 0;
	if (walk->self == 1) {
		meet_by_parent(&pass, true);
	} else if (walk->has_lists) {
		meet_children(&pass, walk->self);
		for (size_t next = 0; next < walk->queued; next++)
			meet_children(&pass, walk->queue[next]);
	} else {
		do {
			before = walk->queued;
			meet_by_parent(&pass, false);
		} while (walk->queued != before);
	}
	return pass.found;
}
