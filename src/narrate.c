/*
 * Tells what happens in the words of the program that podinit stands in for,
 * as its log has it.  Nothing is said here in podinit's own name.
 */
#include "config.h"

#include "narrate.h"

#include "status.h"
#include "voice.h"

void
narrate_no_init(bool adopts)
{
	voice_say(adopts ? PHRASE_ADOPTS : PHRASE_NOT_INIT,
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
	else if (warn_reap)
		voice_say(PHRASE_ADOPTED, &facts);
}

bool
narrate_knows_reaped(void)
{
	return voice_has(PHRASE_ADOPTED);
}

void
narrate_leaving(int status)
{
	voice_say(PHRASE_LEAVING, &(struct voice_facts){ .number = status });
}
