/*
 * report: a main process that tells every signal it gets.
 *
 *	report [-adgors] [-f FILE] [-l LABEL] [-n COUNT] [-x STATUS]
 *
 * It blocks all signals, says "LABEL ready", and then prints one line
 * "LABEL NUMBER" for each signal in the order in which they come, each with
 * one write(2). SIGCHLD is left out.
 *
 *	-a	says first with which mask and dispositions it was started:
 *		"blocked HEX ignored HEX", as /proc has them, from the kernel
 *	-f	appends to FILE instead of standard output
 *	-g	in a process group of its own
 *	-s	in a session of its own
 *	-o	as an orphan: the process that was started goes away
 *	-r	as root with all its ids, where the file is set-user-id
 *	-l	LABEL is put before each line
 *	-n	ends after that many signals (never, when left out),
 *	-x	with that status;
 *	-d	or dies of the last one instead
 */

#define _GNU_SOURCE
#include <sys/syscall.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SIGNALS = 64, TROUBLE = 99 };

static int out = STDOUT_FILENO;
static const char *label;

static void
say(const char *text)
{
	char line[128];
	int n;

	n = snprintf(line, sizeof(line), "%s%s%s\n", label != NULL ? label : "",
	    label != NULL ? " " : "", text);
	if (write(out, line, (size_t)n) != n)
		err(TROUBLE, "write");
}

/* Not sigfillset(3): every libc leaves some signals out of that. */
static void
block(uint64_t set, uint64_t *old)
{
	if (syscall(SYS_rt_sigprocmask, SIG_SETMASK, &set, old, sizeof(set)))
		err(TROUBLE, "rt_sigprocmask");
}

static uint64_t
ignored(void)
{
	/* What the kernel fills in, at its largest; the handler is first. */
	struct {
		void	*handler;
		long	rest[15];
	} act;
	uint64_t set = 0;
	int sig;

	for (sig = 1; sig <= SIGNALS; sig++) {
		memset(&act, 0, sizeof(act));
		if (syscall(SYS_rt_sigaction, sig, NULL, &act,
		    sizeof(uint64_t)) == 0 && act.handler == (void *)SIG_IGN)
			set |= UINT64_C(1) << (sig - 1);
	}
	return set;
}

static void
orphan(void)
{
	pid_t parent = getpid();

	switch (fork()) {
	case -1:
		err(TROUBLE, "fork");
	case 0:
		while (getppid() == parent)
			usleep(1000);
		return;
	default:
		_exit(0);
	}
}

int
main(int argc, char *argv[])
{
	char text[64];
	uint64_t all = UINT64_MAX, was;
	const char *file = NULL;
	bool as_started = false, die = false;
	long count = -1;
	int opt, sig = 0, status = 0;

	block(all, &was);
	while ((opt = getopt(argc, argv, "adf:gl:n:orsx:")) != -1) {
		switch (opt) {
		case 'a':
			as_started = true;
			break;
		case 'd':
			die = true;
			break;
		case 'f':
			file = optarg;
			break;
		case 'g':
			if (setpgid(0, 0) == -1)
				err(TROUBLE, "setpgid");
			break;
		case 'l':
			label = optarg;
			break;
		case 'n':
			count = atol(optarg);
			break;
		case 'o':
			orphan();
			break;
		case 'r':
			if (setresuid(0, 0, 0) == -1)
				err(TROUBLE, "setresuid");
			break;
		case 's':
			if (setsid() == -1)
				err(TROUBLE, "setsid");
			break;
		case 'x':
			status = atoi(optarg);
			break;
		default:
			return TROUBLE;
		}
	}
	if (file != NULL) {
		out = open(file, O_WRONLY | O_CREAT | O_APPEND, 0666);
		if (out == -1)
			err(TROUBLE, "%s", file);
	}
	if (as_started) {
		snprintf(text, sizeof(text), "blocked %016llx ignored %016llx",
		    (unsigned long long)was, (unsigned long long)ignored());
		say(text);
	}
	say("ready");

	while (count != 0) {
		sig = (int)syscall(SYS_rt_sigtimedwait, &all, NULL, NULL,
		    sizeof(all));
		if (sig == SIGCHLD || (sig == -1 && errno == EINTR))
			continue;
		if (sig == -1)
			err(TROUBLE, "rt_sigtimedwait");
		snprintf(text, sizeof(text), "%d", sig);
		say(text);
		if (count > 0)
			count--;
	}
	if (die) {
		signal(sig, SIG_DFL);
		block(0, NULL);
		raise(sig);
	}
	return status;
}
