#ifndef PODINIT_SPAWN_H
#define PODINIT_SPAWN_H

#include <sys/types.h>

#include "identity.h"
#include "plan.h"
#include "seccomp.h"
#include "signals.h"
#include "terminal.h"

/* The variable of socket activation, sd_listen_fds(3), and room for it. */
#define SPAWN_LISTEN_PID "LISTEN_PID="
#define SPAWN_LISTEN_PID_SIZE 32

/* What the main process is started from. */
struct spawn_request {
	const struct plan *plan;
	char **environment;
	/* Its entry where main's pid goes there, else an empty text. */
	char *listen_pid;
	const struct identity *identity;
	const struct seccomp *seccomp;
	const struct signals_started *signals;
	const struct terminal *terminal;
};

/*
 * Starts the plan's command as the leader of a process group, or session, of
 * its own, with the signal state, descriptors and directory that podinit was
 * started with, and returns when it has been executed.  podinit's own
 * directory is "/" from then on.
 *
 * Returns the process, or -1 where there could be none and it has said why.
 * Where it could not execute the command it has said why, too, and ends
 * with 126 or 127; *error is then the errno, else 0.  Where it did not get so
 * far, what was asked for main was refused: *error is the errno with a minus.
 */
pid_t
spawn_main(const struct spawn_request *request, int *error);

/*
 * Reaps the child pid that could not execute the command, by error.  Returns
 * podinit's exit status for that; says the error where the child could not.
 */
int
spawn_bury(const struct spawn_request *request, pid_t pid, int error);

#endif
