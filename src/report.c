/*
 * What podinit tells of what happened, in words.  Never decides, never ends
 * podinit.
 */
#include "config.h"

#include "report.h"

#include <stdio.h>

#include "diag.h"
#include "procs.h"
#include "signame.h"
#include "status.h"

void
report_started(pid_t main_process, const char *command)
{
	diag(DIAG_INFO, "main process '%s' started with pid %d", command,
	    (int)main_process);
}

void
report_signal(const siginfo_t *info, const struct link_message *sender)
{
	struct signame name;

	if (!diag_wants(DIAG_INFO))
		return;
	name = signame_of(info->si_signo);
	if (sender != NULL && sender->pid > 0)
		diag(DIAG_INFO, "received %s from pid %d, uid %u (%s), all as"
		    " seen outside", name.text, (int)sender->pid,
		    (unsigned int)sender->uid, sender->command.text);
	else if (info->si_code == SI_KERNEL ||
	    (sender != NULL && sender->pid == LINK_PID_KERNEL))
		diag(DIAG_INFO, "received %s from the kernel (terminal)",
		    name.text);
	else if (info->si_code > 0)
		diag(DIAG_INFO, "received %s from the kernel", name.text);
	else if (info->si_pid == 0)
		diag(DIAG_INFO, "received %s from outside the PID namespace,"
		    " uid %u", name.text, (unsigned int)info->si_uid);
	else
		diag(DIAG_INFO, "received %s from pid %d, uid %u (%s)",
		    name.text, (int)info->si_pid, (unsigned int)info->si_uid,
		    procs_command(info->si_pid).text);
}

bool
report_wants_reaped(bool warn_reap)
{
	return diag_wants(warn_reap ? DIAG_WARNING : DIAG_DEBUG);
}

void
report_reaped(const siginfo_t *record, bool warn_reap)
{
	if (report_wants_reaped(warn_reap))
		diag(warn_reap ? DIAG_WARNING : DIAG_DEBUG,
		    "reaped adopted process %d (%s), which %s",
		    (int)record->si_pid, procs_command(record->si_pid).text,
		    status_text(status_of(record)).text);
}

void
report_main_ended(const siginfo_t *record)
{
	diag(DIAG_INFO, "main process %d %s", (int)record->si_pid,
	    status_text(status_of(record)).text);
}

void
report_stopped(pid_t main_process, int number)
{
	diag(DIAG_INFO, "main process %d was stopped by %s",
	    (int)main_process, signame_of(number).text);
}
