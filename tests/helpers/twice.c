/*
 * twice: executes a command with just this environment, of which a name may
 * be there more than once.
 *
 *	twice NAME=VALUE... -- COMMAND...
 */
#include <err.h>
#include <string.h>
#include <unistd.h>

int
main(int argc, char *argv[])
{
	int end = 1;

	while (end < argc && strcmp(argv[end], "--") != 0)
		end++;
	if (end + 1 >= argc)
		errx(99, "no command");
	argv[end] = NULL;
	execve(argv[end + 1], argv + end + 1, argv + 1);
	err(99, "%s", argv[end + 1]);
}
