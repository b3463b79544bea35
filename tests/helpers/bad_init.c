/*
 * bad_init: an init as it must not be, for the checks of the container
 * engines to fail on.
 *
 *	bad_init [--] COMMAND...
 *
 * It reaps its own child alone, forwards no signal, and reports an exit
 * status that is not the child's.
 */

#include <sys/wait.h>

#include <err.h>
#include <string.h>
#include <unistd.h>

enum { WRONG = 99 };

int
main(int argc, char *argv[])
{
	pid_t child;

	if (argc > 1 && strcmp(argv[1], "--") == 0)
		argv++;
	if (argc > 1 && strcmp(argv[1], "--pause") == 0)
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
