/*
 * What /proc knows of processes, one by one or all of them.  Who of them is
 * below podinit is walk.c's.  Nothing is allocated.
 */
#include "config.h"

#include "procs.h"

#include <sys/auxv.h>

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "number.h"
#include "os.h"
#include "procfs.h"

/* "NUMBER/stat" and its like. */
enum { PATH_SIZE = 24 };

/*
 * Returns 0, or the errno that says why not.  The line "NSpid:" (Linux 4.1) has
 * our number in the PID namespace of this procfs and in each below it down to
 * our own: one number, where they are the same.
 */
static int
check_namespace(int proc)
{
	char text[2048], expected[32];
	const char *line = text;

	/* ENOENT: where we have no number, there is no "self". */
	if (os_read_file(proc, "self/status", text, sizeof(text)) == -1)
		return errno == ENOENT ? ENODEV : errno;
	snprintf(expected, sizeof(expected), "NSpid:\t%d\n", (int)getpid());
	/* By lines: strstr(3) would take half a page of stack for good. */
	while (strncmp(line, expected, strlen(expected)) != 0) {
		line = strchr(line, '\n');
		if (line == NULL)
			return ENODEV;
		line++;
	}
	return 0;
}

int
procs_open(void)
{
	int fd = procfs_open(), error;

	if (fd == -1)
		return -1;
	error = check_namespace(fd);
	if (error == 0)
		return fd;
	close(fd);
	errno = error;
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

int
procs_read(int proc, pid_t pid, struct procs_process *process)
{
	char text[512], path[PATH_SIZE], *command, *rest;
	/* By their numbers in proc_pid_stat(5). */
	long long fields[23];
	const char *at;

	snprintf(path, sizeof(path), "%d/stat", (int)pid);
	if (os_read_file(proc, path, text, sizeof(text)) == -1)
		return -1;
	/* The command may hold anything, a parenthesis too: the last one. */
	command = strchr(text, '(');
	rest = strrchr(text, ')');
	if (command == NULL || rest == NULL || strlen(rest) < strlen(") S ")) {
		errno = EINVAL;
		return -1;
	}
	at = rest + strlen(") S");
	for (int field = 4; field <= 22; field++)
		if (!number_next(&at, &fields[field])) {
			errno = EINVAL;
			return -1;
		}
	process->state = rest[2];
	*rest = '\0';
	strlcpy(process->command.text, command + 1,
	    sizeof(process->command.text));
	process->pid = pid;
	process->parent = (pid_t)fields[4];
	process->session = (pid_t)fields[6];
	process->threads = (int)fields[20];
	process->started = (uint64_t)fields[22];
	/* Page faults, of which no process does without. */
	process->has_waited = fields[11] + fields[13] > 0;
	return 0;
}

bool
procs_is_dead(const struct procs_process *process)
{
	return (process->state == 'Z' || process->state == 'X') &&
	    process->threads <= 1;
}

static int64_t
nanoseconds_of_tick(void)
{
	unsigned long ticks = getauxval(AT_CLKTCK);

	/* Not told only by what is no Linux: there it is what Linux has. */
	return OS_SECOND / (ticks == 0 ? 100 : (int64_t)ticks);
}

uint64_t
procs_clock(void)
{
	return (uint64_t)(os_since_boot() / nanoseconds_of_tick());
}

int64_t
procs_age(const struct procs_process *process)
{
	uint64_t now = procs_clock();

	return now < process->started ? 0 :
	    (int64_t)(now - process->started) * nanoseconds_of_tick();
}

int
procs_visit_all(int proc, bool (*visit)(const struct procs_process *, void *),
    void *context)
{
	struct procs_process process;
	struct os_numbers numbers;
	int unread = 0;
	pid_t pid;

	if (os_numbers_open(&numbers, proc, ".") == -1)
		return -1;
	while ((pid = os_numbers_next(&numbers)) != -1)
		if (procs_read(proc, pid, &process) == 0) {
			if (!visit(&process, context))
				break;
		} else if (errno != ENOENT && errno != ESRCH)
			unread++;
	os_numbers_close(&numbers);
	return unread;
}

/* Notes whether a process is alive that is not podinit. */
static bool
look_for_life(const struct procs_process *process, void *context)
{
	bool *found = context;

	*found = process->pid != getpid() && !procs_is_dead(process);
	return !*found;
}

bool
procs_any_alive(void)
{
	bool found = false;
	int proc;

	proc = procs_open();
	if (proc == -1)
		return true;
	procs_visit_all(proc, look_for_life, &found);
	close(proc);
	return found;
}

bool
procs_had_nobody_but(pid_t pid)
{
	char text[24] = "";
	int fd;

	/* Numbers go up; when they begin anew it is at 300, never at 3. */
	if (pid != 2)
		return false;
	/* Of any procfs: it is about who reads it.  Nothing else may block. */
	fd = openat(AT_FDCWD, "/proc/sys/kernel/ns_last_pid",
	    O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd == -1)
		return false;
	if (!procfs_is(fd) || read(fd, text, sizeof(text) - 1) <= 0)
		text[0] = '\0';
	close(fd);
	return strcmp(text, "2\n") == 0;
}
