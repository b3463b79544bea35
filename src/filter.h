#ifndef PODINIT_FILTER_H
#define PODINIT_FILTER_H

/*
 * From here on neither podinit nor what it starts can put input into a
 * terminal: ioctl(2) TIOCSTI and TIOCLINUX are EPERM, seccomp(2).  Sets
 * no_new_privs only where podinit has no CAP_SYS_ADMIN for it; dies where the
 * kernel refuses both.
 */
void
filter_forbid_terminal_input(void);

#endif
