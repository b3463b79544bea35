/*
 * bad_init: an init as it must not be, for the checks of the container
 * engines to fail on.
 *
 *	bad_init [--] COMMAND...
 *	bad_init --pause	or -P, or under the name pause
 *
 * It reaps its own child alone, forwards no signal, and reports an exit
 * status that is not the child's.
 */

#include <sys/wait.h>

#include <err.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

enum { WRONG = 99 };

static bool
is_to_pause(char *argv[])
{
	const char *slash = strrchr(argv[0], '/');
	const char *name = slash == NULL ? argv[0] : slash + 1;

	return strcmp(name, "pause") == 0 || (argv[1] != NULL &&
	    (strcmp(argv[1], "--pause") == 0 || strcmp(argv[1], "-P") == 0));
}

int
main(int argc, char *argv[])
{
	pid_t child;

	if (argc > 1 && strcmp(argv[1], "--") == 0)
		argv++;
	if (is_to_pause(argv))
		for (;;)
			pause();
	if (argv[1] == NULL)
		errx(WRONG, "no command");
	child = fork();
	if (child == -1)
		err(WRONG, "fork");
	if (child == 0) {
		execvp(argv[1], argv + 1);
		err(WRONG, "%s", argv[1]);
	}
	waitpid(child, NULL, 0);
	return WRONG;
}
