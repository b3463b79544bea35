/*
 * Tells what happens in the words of the program that podinit stands in for,
 * as its log has it.  Nothing is said here in podinit's own name.
 */
#include "config.h"

#include "narrate.h"

#include "voice.h"

void
narrate_no_init(bool adopts)
{
	voice_say(adopts ? PHRASE_ADOPTS : PHRASE_NOT_INIT,
	    &(struct voice_facts){ 0 });
}

void
narrate_obeyed(const struct plan *plan)
{
	for (int phrase = PHRASE_OBEYS_DEBUG; phrase <= PHRASE_OBEYS_SETSID;
	    phrase++)
		if (plan->obeyed & 1U << phrase)
			voice_say((enum phrase)phrase,
			    &(struct voice_facts){ 0 });
}

void
narrate_started(pid_t main_process, const char *command, bool own_session)
{
	const struct voice_facts facts = { .word = command,
	    .pid = (int)main_process };

	voice_say(PHRASE_STARTED, &facts);
	if (own_session)
		voice_say(PHRASE_OWN_SESSION, &facts);
}

void
narrate_signal(int number, int as)
{
	if (!voice_is_another())
		return;
	voice_say(PHRASE_SIGNAL, &(struct voice_facts){ .number = number });
	narrate_rewritten(number, as);
}

void
narrate_rewritten(int number, int as)
{
	const struct voice_facts facts = { .number = number, .second = as };

	if (as != number)
		voice_say(PHRASE_TRANSLATED, &facts);
	if (as == 0)
		voice_say(PHRASE_DROPPED, &facts);
}

void
narrate_forwarding(int number)
{
	if (!voice_is_another())
		return;
	voice_say(PHRASE_FORWARDING,
	    &(struct voice_facts){ .number = number });
}

void
narrate_forwarded(int number)
{
	if (!voice_is_another())
		return;
	voice_say(PHRASE_FORWARDED, &(struct voice_facts){ .number = number });
}

void
narrate_shutdown(int number)
{
	voice_say(PHRASE_SHUTDOWN, &(struct voice_facts){ .number = number });
}

void
narrate_suspending(void)
{
	voice_say(PHRASE_SUSPENDING, &(struct voice_facts){ 0 });
}

void
narrate_reaped(const siginfo_t *record, bool is_main, bool warn_reap)
{
	struct voice_facts facts;
	struct ending ending;

	if (!voice_is_another())
		return;
	ending = status_of(record);
	facts = (struct voice_facts){ .pid = (int)record->si_pid,
	    .number = ending.number };
	voice_say(PHRASE_CHLD, &facts);
	voice_say(ending.killed ? PHRASE_CHILD_KILLED : PHRASE_CHILD_EXITED,
	    &facts);
	if (is_main)
		voice_say(ending.killed ? PHRASE_MAIN_KILLED :
		    PHRASE_MAIN_EXITED, &facts);
	else {
		voice_say(ending.killed ? PHRASE_OTHER_KILLED :
		    PHRASE_OTHER_EXITED, &facts);
		if (warn_reap)
			voice_say(PHRASE_ADOPTED, &facts);
	}
}

bool
narrate_knows_reaped(void)
{
	return voice_has(PHRASE_ADOPTED);
}

void
narrate_failed(const struct plan *plan, pid_t pid,
    const struct ending *ending, int status)
{
	const struct voice_facts facts = { .pid = (int)pid,
	    .number = ending->number };
	int number = plan->forward_as[SIGTERM];

	if (!voice_is_another())
		return;
	narrate_started(pid, plan->command[0], plan->setsid);
	voice_say(PHRASE_CHLD, &facts);
	voice_say(PHRASE_CHILD_EXITED, &facts);
	voice_say(PHRASE_MAIN_EXITED, &facts);
	narrate_rewritten(SIGTERM, number);
	if (number != 0)
		narrate_forwarded(number);
	narrate_leaving(status, true);
}

void
narrate_leaving(int status, bool alone)
{
	if (alone)
		voice_say(PHRASE_ALONE, &(struct voice_facts){ 0 });
	voice_say(PHRASE_LEAVING, &(struct voice_facts){ .number = status });
}
