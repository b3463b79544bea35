/*
 * Walks /proc: who is below podinit, and what is known of a process.  What is
 * done to them is the caller's.  Nothing is allocated.
 */
#include "config.h"

#include "procs.h"

#include <sys/vfs.h>

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os.h"

/* "NUMBER/task" and "NUMBER/task/NUMBER/children". */
enum { PATH_SIZE = 48 };

/*
 * The line "NSpid:" (Linux 4.1) has our number in the PID namespace of this
 * procfs and in each below it down to our own: one number, where they are the
 * same.
 */
static bool
is_of_our_namespace(int proc)
{
	char text[2048], expected[32];
	const char *line;

	if (os_read_file(proc, "self/status", text, sizeof(text)) == -1)
		return false;
	line = strstr(text, "\nNSpid:");
	snprintf(expected, sizeof(expected), "\nNSpid:\t%d\n", (int)getpid());
	return line != NULL && strncmp(line, expected, strlen(expected)) == 0;
}

int
procs_open(void)
{
	struct statfs what;
	int fd;

	fd = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	if (fstatfs(fd, &what) == 0 && what.f_type == PROC_SUPER_MAGIC &&
	    is_of_our_namespace(fd))
		return fd;
	close(fd);
	errno = ENODEV;
	return -1;
}

struct procs_command
procs_command(pid_t pid)
{
	struct procs_command command = { "?" };
	char path[PATH_SIZE];
	ssize_t length;
	int proc;

	proc = procs_open();
	if (proc == -1)
		return command;
	snprintf(path, sizeof(path), "%d/comm", (int)pid);
	length = os_read_file(proc, path, command.text, sizeof(command.text));
	close(proc);
	if (length <= 0)
		strlcpy(command.text, "?", sizeof(command.text));
	else if (command.text[length - 1] == '\n')
		command.text[length - 1] = '\0';
	return command;
}

static bool
read_process(int proc, pid_t pid, struct procs_process *process)
{
	char text[512], path[PATH_SIZE];
	int parent, session;
	const char *rest;

	snprintf(path, sizeof(path), "%d/stat", (int)pid);
	if (os_read_file(proc, path, text, sizeof(text)) == -1)
		return false;
	/* The command may hold anything, a parenthesis too: the last one. */
	rest = strrchr(text, ')');
	if (rest == NULL || sscanf(rest, ") %c %d %*d %d", &process->state,
	    &parent, &session) != 3)
		return false;
	process->pid = pid;
	process->parent = parent;
	process->session = session;
	return true;
}

bool
procs_walk_begin(struct procs_walk *walk)
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
procs_walk_end(struct procs_walk *walk)
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
	struct procs_walk *walk;
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
	struct procs_walk *walk = pass->walk;
	struct procs_process process;

	if (pid == walk->self || contains(walk->queue, walk->queued, pid) ||
	    !read_process(walk->proc, pid, &process))
		return;
	if (parent != 0 && process.parent != parent &&
	    process.parent != walk->self)
		return;
	if (walk->queued < PROCS_WALK_MAX)
		walk->queue[walk->queued++] = pid;
	if (contains(walk->seen, walk->seen_count, pid))
		return;
	if (walk->seen_count < PROCS_WALK_MAX) {
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
	struct procs_walk *walk = pass->walk;
	struct procs_process process;
	struct os_numbers numbers;
	pid_t pid;

	if (os_numbers_open(&numbers, walk->proc, ".") == -1)
		return;
	while ((pid = os_numbers_next(&numbers)) != -1)
		if (all)
			meet(pass, pid, 0);
		else if (read_process(walk->proc, pid, &process) &&
		    (process.parent == walk->self || contains(walk->queue,
		    walk->queued, process.parent)))
			meet(pass, pid, process.parent);
	os_numbers_close(&numbers);
}

size_t
procs_walk_pass(struct procs_walk *walk,
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

bool
procs_any_alive(void)
{
	struct procs_process process;
	struct os_numbers numbers;
	bool found = false;
	int proc;
	pid_t pid;

	proc = procs_open();
	if (proc == -1)
		return true;
	if (os_numbers_open(&numbers, proc, ".") == 0) {
		while (!found && (pid = os_numbers_next(&numbers)) != -1)
			found = pid != getpid() &&
			    read_process(proc, pid, &process) &&
			    process.state != 'Z' && process.state != 'X';
		os_numbers_close(&numbers);
	}
	close(proc);
	return found;
}
