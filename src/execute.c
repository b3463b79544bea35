/*
 * Finds a command in PATH and executes it.  Runs in a child that shares
 * podinit's memory: it writes to nothing but its own stack.
 */
#include "config.h"

#include "execute.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "signals.h"
#include "status.h"
#include "voice.h"

/* Where PATH is unset: what confstr(3) has for it. */
static const char standard_path[] = "/bin:/usr/bin";

static const char *
path_of(char **environment)
{
	for (; *environment != NULL; environment++)
		if (strncmp(*environment, "PATH=", 5) == 0)
			return *environment + 5;
	return standard_path;
}

/* What an errno of execve(2) means for a file that has been found. */
static const char *
hint_for(int error, const char *path)
{
	switch (error) {
	case ENOENT:
		return access(path, F_OK) == 0 ?
		    " (the interpreter it names is missing)" : "";
	case ENOEXEC:
		return " (no program for this machine, and no #! line)";
	case E2BIG:
		return " (the arguments and the environment are too long)";
	default:
		return "";
	}
}

/* Whether execvp(3) would go on to the next directory of PATH. */
static bool
is_elsewhere(int error)
{
	switch (error) {
	case EACCES:
	case ELOOP:
	case ENAMETOOLONG:
	case ENODEV:
	case ENOENT:
	case ENOTDIR:
	case ESTALE:
	case ETIMEDOUT:
		return true;
	default:
		return false;
	}
}

/* As execvp(3) does it, argv[0] being the file.  Returns where it fails. */
static __attribute__((noinline)) void
execute_script(const char *path, char **command, char **environment)
{
	static const char shell[] = "/bin/sh";
	size_t count = 0;

	while (command[count] != NULL)
		count++;

	char *words[count + 2];

	words[0] = (char *)(uintptr_t)shell;
	words[1] = (char *)(uintptr_t)path;
	memcpy(words + 2, command + 1, count * sizeof(command[0]));
	execve(shell, words, environment);
}

/* Executes path.  Returns the errno of why not. */
static int
execute_file(const char *path, char **command, char **environment,
    bool runs_scripts)
{
	int error;

	execve(path, command, environment);
	error = errno;
	if (error == ENOEXEC && runs_scripts)
		execute_script(path, command, environment);
	return error;
}

/*
 * Tries each directory of search.  Returns the errno of the first file that
 * is there and cannot be executed, its name in path; where there is none,
 * ENOENT and an empty path.
 */
static int
search_path(char **command, char **environment, bool runs_scripts,
    char *path)
{
	const char *search = path_of(environment);
	char tried[PATH_MAX];
	int error, result = ENOENT;

	if (strlen(command[0]) >= sizeof(tried))
		result = ENAMETOOLONG;
	path[0] = '\0';
	for (;; search++) {
		int length = (int)strcspn(search, ":");

		/* An empty entry is the working directory. */
		if (snprintf(tried, sizeof(tried), "%.*s%s%s", length, search,
		    length == 0 ? "./" : "/", command[0]) < PATH_MAX) {
			error = execute_file(tried, command, environment,
			    runs_scripts);
			if (path[0] == '\0' && (error != ENOENT ||
			    access(tried, F_OK) == 0) && error != ENOTDIR) {
				memcpy(path, tried, sizeof(tried));
				result = error;
			}
			if (!is_elsewhere(error))
				return error;
		}
		search += length;
		if (*search == '\0')
			return result;
	}
}

static void
explain(int error, char **command, char **environment, const char *path)
{
	if (path[0] != '\0' || command[0][0] == '\0')
		diag(DIAG_ERROR, "exec %s: %s%s", path, strerror(error),
		    hint_for(error, path));
	else
		diag(DIAG_ERROR, "exec %s: not found in PATH (%s)",
		    command[0], path_of(environment));
}

/* Says why nothing was executed.  Returns error. */
static int
fail(int error, char **command, char **environment, const char *path)
{
	struct signals_started again;

	/* A reader of standard error who is gone must not be our end. */
	signals_block(&again);
	if (voice_say(PHRASE_EXEC_FAILED, &(struct voice_facts){
	    .word = command[0], .detail = strerror(error) }))
		return error;
	explain(error, command, environment, path);
	return error;
}

/* By itself, so that who names a file pays for no paths: four pages. */
static __attribute__((noinline)) int
execute_in_path(char **command, char **environment, bool runs_scripts)
{
	char path[PATH_MAX];
	int error;

	error = search_path(command, environment, runs_scripts, path);
	return fail(error, command, environment, path);
}

int
execute(char **command, char **environment, bool runs_scripts)
{
	int error;

	if (command[0][0] != '\0' && strchr(command[0], '/') == NULL)
		return execute_in_path(command, environment, runs_scripts);
	error = execute_file(command[0], command, environment, runs_scripts);
	return fail(error, command, environment, command[0]);
}

int
execute_status(int error)
{
	switch (error) {
	case ELOOP:
	case ENAMETOOLONG:
	case ENOENT:
	case ENOTDIR:
		return STATUS_NOT_FOUND;
	default:
		return STATUS_NOT_EXECUTABLE;
	}
}
