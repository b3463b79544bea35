/*
 * deny: executes a command that is refused some system calls.
 *
 *	deny SYSCALL[/NUMBER]=ERRNO... -- COMMAND...
 *	deny -p SYSCALL[/NUMBER]=ERRNO...
 *	deny -l
 *
 * as an old kernel (ENOSYS) or another's sandbox (EPERM) would refuse them.
 * SYSCALL is a name of the table below, which -l prints, ERRNO the name of an
 * error; NONE says that all is well, when nothing has been done.  With NUMBER
 * it is refused where that is its first argument.  -p prints the filter, in
 * which KILL may stand for ERRNO, as it is compiled.
 */

#define _GNU_SOURCE
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TROUBLE = 99, MOST = 16 };

#define CALL(name) { #name, SYS_##name }
#define ERROR(name) { #name, SECCOMP_RET_ERRNO | name }

struct name {
	const char	*text;
	long		 value;
};

/* What podinit may ask the kernel for, and could be refused. */
static const struct name calls[] = {
	CALL(openat2), CALL(open_tree), CALL(move_mount), CALL(mount_setattr),
	CALL(fsopen), CALL(fsmount), CALL(fsconfig), CALL(statx),
	CALL(unshare), CALL(setns), CALL(mount), CALL(pivot_root),
	CALL(seccomp), CALL(sethostname),
	CALL(capget), CALL(chdir), CALL(clock_gettime), CALL(clone),
	CALL(clone3), CALL(close_range), CALL(faccessat), CALL(faccessat2),
	CALL(fchdir), CALL(fcntl), CALL(fstatfs), CALL(getdents64),
	CALL(getrandom), CALL(getsid), CALL(ioctl), CALL(openat),
	CALL(pidfd_open), CALL(pidfd_send_signal), CALL(pipe2),
	CALL(ppoll), CALL(prctl), CALL(prlimit64), CALL(pwritev2),
	CALL(renameat), CALL(rseq), CALL(setpgid), CALL(setsid), CALL(waitid),
	CALL(capset), CALL(getgroups), CALL(getresgid), CALL(getresuid),
	CALL(setgroups), CALL(setresgid), CALL(setresuid),
#ifdef SYS_access
	CALL(access), CALL(fork), CALL(open), CALL(poll), CALL(vfork),
#endif
};

static const struct name errors[] = {
	ERROR(EACCES), ERROR(EAGAIN), ERROR(EINVAL), ERROR(ENOMEM),
	ERROR(ENOSYS), ERROR(EPERM), { "NONE", SECCOMP_RET_ERRNO },
	{ "KILL", SECCOMP_RET_KILL_PROCESS },
};

static void
list_calls(void)
{
	size_t i;

	for (i = 0; i < sizeof(calls) / sizeof(*calls); i++)
		puts(calls[i].text);
}

static long
look_up(const char *text, const struct name *table, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(text, table[i].text) == 0)
			return table[i].value;
	errx(TROUBLE, "%s is not known here", text);
}

/* The low half of an argument, on a little-endian machine. */
static struct sock_filter
load(size_t offset)
{
	return (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
	    (uint32_t)offset);
}

int
main(int argc, char *argv[])
{
	struct sock_filter code[5 * MOST + 2], *at = code;
	struct sock_fprog program = { .filter = code };
	char *argument, *error;
	bool prints = argc > 1 && strcmp(argv[1], "-p") == 0;
	int i;

	if (argc == 2 && strcmp(argv[1], "-l") == 0) {
		list_calls();
		return 0;
	}
	*at++ = load(offsetof(struct seccomp_data, nr));
	for (i = prints ? 2 : 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		long call, number;

		error = strchr(argv[i], '=');
		if (error == NULL || i > MOST)
			errx(TROUBLE, "%s: expected SYSCALL=ERRNO", argv[i]);
		*error++ = '\0';
		argument = strchr(argv[i], '/');
		if (argument != NULL)
			*argument++ = '\0';
		call = look_up(argv[i], calls, sizeof(calls) / sizeof(*calls));
		number = look_up(error, errors,
		    sizeof(errors) / sizeof(*errors));
		*at++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
		    (uint32_t)call, 0, argument == NULL ? 1 : 4);
		if (argument != NULL) {
			*at++ = load(offsetof(struct seccomp_data, args));
			*at++ = (struct sock_filter)BPF_JUMP(
			    BPF_JMP | BPF_JEQ | BPF_K,
			    (uint32_t)strtoul(argument, NULL, 10), 0, 1);
		}
		*at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
		    (uint32_t)number);
		if (argument != NULL)
			*at++ = load(offsetof(struct seccomp_data, nr));
	}
	*at++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
	    SECCOMP_RET_ALLOW);
	program.len = (unsigned short)(at - code);
	if (prints) {
		if (fwrite(code, sizeof(*code), program.len, stdout) !=
		    program.len || fflush(stdout) != 0)
			err(TROUBLE, "standard output");
		return 0;
	}
	if (i + 1 >= argc)
		errx(TROUBLE, "no command");

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == -1)
		err(TROUBLE, "seccomp");
	execvp(argv[i + 1], argv + i + 1);
	err(TROUBLE, "%s", argv[i + 1]);
}
