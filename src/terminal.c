/*
 * Who has the terminal: hands it over and takes it back.  Every call may fail
 * (no terminal, another session's, hung up) and none of that ends anything:
 * what is lost is job control.
 */
#include "config.h"

#include "terminal.h"

#include <sys/ioctl.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "diag.h"
#include "signals.h"

void
terminal_open(struct terminal *terminal)
{
	pid_t foreground = tcgetpgrp(STDIN_FILENO);

	*terminal = (struct terminal){ .fd = -1 };
	if (foreground == -1)
		return;
	terminal->own_group = getpgrp();
	/* Above 2, where it can be mistaken for nobody's standard stream. */
	terminal->fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	terminal->was_in_foreground = foreground == terminal->own_group;
	terminal->was_leader = getsid(0) == getpid();
	terminal->is_given = terminal->fd != -1 && terminal->was_in_foreground;
}

void
terminal_enter(const struct terminal *terminal, bool leads_session)
{
	if (terminal->fd == -1)
		return;
	if (leads_session && terminal->was_leader)
		ioctl(STDIN_FILENO, TIOCSCTTY, 0);
	else if (!leads_session && terminal->was_in_foreground)
		tcsetpgrp(STDIN_FILENO, getpid());
}

void
terminal_let_go(struct terminal *terminal)
{
	terminal->is_given = false;
	if (terminal->fd == -1)
		return;
	if (!terminal->was_leader) {
		diag(DIAG_WARNING, "--setsid: the main process's session is"
		    " without the terminal, which is another session's");
		return;
	}
	if (ioctl(terminal->fd, TIOCNOTTY) == -1)
		return;
	signals_drop_own(SIGHUP);
	signals_drop_own(SIGCONT);
}

bool
terminal_give(struct terminal *terminal, pid_t group)
{
	if (terminal->fd == -1) {
		terminal->fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
		terminal->own_group = getpgrp();
	}
	if (terminal->fd == -1 ||
	    tcgetpgrp(terminal->fd) != terminal->own_group ||
	    tcsetpgrp(terminal->fd, group) == -1)
		return false;
	terminal->is_given = true;
	return true;
}

void
terminal_take_back(struct terminal *terminal, pid_t group)
{
	pid_t foreground;

	if (!terminal->is_given)
		return;
	foreground = tcgetpgrp(terminal->fd);
	if (foreground == group || (foreground > 1 &&
	    kill(-foreground, 0) == -1 && errno == ESRCH))
		tcsetpgrp(terminal->fd, terminal->own_group);
}
