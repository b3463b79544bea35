/*
 * app: the lines of the four programs, and how they take TERM.
 */
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "app.h"

/* One line, written at once: several processes share standard output. */
void
app_say(const char *name, const char *fmt, ...)
{
	char text[128];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	(void)dprintf(STDOUT_FILENO, "%s[%ld]: %s\n", name, (long)getpid(),
	    text);
}

/*
 * Stands for the service proper: returns when TERM has come. For PID 1 the
 * blocking matters: the kernel drops a TERM that PID 1 neither blocks nor
 * catches.
 */
void
app_serve(const char *name)
{
	sigset_t set;
	int sig;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	app_say(name, "ready");
	if (sigwait(&set, &sig) == 0)
		app_say(name, "got TERM");
}
