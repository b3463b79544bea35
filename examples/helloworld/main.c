/*
 * main: the application. It starts its three parts, waits for TERM, waits for
 * its parts, and ends with a status of its own, 7. It waits for nobody else:
 * like most programs it knows nothing of the orphans that a part leaves.
 *
 *	main
 *	|- api
 *	|- log
 *	`- compute
 *	   `- (orphans: see compute.c)
 *
 * `main --no-handler' takes no notice of TERM, as a program that was never
 * meant to be PID 1.
 */
#include <sys/types.h>
#include <sys/wait.h>

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"

#define STATUS 7
#define NPARTS 3

static const char *const parts[NPARTS] = { "api", "log", "compute" };

/* The parts lie beside main. */
static pid_t
start(const char *dir, const char *part)
{
	char path[PATH_MAX];
	pid_t pid;

	(void)snprintf(path, sizeof(path), "%s/%s", dir, part);
	if ((pid = fork()) == -1) {
		perror("main: fork");
		exit(1);
	}
	if (pid == 0) {
		execl(path, part, (char *)NULL);
		perror(path);
		_exit(1);
	}
	return pid;
}

int
main(int argc, char *argv[])
{
	const char *dir;
	pid_t pids[NPARTS];
	int i, status;

	dir = dirname(argv[0]);
	for (i = 0; i < NPARTS; i++)
		pids[i] = start(dir, parts[i]);

	if (argc > 1 && strcmp(argv[1], "--no-handler") == 0)
		app_say("main", "ready, with no handler for TERM");
	else
		app_serve("main");

	for (i = 0; i < NPARTS; i++)
		if (waitpid(pids[i], &status, 0) == pids[i])
			app_say("main", "%s has ended", parts[i]);
	app_say("main", "ending with %d", STATUS);
	return STATUS;
}
