/*
 * The one seccomp filter of podinit's own: a program inside must not be able to
 * type into the caller's terminal, which would run as the caller's command once
 * podinit has ended.  A session of its own would forbid that too, and job
 * control with it.
 */
#include "config.h"

#include "filter.h"

#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/tiocl.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "die.h"

/* In the kernel's asm/ioctls.h alone; 0x541C wherever a console has it. */
#ifndef TIOCLINUX
#define TIOCLINUX 0x541C
#endif

/* x32 has this bit in its numbers, asm/unistd.h. */
#define X32_BIT 0x40000000U

/*
 * The kernel takes 32 bits of the request and drops the others, so only those
 * may be compared.
 */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define REQUEST offsetof(struct seccomp_data, args[1])
#else
#define REQUEST (offsetof(struct seccomp_data, args[1]) + sizeof(uint32_t))
#endif
#define NUMBER offsetof(struct seccomp_data, nr)
#define ABI offsetof(struct seccomp_data, arch)

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset))
/* Leaves out so many statements where the value is the number, or is not. */
#define COMPARE(number, if_so, if_not) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), (if_so), (if_not))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))

/* Of an ioctl(2): the two are denied, the others are allowed. */
#define JUDGE \
	LOAD(REQUEST), COMPARE(TIOCSTI, 1, 0), COMPARE(TIOCLINUX, 0, 1), \
	RETURN(SECCOMP_RET_ERRNO | EPERM), RETURN(SECCOMP_RET_ALLOW)
/* Where the number in hand is that of ioctl(2) in this ABI; else goes on. */
#define IOCTL_OF_ABI_IS(abi, number) \
	COMPARE(number, 0, 7), LOAD(ABI), COMPARE(abi, 0, 4), JUDGE
#define IOCTL_IS(number) COMPARE(number, 0, 5), JUDGE

/*
 * A 64-bit kernel runs 32-bit programs too, whose calls have other numbers.
 * The number comes first, for the kernel tries the filter with every number of
 * every ABI before it takes it (Linux 5.11).
 */
static const struct sock_filter statements[] = {
	LOAD(NUMBER),
#if defined(__x86_64__) || defined(__i386__)
	/* To some kernels the bit makes no difference, Linux 5.4. */
	BPF_STMT(BPF_ALU | BPF_AND | BPF_K, ~X32_BIT),
	IOCTL_OF_ABI_IS(AUDIT_ARCH_X86_64, 16),
	IOCTL_OF_ABI_IS(AUDIT_ARCH_X86_64, 514),
	IOCTL_OF_ABI_IS(AUDIT_ARCH_I386, 54),
#elif defined(__aarch64__) || defined(__arm__)
	IOCTL_OF_ABI_IS(AUDIT_ARCH_AARCH64, 29),
	IOCTL_OF_ABI_IS(AUDIT_ARCH_ARM, 54),
#else
	IOCTL_IS(SYS_ioctl),
#endif
	RETURN(SECCOMP_RET_ALLOW),
};

static int
install(void)
{
	const struct sock_fprog program = {
		.len = sizeof(statements) / sizeof(statements[0]),
		.filter = (struct sock_filter *)(uintptr_t)statements,
	};

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

void
filter_forbid_terminal_input(void)
{
	if (install() == 0)
		return;
	/* Without CAP_SYS_ADMIN the kernel wants a promise, seccomp(2). */
	if (errno == EACCES && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	    install() == 0)
		return;
	die("prctl PR_SET_SECCOMP: %s (the caller's terminal cannot be "
	    "protected from what runs inside)", strerror(errno));
}
