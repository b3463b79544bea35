#ifndef PODINIT_EXECUTE_H
#define PODINIT_EXECUTE_H

#include <stdbool.h>

/*
 * Executes command[0], looked up in the PATH of environment as execvp(3) does,
 * but through a shell only where it runs_scripts.  Returns only on failure: the
 * errno, after it has said on standard error which path failed and why, with
 * every signal blocked.
 */
int
execute(char **command, char **environment, bool runs_scripts);

/* The exit status that reports a failure of execute(): 126 or 127. */
int
execute_status(int error);

#endif
