#ifndef PODINIT_SECCOMP_H
#define PODINIT_SECCOMP_H

#include <linux/filter.h>

/* A compiled filter of main's, seccomp(2); count is 0 where there is none. */
struct seccomp {
	unsigned short count;
	struct sock_filter *statements;
};

/*
 * Reads the filter that text names, the path of a file or "fd:N", a descriptor
 * from 3 on, which is closed: statements of classic BPF, one after the other,
 * as seccomp_export_bpf(3) writes them.  Where it is a pipe its end is waited
 * for.  The memory is never given back.  Dies where it is none.
 */
void
seccomp_read(const char *text, struct seccomp *filter);

/*
 * In the child that becomes main, as the last thing before it executes: from
 * here on every system call is the filter's to allow.  Returns 0, or the errno,
 * when it has said what failed, with every signal blocked.
 */
int
seccomp_install(const struct seccomp *filter);

#endif
