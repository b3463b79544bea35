#include "config.h"

#include "status.h"

#include <sys/wait.h>

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "signame.h"
#include "unit.h"

static struct ending
ending_of(int code, int status)
{
	siginfo_t record = { .si_code = code };

	record.si_status = status;
	return status_of(&record);
}

START_TEST(exits_are_told_from_kills)
{
	struct ending ending = ending_of(CLD_EXITED, 3);

	ck_assert(!ending.killed);
	ck_assert(!ending.dumped_core);
	ck_assert_int_eq(ending.number, 3);

	ending = ending_of(CLD_KILLED, SIGTERM);
	ck_assert(ending.killed);
	ck_assert(!ending.dumped_core);
	ck_assert_int_eq(ending.number, SIGTERM);

	ending = ending_of(CLD_DUMPED, SIGSEGV);
	ck_assert(ending.killed);
	ck_assert(ending.dumped_core);
	ck_assert_int_eq(ending.number, SIGSEGV);
}
END_TEST

START_TEST(every_exit_status_is_itself)
{
	char words[48];

	for (int status = 0; status <= 255; status++) {
		struct ending ending = ending_of(CLD_EXITED, status);

		ck_assert_int_eq(status_code(ending), status);
		snprintf(words, sizeof(words), "exited with status %d",
		    status);
		ck_assert_str_eq(status_text(ending).text, words);
	}
}
END_TEST

START_TEST(only_the_low_byte_of_an_exit_status_counts)
{
	ck_assert_int_eq(status_code(ending_of(CLD_EXITED, 256)), 0);
	ck_assert_int_eq(status_code(ending_of(CLD_EXITED, 0x1234)), 0x34);
	ck_assert_int_eq(status_code(ending_of(CLD_EXITED, -1)), 255);
	ck_assert_int_eq(status_code(ending_of(CLD_EXITED, INT_MIN)), 0);
	ck_assert_str_eq(status_text(ending_of(CLD_EXITED, -1)).text,
	    "exited with status 255");
}
END_TEST

START_TEST(every_signal_is_128_and_its_number)
{
	char words[64];

	for (int number = 1; number <= SIGNAME_MAX; number++)
		for (int dumped = 0; dumped < 2; dumped++) {
			struct ending ending = ending_of(
			    dumped ? CLD_DUMPED : CLD_KILLED, number);

			ck_assert_int_eq(status_code(ending), 128 + number);
			snprintf(words, sizeof(words), "was killed by %s%s",
			    signame_of(number).text,
			    dumped ? " (core dumped)" : "");
			ck_assert_str_eq(status_text(ending).text, words);
		}
}
END_TEST

START_TEST(words_are_those_of_the_manual)
{
	ck_assert_str_eq(status_text(ending_of(CLD_KILLED, SIGKILL)).text,
	    "was killed by SIGKILL");
	ck_assert_str_eq(status_text(ending_of(CLD_DUMPED, SIGVTALRM)).text,
	    "was killed by SIGVTALRM (core dumped)");
	ck_assert_str_eq(status_text(ending_of(CLD_DUMPED, 64)).text,
	    "was killed by SIGRTMIN+30 (core dumped)");
}
END_TEST

/* The kernel's own records, of a child that exits or kills itself. */
START_TEST(real_children_are_understood)
{
	static const int signals[] = { 0, SIGKILL, SIGTERM, SIGUSR1, 64 };

	for (size_t i = 0; i < UNIT_COUNT(signals); i++) {
		siginfo_t record = { 0 };
		pid_t child = fork();

		ck_assert_int_ne(child, -1);
		if (child == 0) {
			/* Check catches some to clean up after itself. */
			signal(signals[i], SIG_DFL);
			if (signals[i] != 0)
				kill(getpid(), signals[i]);
			_exit(200);
		}
		ck_assert_int_eq(waitid(P_PID, (id_t)child, &record, WEXITED),
		    0);
		ck_assert_int_eq(status_code(status_of(&record)),
		    signals[i] == 0 ? 200 : 128 + signals[i]);
	}
}
END_TEST

START_TEST(own_statuses_are_those_of_env_and_shells)
{
	ck_assert_int_eq(STATUS_FAILED, 125);
	ck_assert_int_eq(STATUS_NOT_EXECUTABLE, 126);
	ck_assert_int_eq(STATUS_NOT_FOUND, 127);
}
END_TEST

UNIT_MAIN("status", exits_are_told_from_kills, every_exit_status_is_itself,
    only_the_low_byte_of_an_exit_status_counts,
    every_signal_is_128_and_its_number, words_are_those_of_the_manual,
    real_children_are_understood, own_statuses_are_those_of_env_and_shells)
