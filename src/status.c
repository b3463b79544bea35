/*
 * A process's end as an exit status and in words.  Pure: waits for nobody.
 */
#include "config.h"

#include "status.h"

#include <stdio.h>

#include "signame.h"

struct ending
status_of(const siginfo_t *record)
{
	return (struct ending){
		.killed = record->si_code != CLD_EXITED,
		.dumped_core = record->si_code == CLD_DUMPED,
		.number = record->si_status,
	};
}

int
status_code(struct ending ending)
{
	/* A record carries an int, a parent only ever sees its low byte. */
	return ending.killed ? 128 + ending.number : ending.number & 0xff;
}

struct ending_text
status_text(struct ending ending)
{
	struct ending_text words;

	if (ending.killed)
		snprintf(words.text, sizeof(words.text), "was killed by %s%s",
		    signame_of(ending.number).text,
		    ending.dumped_core ? " (core dumped)" : "");
	else
		snprintf(words.text, sizeof(words.text),
		    "exited with status %d", status_code(ending));
	return words;
}
