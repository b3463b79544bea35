/*
 * launch: starts a command the way a test wants to see it started, and says
 * how it ended.
 *
 *	launch [-1eku] [-p PIDFILE] [-s STATUSFILE] [-t SECONDS] COMMAND...
 *
 * The command gets an empty signal mask, default dispositions and the three
 * standard descriptors, whatever the shell or the build left behind (dash
 * ignores INT and QUIT in every background job).
 *
 *	-1	as PID 1 of a new PID namespace with its own /proc; without
 *		root a user namespace is added
 *	-e	with nothing in /proc and nothing in /dev
 *	-k	the command is killed when launch dies
 *	-u	as nobody, without a capability
 *	-p	its pid, as seen from here, is written to PIDFILE
 *	-s	its end is written to STATUSFILE: "7", "signal 9", "deadline"
 *	-t	it is killed after that many seconds
 */

#define _GNU_SOURCE
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { NOBODY = 65534, TROUBLE = 99 };

struct manner {
	bool	pid1;
	bool	empty;
	bool	bound;
	bool	nobody;
};

/* One write, so that a reader sees all of it or nothing. */
static void
tell(const char *file, const char *text)
{
	ssize_t n;
	int fd;

	if (file == NULL)
		return;
	fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd == -1)
		err(TROUBLE, "%s", file);
	n = write(fd, text, strlen(text));
	if (n != (ssize_t)strlen(text))
		err(TROUBLE, "%s", file);
	close(fd);
}

static void
enter_user_namespace(void)
{
	char map[64];
	uid_t uid = geteuid();
	gid_t gid = getegid();

	if (unshare(CLONE_NEWUSER) == -1)
		err(TROUBLE, "unshare user namespace");
	tell("/proc/self/setgroups", "deny");
	snprintf(map, sizeof(map), "0 %u 1", (unsigned)uid);
	tell("/proc/self/uid_map", map);
	snprintf(map, sizeof(map), "0 %u 1", (unsigned)gid);
	tell("/proc/self/gid_map", map);
}

static void
arrange_mounts(const struct manner *how)
{
	if (!how->pid1 && !how->empty)
		return;
	if (unshare(CLONE_NEWNS) == -1)
		err(TROUBLE, "unshare mount namespace");
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
		err(TROUBLE, "make / private");
	if (how->empty) {
		if (mount("none", "/proc", "tmpfs", 0, NULL) == -1 ||
		    mount("none", "/dev", "tmpfs", 0, NULL) == -1)
			err(TROUBLE, "hide /proc and /dev");
	} else if (mount("proc", "/proc", "proc", 0, NULL) == -1)
		err(TROUBLE, "mount /proc");
}

static void
become_nobody(void)
{
	if (setgroups(0, NULL) == -1 ||
	    setresgid(NOBODY, NOBODY, NOBODY) == -1 ||
	    setresuid(NOBODY, NOBODY, NOBODY) == -1)
		err(TROUBLE, "become nobody");
}

static void
clean_signals(void)
{
	const uint64_t standard[4] = { 0 };	/* the kernel's, all default */
	sigset_t none;
	int sig;

	for (sig = 1; sig <= SIGRTMAX; sig++)
		signal(sig, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	/* What posix_spawn(3) of a make left: libc itself keeps off these. */
	for (long number = 32; number < 34; number++)
		syscall(SYS_rt_sigaction, number, standard, NULL,
		    sizeof(uint64_t));
}

static void
close_the_rest(void)
{
	int fd;

	for (fd = STDERR_FILENO + 1; fd < 1024; fd++)
		close(fd);
}

static pid_t
start(const struct manner *how, char *argv[])
{
	pid_t pid;

	if (how->pid1) {
		if (geteuid() != 0)
			enter_user_namespace();
		if (unshare(CLONE_NEWPID) == -1)
			err(TROUBLE, "unshare PID namespace");
	}
	pid = fork();
	if (pid == -1)
		err(TROUBLE, "fork");
	if (pid > 0)
		return pid;

	arrange_mounts(how);
	if (how->nobody)
		become_nobody();
	if (how->bound && prctl(PR_SET_PDEATHSIG, SIGKILL) == -1)
		err(TROUBLE, "prctl");
	clean_signals();
	close_the_rest();
	execvp(argv[0], argv);
	err(TROUBLE, "%s", argv[0]);
}

/* Waits for the child's end until the deadline. False when it passed. */
static bool
wait_until(pid_t child, time_t seconds, int *status)
{
	struct timespec now, left;
	sigset_t chld;
	time_t deadline;

	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	clock_gettime(CLOCK_MONOTONIC, &now);
	deadline = now.tv_sec + seconds;
	while (waitpid(child, status, WNOHANG) == 0) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		if (seconds > 0 && now.tv_sec >= deadline)
			return false;
		left.tv_sec = seconds > 0 ? deadline - now.tv_sec : 3600;
		left.tv_nsec = 0;
		sigtimedwait(&chld, NULL, &left);
	}
	return true;
}

int
main(int argc, char *argv[])
{
	struct manner how = { .pid1 = false };
	const char *pidfile = NULL, *statusfile = NULL;
	char text[32];
	sigset_t chld;
	time_t seconds = 0;
	pid_t child;
	int opt, status;

	while ((opt = getopt(argc, argv, "+1ekup:s:t:")) != -1) {
		switch (opt) {
		case '1':
			how.pid1 = true;
			break;
		case 'e':
			how.empty = true;
			break;
		case 'k':
			how.bound = true;
			break;
		case 'u':
			how.nobody = true;
			break;
		case 'p':
			pidfile = optarg;
			break;
		case 's':
			statusfile = optarg;
			break;
		case 't':
			seconds = atol(optarg);
			break;
		default:
			return TROUBLE;
		}
	}
	if (optind == argc)
		errx(TROUBLE, "no command");

	/* Blocked before the start, so that no end goes unnoticed. */
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, NULL);
	child = start(&how, argv + optind);
	snprintf(text, sizeof(text), "%d\n", (int)child);
	tell(pidfile, text);

	if (!wait_until(child, seconds, &status)) {
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		tell(statusfile, "deadline\n");
		return TROUBLE;
	}
	if (WIFSIGNALED(status)) {
		snprintf(text, sizeof(text), "signal %d\n", WTERMSIG(status));
		tell(statusfile, text);
		return 128 + WTERMSIG(status);
	}
	snprintf(text, sizeof(text), "%d\n", WEXITSTATUS(status));
	tell(statusfile, text);
	return WEXITSTATUS(status);
}
