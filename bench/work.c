/*
 * The commands that the benchmark has run: they do next to nothing, and write
 * the time to descriptor 3 when they have.
 *
 *	work true		ends
 *	work sleep		sleeps until a signal ends it
 *	work handle		and writes once more at each USR1 or TERM
 *	work orphans N		and leaves N orphans, which end when descriptor
 *				4 does
 *	work box COMMAND...	a container by the bare system calls; the time
 *				of its beginning comes first
 */
#include <linux/mount.h>
#include <linux/sched.h>
#include <linux/signal.h>

#include "nolibc.h"

#define SA_RESTORER 0x04000000

struct action {
	void (*handler)(int);
	unsigned long flags;
	void (*restorer)(void);
	unsigned long mask;
};

static void
tell_time(void)
{
	long time = now();

	CALL3(write, 3, &time, sizeof(time));
}

static void
handle(int number)
{
	(void)number;
	tell_time();
}

#ifdef __x86_64__
__asm__("restore: mov $15, %eax\n syscall\n");
void
restore(void);
#define RESTORE SA_RESTORER, restore
#else
#define RESTORE 0, 0
#endif

static void
sleep_on(void)
{
	for (;;)
		CALL4(rt_sigsuspend, &(unsigned long){ 0 }, 8, 0, 0);
}

static void
leave_orphans(const char *text)
{
	long count = 0, pid;
	char byte;

	while (*text >= '0' && *text <= '9')
		count = count * 10 + *text++ - '0';
	pid = CALL5(clone, SIGCHLD, 0, 0, 0, 0);
	if (pid != 0) {
		CALL4(wait4, pid, 0, 0, 0);
		return;
	}
	for (; count > 0; count--) {
		if (CALL5(clone, SIGCHLD, 0, 0, 0, 0) != 0)
			continue;
		CALL3(read, 4, &byte, 1);
		CALL1(exit_group, 0);
	}
	CALL1(exit_group, 0);
}

/* What `podinit --isolate` does, and not a call more. */
static void
box(char **argv, char **environment)
{
	long pid;

	tell_time();
	pid = CALL5(clone, CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS | SIGCHLD,
	    0, 0, 0, 0);
	if (pid == 0) {
		CALL5(mount, 0, "/", 0, MS_REC | MS_PRIVATE, 0);
		CALL5(mount, "proc", "/proc", "proc",
		    MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
		CALL3(execve, argv[0], argv, environment);
		CALL1(exit_group, 127);
	}
	CALL4(wait4, pid, 0, 0, 0);
}

void
begin(long *stack)
{
	char **argv = (char **)(stack + 1);
	struct action action = { handle, RESTORE, 0 };

	switch (stack[0] > 1 ? argv[1][0] : 't') {
	case 't':
		tell_time();
		break;
	case 'h':
		CALL4(rt_sigaction, SIGUSR1, &action, 0, 8);
		CALL4(rt_sigaction, SIGTERM, &action, 0, 8);
		tell_time();
		sleep_on();
		break;
	case 'o':
		leave_orphans(argv[2]);
		tell_time();
		sleep_on();
		break;
	case 'b':
		box(argv + 2, argv + stack[0] + 1);
		break;
	default:
		tell_time();
		sleep_on();
	}
	CALL1(exit_group, 0);
	__builtin_unreachable();
}
