/*
 * The command line to a plan, by the rows of a personality, on top of what the
 * environment says.  Pure: nothing is printed, nothing ends here.
 */
#include "config.h"

#include "options.h"

#include <stdio.h>

#include "arguments.h"
#include "capability.h"
#include "environment.h"
#include "optable.h"
#include "row.h"
#include "setting.h"

/* --status starts nothing: what is said of a start is a mistake. */
static bool
is_status_alone(const struct plan *plan, struct plan_reason *why)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		if (!plan->given_here[i] || i == OPTION_STATUS ||
		    i == OPTION_VERBOSE || i == OPTION_QUIET ||
		    i == OPTION_LOG_FORMAT)
			continue;
		snprintf(why->text, sizeof(why->text),
		    "%s: expected without --status: nothing is started",
		    setting_name(&optable[i]).text);
		return false;
	}
	if (plan->command != NULL) {
		snprintf(why->text, sizeof(why->text), "--status: expected"
		    " without a COMMAND, got %.200s (a PID is given as"
		    " --status=PID)", plan->command[0]);
		return false;
	}
	return true;
}

static bool
is_consistent(const struct personality *who, const struct plan *plan,
    struct plan_reason *why)
{
	const struct plan_conflict *conflict = plan_find_conflict(plan);

	why->fault = FAULT_OPTION;
	if (conflict != NULL) {
		snprintf(why->text, sizeof(why->text),
		    "%s: expected without %s: %s",
		    setting_name(&optable[conflict->second]).text,
		    setting_name(&optable[conflict->first]).text,
		    plan_why_not_both(conflict));
		return false;
	}
	if (plan->cap_drop != CAPABILITY_ALL &&
	    (plan->cap_drop & plan->cap_keep) != 0) {
		snprintf(why->text, sizeof(why->text), "--cap-keep: expected"
		    " without what --cap-drop drops, %s",
		    capability_name(capability_first(plan->cap_drop &
		    plan->cap_keep)).text);
		return false;
	}
	if (plan->mode == MODE_PAUSE && plan->command != NULL &&
	    !who->ignores_operands) {
		snprintf(why->text, sizeof(why->text),
		    "--pause: expected without a COMMAND, got %.200s",
		    plan->command[0]);
		return false;
	}
	if (plan->given_here[OPTION_STATUS])
		return is_status_alone(plan, why);
	if (plan->mode == MODE_RUN && plan->command == NULL) {
		why->fault = FAULT_COMMAND;
		snprintf(why->text, sizeof(why->text), "expected a COMMAND");
		return false;
	}
	return true;
}

/* Only a namespace that podinit makes is podinit's to keep. */
static bool
pins_what_is_new(const struct plan *plan, struct plan_reason *why)
{
	enum plan_namespace kind;
	const char *file;

	for (int i = 0; i < plan->row_count; i++) {
		if (plan->rows[i].option != OPTION_PIN)
			continue;
		row_pin(&plan->rows[i], &kind, &file);
		if (plan->new_namespaces & 1U << kind)
			continue;
		snprintf(why->text, sizeof(why->text), "--pin=%.200s: expected"
		    " with a new namespace of that kind, as --isolate=all has"
		    " it", plan->rows[i].text);
		return false;
	}
	return true;
}

/* What only shows once the defaults are settled. */
static bool
is_complete(const struct plan *plan, struct plan_reason *why)
{
	if (plan->propagation == PROPAGATION_UNCHANGED &&
	    plan->mount_proc == MOUNT_PROC_YES)
		snprintf(why->text, sizeof(why->text), "--propagation="
		    "unchanged: expected with --no-mount-proc");
	else if (plan->given_here[OPTION_PROC_OPTIONS] &&
	    plan->mount_proc != MOUNT_PROC_YES)
		snprintf(why->text, sizeof(why->text), "--proc-options:"
		    " expected with a procfs to mount, as --isolate and"
		    " --mount-proc have it");
	/* Without privilege --isolate adds a user namespace by itself. */
	else if (plan->given_here[OPTION_SETGROUPS] &&
	    !plan->given_here[OPTION_ISOLATE] &&
	    !(plan->new_namespaces & 1U << NAMESPACE_USER))
		snprintf(why->text, sizeof(why->text), "--setgroups: expected"
		    " with a new user namespace, as --user has it");
	else if (plan->prestart != NULL && !plan_contains(plan))
		snprintf(why->text, sizeof(why->text), "--prestart: expected"
		    " with --isolate or another namespace option");
	else
		return pins_what_is_new(plan, why);
	return false;
}

bool
options_read(const struct personality *who, int argc, char **argv,
    char **environment, bool trusted, struct plan *plan,
    struct plan_reason *why)
{
	bool fine = environment_read(environment, trusted, plan, why);

	/* What is wrong here is said rather than what is wrong there. */
	if (!arguments_read(who, argc, argv, plan, why))
		return false;
	/* Help must be there for who got something wrong. */
	if (plan_only_tells(plan))
		return true;
	if (!fine || (trusted &&
	    !environment_read_own(environment, who, plan, why)) ||
	    !is_consistent(who, plan, why))
		return false;
	plan_settle(plan);
	return is_complete(plan, why);
}
