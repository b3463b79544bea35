/*
 * The least that an init can be: blocks the signals, starts a command, waits,
 * forwards and reaps.  What it costs is the floor of the benchmark.
 *
 *	floor [-i] [-d MICROSECONDS] COMMAND [ARG]...
 *
 * -i	does so as the two processes of a container: PID, mount and UTS
 *	namespaces, a fresh /proc, a seccomp filter, of one statement, and an
 *	inner process that dies with the outer one
 * -d	lets so much time pass before it starts the command, forwards a signal
 *	or reaps: what the benchmark then has to measure
 */
#include <linux/filter.h>
#include <linux/mount.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
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

/* What the inner process of a container does before it is an init. */
static void
furnish(void)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K,
	    SECCOMP_RET_ALLOW);
	struct sock_fprog filter = { 1, &allow };

	CALL5(mount, 0, "/", 0, MS_REC | MS_PRIVATE, 0);
	CALL5(mount, "proc", "/proc", "proc",
	    MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
	CALL5(prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	CALL5(prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}

/* Its pid, which for the outer process of a container is the inner one's. */
static long
start(char **argv, char **environment, const unsigned long *mask, int isolates)
{
	long pid;

	if (isolates) {
		pid = CALL5(clone, CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS |
		    SIGCHLD, 0, 0, 0, 0);
		if (pid != 0)
			return pid;
		furnish();
	}
	pid = CALL5(clone, CLONE_VM | CLONE_VFORK | SIGCHLD, 0, 0, 0, 0);
	if (pid == 0) {
		CALL4(rt_sigprocmask, SIG_SETMASK, mask, 0, sizeof(*mask));
		CALL3(execve, argv[0], argv, environment);
		CALL1(exit_group, 127);
	}
	return pid;
}

void
begin(long *stack)
{
	long argc = stack[0], command, delay = 0, signal;
	char **argv = (char **)(stack + 1), **environment = argv + argc + 1;
	unsigned long old;
	int isolates = 0;

	argv++;
	if (argc > 2 && argv[0][0] == '-' && argv[0][1] == 'i') {
		isolates = 1;
		argv++;
	}
	if (argc > 3 && argv[0][0] == '-' && argv[0][1] == 'd') {
		delay = number_of(argv[1]);
		argv += 2;
	}
	CALL4(rt_sigprocmask, SIG_SETMASK, &all, &old, sizeof(old));
	dawdle(delay);
	command = start(argv, environment, &old, isolates);
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
