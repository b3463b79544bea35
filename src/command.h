#ifndef PODINIT_COMMAND_H
#define PODINIT_COMMAND_H

#include <stddef.h>

#include "signals.h"
#include "status.h"

/* How a command that podinit ran for itself ended. */
struct command_result {
	int error;			/* it could not be run: errno, else 0 */
	int interrupted;		/* by a TERM or INT, or 0 */
	struct ending ending;
};

/*
 * Runs argv, which is looked up as execute() does, in podinit's own namespaces,
 * with the signal state that podinit was started with, input on its standard
 * input, and waits for it.  Of podinit's descriptors it gets 0 to 2.  It leads
 * a process group of its own, which is killed where a TERM or INT comes
 * meanwhile, and dies with podinit.  Every other signal stays pending for
 * main, but SIGCHLD: look for the dead afterwards.
 *
 * Where it cannot be executed it has said why on its standard error and ends
 * with 126 or 127.  An input that a pipe cannot hold is the error E2BIG.
 */
struct command_result
command_run(const char *const *argv, char *const *environment,
    const char *input, const struct signals_started *started);

/*
 * The same without input; of what it says on standard output and error the
 * first line is put into said.
 */
struct command_result
command_listen(const char *const *argv, char *const *environment,
    char *said, size_t size, const struct signals_started *started);

/*
 * Waits for the end of pid, a child of podinit's that has itself called
 * command_run(): a TERM or INT that comes meanwhile is passed on to it.
 */
struct command_result
command_await(pid_t pid);

#endif
