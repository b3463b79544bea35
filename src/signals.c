/*
 * podinit's own signals: blocks, remembers, waits, restores.  To whom a signal
 * is forwarded is none of this room's business.
 *
 * The system calls are made directly, with the kernel's 64-bit set: musl's
 * wrappers leave out 32 to 34, glibc's 32 and 33.
 */
#include "config.h"

#include "signals.h"

#include <sys/prctl.h>
#include <sys/syscall.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "os.h"

#define ALL_SIGNALS UINT64_MAX
#define BIT(number) (UINT64_C(1) << ((number) - 1))

#ifdef SYS_rt_sigtimedwait_time64
#define SYS_SIGTIMEDWAIT SYS_rt_sigtimedwait_time64
#else
#define SYS_SIGTIMEDWAIT SYS_rt_sigtimedwait
#endif

static void
change_mask(int how, uint64_t set, uint64_t *old)
{
	syscall(SYS_rt_sigprocmask, how, &set, old, sizeof(set));
}

void
signals_block(struct signals_started *started)
{
	struct sigaction original, standard = { .sa_handler = SIG_DFL };

	/* First, so that a parent that dies from here on is missed. */
	started->parent = getppid();
	change_mask(SIG_SETMASK, ALL_SIGNALS, &started->mask);
	sigaction(SIGCHLD, NULL, &original);
	started->ignored_chld = original.sa_handler == SIG_IGN;
	if (started->ignored_chld)
		sigaction(SIGCHLD, &standard, NULL);
}

void
signals_restore_to_print(const struct signals_started *started)
{
	struct signals_started but_pipe = *started;

	but_pipe.mask |= BIT(SIGPIPE);
	signals_restore(&but_pipe);
}

void
signals_restore(const struct signals_started *started)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	if (started->ignored_chld)
		sigaction(SIGCHLD, &ignore, NULL);
	change_mask(SIG_SETMASK, started->mask, NULL);
}

/* rt_sigtimedwait(2) for set, with the results of signals_wait(). */
static int
wait_for(uint64_t set, siginfo_t *info, int64_t timeout)
{
	struct os_timespec limit;
	long number;

	/* A division takes as long as all else here. */
	if (timeout >= 0)
		limit = (struct os_timespec){
			.seconds = timeout / OS_SECOND,
			.nanoseconds = timeout % OS_SECOND,
		};
	number = syscall(SYS_SIGTIMEDWAIT, &set, info,
	    timeout < 0 ? NULL : &limit, sizeof(set));
	if (number == -1 && (errno == EAGAIN || errno == EINTR))
		return 0;
	return (int)number;
}

int
signals_wait(siginfo_t *info, int64_t timeout)
{
	return wait_for(ALL_SIGNALS, info, timeout);
}

bool
signals_is_own(const siginfo_t *info)
{
	return info->si_code == SI_USER && info->si_pid == getpid();
}

void
signals_drop_own(int number)
{
	siginfo_t info;

	if (wait_for(BIT(number), &info, 0) == number &&
	    !signals_is_own(&info))
		syscall(SYS_rt_sigqueueinfo, getpid(), number, &info);
}

void
signals_stop_self(int number, bool whole_group)
{
	kill(whole_group ? 0 : getpid(), number);
	/* It is taken here; the CONT that wakes us stays pending. */
	change_mask(SIG_UNBLOCK, BIT(number), NULL);
	change_mask(SIG_SETMASK, ALL_SIGNALS, NULL);
}

int
signals_ask_for_parent_death(const struct signals_started *started,
    int number)
{
	if (prctl(PR_SET_PDEATHSIG, number) == -1)
		return -1;
	/* 0 is a parent outside our PID namespace: that one is not seen. */
	if (getppid() != started->parent)
		return kill(getpid(), number);
	return 0;
}
