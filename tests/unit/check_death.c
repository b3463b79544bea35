/* death.c: what the report says, and what it calls out of memory. */
#include "config.h"

#include "death.h"

#include <signal.h>
#include <string.h>

#include "os.h"
#include "unit.h"

static struct death
killed_by(int number)
{
	return (struct death){
		.subject = "main process", .command = "nginx", .pid = 7,
		.ending = { .killed = true, .number = number },
		.lasted = 192 * OS_SECOND,
	};
}

static const char *
words(const struct death *death)
{
	static char text[512];

	death_write(death, text, sizeof(text));
	return text;
}

START_TEST(the_whole_sentence)
{
	struct death death = killed_by(SIGSEGV);

	death.ending.dumped_core = true;
	ck_assert_str_eq(words(&death), "main process 'nginx' (pid 7) was"
	    " killed by SIGSEGV (core dumped) after 3m12s");
	death.asked = SIGTERM;
	death.asker.origin = SENDER_OUTSIDE;
	death.orphans = 14;
	death.leftovers = 1;
	death.leftovers_after = 5 * OS_SECOND;
	ck_assert_str_eq(words(&death), "main process 'nginx' (pid 7) was"
	    " killed by SIGSEGV (core dumped) after 3m12s; TERM came from"
	    " outside the PID namespace, uid 0; 14 orphans reaped, 1 left-over"
	    " process killed after 5s");
	death.orphans = 0;
	death.leftovers = 2;
	death.asked = 0;
	ck_assert_str_eq(words(&death), "main process 'nginx' (pid 7) was"
	    " killed by SIGSEGV (core dumped) after 3m12s; 2 left-over"
	    " processes killed after 5s");
}
END_TEST

START_TEST(memory_is_named_only_where_it_was)
{
	static const struct {
		int number;
		bool by_podinit;
		int64_t kills;
		bool company;
		enum death_memory memory;
	} rows[] = {
		{ SIGKILL, false, 1, false, DEATH_MEMORY_SHORT },
		{ SIGKILL, false, 3, false, DEATH_MEMORY_SHORT },
		{ SIGKILL, false, 1, true, DEATH_MEMORY_POSSIBLY },
		{ SIGKILL, false, -1, false, DEATH_MEMORY_POSSIBLY },
		{ SIGKILL, false, 0, false, DEATH_MEMORY_FINE },
		{ SIGKILL, false, 0, true, DEATH_MEMORY_FINE },
		{ SIGKILL, true, 1, false, DEATH_MEMORY_FINE },
		{ SIGKILL, true, -1, true, DEATH_MEMORY_FINE },
		{ SIGTERM, false, 1, false, DEATH_MEMORY_FINE },
		{ SIGSEGV, false, -1, true, DEATH_MEMORY_FINE },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct death death = killed_by(rows[i].number);

		death.sent_by_podinit = rows[i].by_podinit;
		death.oom_kills = rows[i].kills;
		death.had_company = rows[i].company;
		ck_assert_msg(death_memory(&death) == rows[i].memory,
		    "row %zu", i);
	}
	ck_assert_str_eq(death_memory_word(DEATH_MEMORY_FINE), "no");
	ck_assert_str_eq(death_memory_word(DEATH_MEMORY_POSSIBLY),
	    "possibly");
	ck_assert_str_eq(death_memory_word(DEATH_MEMORY_SHORT), "yes");
}
END_TEST

/* What exits with 9 was not killed by the signal of that number. */
START_TEST(a_status_is_no_signal)
{
	struct death death = killed_by(SIGKILL);

	death.ending = (struct ending){ .number = SIGKILL };
	death.oom_kills = 1;
	ck_assert_int_eq(death_memory(&death), DEATH_MEMORY_FINE);
	ck_assert_str_eq(words(&death), "main process 'nginx' (pid 7) exited"
	    " with status 9 after 3m12s; 1 other process of the control"
	    " group ran out of memory");
}
END_TEST

START_TEST(no_room_is_no_harm)
{
	struct death death = killed_by(SIGKILL);
	char text[32];

	for (size_t size = 1; size < sizeof(text); size++) {
		text[size] = '!';
		death_write(&death, text, size);
		ck_assert_uint_eq(strlen(text), size - 1);
		ck_assert_int_eq(text[size], '!');
	}
}
END_TEST

UNIT_MAIN("death", the_whole_sentence, memory_is_named_only_where_it_was,
    a_status_is_no_signal, no_room_is_no_harm)
