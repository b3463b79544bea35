/*
 * podinit, from the first signal blocked to the last status returned: the
 * table of contents.
 */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "arguments.h"
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
#include "personality.h"
#include "plan.h"
#include "signals.h"
#include "supervise.h"
#include "surroundings.h"
#include "voice.h"

extern char **environ;

/*
 * Reads the plan, or says what is wrong with it and returns podinit's status.
 * By itself, so that the room for what may be wrong is not kept: a page.
 */
static __attribute__((noinline)) int
read_plan(const struct personality *who, const char *called, int argc,
    char **argv, struct plan *plan)
{
	struct plan_reason why;
	bool is_fine;

	is_fine = options_read(who, argc, argv, environ,
	    creds_trusts_environment(), plan, &why);
	if (plan->log_format == LOG_FORMAT_JSON)
		diag_use_json();
	return is_fine ? 0 : answer_misuse(who, called, &why);
}

int
main(int argc, char **argv)
{
	const struct answer_facts facts = { PACKAGE_VERSION,
	    PODINIT_COMMIT, PODINIT_LICENSE };
	const struct personality *who;
	const char *called;
	struct signals_started started;
	struct surroundings surroundings;
	struct outlets outlets;
	int status;

	signals_block(&started);
	diag_init();
	creds_refuse_elevation();
	who = personality_choose(&argc, &argv, &called);
	voice_set(who->persona);
	struct plan plan = personality_plan(who, getpid() == 1);
	/* Not in the frame: no page is touched where there is no row. */
	if (arguments_have_long_forms(argc, argv))
		plan.rows = memory_take(PLAN_ROWS_MAX * sizeof(plan.rows[0]));
	status = read_plan(who, called, argc, argv, &plan);
	if (status != 0)
		return status;
	if (plan.mode == MODE_STATUS || plan_only_tells(&plan))
		signals_restore_to_print(&started);
	if (plan_only_tells(&plan))
		return answer(who, called, &plan, &facts);
	diag_set_level(plan.verbosity < 0 ? DIAG_ERROR :
	    (enum diag_level)(DIAG_NOTICE + plan.verbosity));
	if (plan.mode == MODE_STATUS)
		return inspect(plan.inspected,
		    plan.log_format == LOG_FORMAT_JSON);
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
