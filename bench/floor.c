/*
 * The least that an init can be: blocks the signals, starts a command, waits,
 * forwards and reaps.  What it costs is the floor of the benchmark.
 *
 *	floor [-d MICROSECONDS] COMMAND [ARG]...
 *
 * -d	lets so much time pass before it starts the command, forwards a signal
 *	or reaps: what the benchmark then has to measure
 */
#include <linux/sched.h>
#include <linux/signal.h>
#include <linux/wait.h>

#include "nolibc.h"

/* rt_sigtimedwait(2) asks for no more of it. */
static const unsigned long all = ~0UL;

static void
dawdle(long microseconds)
{
	long end;

	if (microseconds == 0)
		return;
	for (end = now() + microseconds * 1000; now() < end;)
		continue;
}

static long
number_of(const char *text)
{
	long number = 0;

	while (*text >= '0' && *text <= '9')
		number = number * 10 + *text++ - '0';
	return number;
}

/* Reaps all that is dead; ends with the command. */
static void
reap(long command, long delay)
{
	long pid;
	int status;

	for (;;) {
		pid = CALL4(wait4, -1, &status, WNOHANG, 0);
		if (pid <= 0)
			return;
		dawdle(delay);
		if (pid == command)
			CALL1(exit_group, status & 0x7f ?
			    128 + (status & 0x7f) : status >> 8);
	}
}

void
begin(long *stack)
{
	long argc = stack[0], command, delay = 0, signal;
	char **argv = (char **)(stack + 1), **environment = argv + argc + 1;
	unsigned long old;

	argv++;
	if (argc > 3 && argv[0][0] == '-' && argv[0][1] == 'd') {
		delay = number_of(argv[1]);
		argv += 2;
	}
	CALL4(rt_sigprocmask, SIG_SETMASK, &all, &old, sizeof(old));
	dawdle(delay);
	command = CALL5(clone, CLONE_VM | CLONE_VFORK | SIGCHLD, 0, 0, 0, 0);
	if (command == 0) {
		CALL4(rt_sigprocmask, SIG_SETMASK, &old, 0, sizeof(old));
		CALL3(execve, argv[0], argv, environment);
		CALL1(exit_group, 127);
	}
	for (;;) {
		signal = CALL4(rt_sigtimedwait, &all, 0, 0, sizeof(all));
		if (signal == SIGCHLD)
			reap(command, delay);
		else if (signal > 0) {
			dawdle(delay);
			CALL2(kill, command, signal);
		}
	}
}
