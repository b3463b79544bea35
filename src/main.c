/*
 * podinit, from the first signal blocked to the last status returned: the
 * table of contents.
 */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "commit.h"
#include "contain.h"
#include "creds.h"
#include "diag.h"
#include "die.h"
#include "identity.h"
#include "inspect.h"
#include "license.h"
#include "memory.h"
#include "options.h"
#include "outlets.h"
#include "plan.h"
#include "print.h"
#include "signals.h"
#include "supervise.h"
#include "surroundings.h"
#include "usage.h"

extern char **environ;

/* Prints text on standard output.  Returns the exit status. */
static int
print(const char *text)
{
	print_text(text);
	return 0;
}

/* Not in main's frame, which is there for good: its text takes four pages. */
static __attribute__((noinline)) int
print_usage(void)
{
	char text[USAGE_MAX];

	usage_format(text, sizeof(text));
	return print(text);
}

int
main(int argc, char **argv)
{
	struct signals_started started;
	struct plan_reason why;
	struct surroundings surroundings;
	struct outlets outlets;
	struct plan plan;

	signals_block(&started);
	diag_init();
	creds_refuse_elevation();
	plan = plan_default();
	/* Not in the frame: no page is touched where there is no row. */
	plan.rows = memory_take(PLAN_ROWS_MAX * sizeof(plan.rows[0]));
	if (!options_read(argc, argv, environ, creds_trusts_environment(),
	    &plan, &why))
		die("%s; see podinit --help", why.text);
	diag_set_level(plan.verbosity < 0 ? DIAG_ERROR :
	    (enum diag_level)(DIAG_NOTICE + plan.verbosity));
	if (plan.log_format == LOG_FORMAT_JSON)
		diag_use_json();

	switch (plan.mode) {
	case MODE_HELP:
		return print_usage();
	case MODE_VERSION:
		return print("podinit " PACKAGE_VERSION " - git."
		    PODINIT_COMMIT "\n");
	case MODE_LICENSE:
		return print(PODINIT_LICENSE);
	case MODE_STATUS:
		return inspect(plan.inspected, &started);
	}
	if (plan.pdeathsig != 0 &&
	    signals_ask_for_parent_death(&started, plan.pdeathsig) == -1)
		die("prctl PR_SET_PDEATHSIG: %s", strerror(errno));
	outlets_open(&plan, &outlets);
	surroundings_gather(&surroundings, &plan, environ);
	if (plan_contains(&plan))
		return contain(&plan, environ, &surroundings, &started,
		    &outlets);
	surroundings_settle(&surroundings, &plan);
	return supervise(&(struct supervise_request){
	    .plan = &plan, .surroundings = &surroundings, .started = &started,
	    .outlets = &outlets,
	    .gives_up_privilege = identity_is_asked_for(&plan) });
}
