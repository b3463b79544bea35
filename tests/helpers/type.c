/*
 * type: tries to put input into the terminal that is its standard input, in
 * every way that the kernel has for that, and says of each what came of it:
 *
 *	TIOCSTI: done
 *	TIOCSTI with upper bits: Operation not permitted
 *	TIOCLINUX by int80: Operation not permitted
 *
 * Then comes what nobody has reason to forbid: an ioctl(2), and calls that have
 * its number in another ABI.
 */

#define _GNU_SOURCE
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef TIOCLINUX
#define TIOCLINUX 0x541C
#endif

enum { TROUBLE = 99 };

/* What is put in, and the subcode of TIOCLINUX: to paste the selection. */
static char *argument;

static void
say(const char *name, const char *way, long result)
{
	printf("%s%s: %s\n", name, way,
	    result >= 0 ? "done" : strerror((int)-result));
}

static long
by_number(long number, unsigned long request)
{
	long result = syscall(number, STDIN_FILENO, request, argument);

	return result == -1 ? -errno : result;
}

#ifdef __x86_64__
/* As a program of 32 bits would; any program can. */
static long
by_int80(long number, unsigned long request)
{
	long result = number;

	__asm__ volatile ("int $0x80" : "+a" (result)
	    : "b" (STDIN_FILENO), "c" (request), "d" (argument)
	    : "memory", "r8", "r9", "r10", "r11");
	return (int)result;
}
#endif

static void
try(const char *name, unsigned long request)
{
	say(name, "", by_number(SYS_ioctl, request));
#if __SIZEOF_LONG__ == 8
	say(name, " with upper bits",
	    by_number(SYS_ioctl, request | 1UL << 40));
#endif
#ifdef __x86_64__
	say(name, " by int80", by_int80(54, request));
	say(name, " by x32", by_number(0x40000000 | 514, request));
	say(name, " by x32 without its bit", by_number(514, request));
	say(name, " by x32 with our number",
	    by_number(0x40000000 | SYS_ioctl, request));
#endif
}

int
main(void)
{
	struct winsize size;

	/* Where a pointer of 32 bits reaches it. */
	argument = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS
#ifdef MAP_32BIT
	    | MAP_32BIT
#endif
	    , -1, 0);
	if (argument == MAP_FAILED)
		err(TROUBLE, "mmap");
	argument[0] = 'x';
	setvbuf(stdout, NULL, _IOLBF, 0);
	try("TIOCSTI", TIOCSTI);
	try("TIOCLINUX", TIOCLINUX);
	say("TIOCGWINSZ", "", ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == -1 ?
	    -errno : 0);
#ifdef __x86_64__
	say("setsockopt", "", by_number(54, TIOCSTI));
	say("lchown", " by int80", by_int80(16, TIOCSTI));
#endif
	return 0;
}
