/*
 * swap: exchanges two names again and again until it is killed.
 *
 *	swap FILE FILE
 *
 * One renameat2(2) each, so that both names are always there: what a hostile
 * owner of a folder does to a program that looks twice.
 */

#define _GNU_SOURCE
#include <sys/syscall.h>

#include <err.h>
#include <fcntl.h>
#include <unistd.h>

enum { TROUBLE = 99, EXCHANGE = 2 };

int
main(int argc, char *argv[])
{
	if (argc != 3)
		errx(TROUBLE, "expected two names");
	for (;;)
		if (syscall(SYS_renameat2, AT_FDCWD, argv[1], AT_FDCWD,
		    argv[2], EXCHANGE) == -1)
			err(TROUBLE, "renameat2");
}
