/*
 * forge: sends a signal and writes itself who is to have sent it,
 * rt_sigqueueinfo(2).
 *
 *	forge PID SIGNAL SENDER UID
 */

#define _GNU_SOURCE
#include <sys/syscall.h>

#include <err.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TROUBLE = 99 };

int
main(int argc, char *argv[])
{
	siginfo_t info;

	if (argc != 5)
		errx(TROUBLE, "expected PID SIGNAL SENDER UID");
	memset(&info, 0, sizeof(info));
	info.si_code = SI_QUEUE;
	info.si_pid = atoi(argv[3]);
	info.si_uid = (uid_t)atoi(argv[4]);
	if (syscall(SYS_rt_sigqueueinfo, atoi(argv[1]), atoi(argv[2]), &info) ==
	    -1)
		err(TROUBLE, "rt_sigqueueinfo");
	return 0;
}
