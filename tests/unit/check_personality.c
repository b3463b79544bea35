#include "config.h"

#include "personality.h"

#include <signal.h>
#include <stdio.h>

#include "options.h"
#include "os.h"
#include "unit.h"

/* A command line as it is read in place of its first word. */
struct reading {
	const struct personality *who;
	const char *called;
	char **argv;
	char **environment;
	bool fine;
	struct plan plan;
	struct plan_reason why;
};

static struct reading
read_line(bool is_init, const char *const *environment,
    const char *const *words)
{
	struct reading reading = { .argv = unit_words(words),
	    .environment = unit_words(environment) };
	int argc = 0;

	while (words[argc] != NULL)
		argc++;
	reading.who = personality_choose(&argc, &reading.argv,
	    &reading.called);
	reading.plan = personality_plan(reading.who, is_init);
	reading.fine = options_read(reading.who, argc, reading.argv,
	    reading.environment, true, &reading.plan, &reading.why);
	return reading;
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define READ(...) \
	read_line(false, (const char *const[]){ NULL }, WORDS(__VA_ARGS__))
#define READ_IN(environment, ...) \
	read_line(false, environment, WORDS(__VA_ARGS__))

static void
assert_command(const struct reading *reading, const char *const *words)
{
	ck_assert_msg(reading->fine, "%s", reading->why.text);
	for (int i = 0; words[i] != NULL; i++)
		ck_assert_str_eq(reading->plan.command[i], words[i]);
}

START_TEST(the_name_says_who_it_is)
{
	static const struct {
		const char *name;
		enum persona persona;
		const char *called;
	} names[] = {
		{ "podinit", PERSONA_PODINIT, "podinit" },
		{ "init", PERSONA_PODINIT, "podinit" },
		{ "tini", PERSONA_TINI, "tini" },
		{ "/sbin/tini", PERSONA_TINI, "/sbin/tini" },
		{ "tini-static", PERSONA_TINI, "tini-static" },
		{ "tini/", PERSONA_PODINIT, "podinit" },
		{ "/sbin/docker-init", PERSONA_TINI, "/sbin/docker-init" },
		{ "dumb-init", PERSONA_DUMB_INIT, "dumb-init" },
		{ "catatonit", PERSONA_CATATONIT, "catatonit" },
		{ "/run/podman-init", PERSONA_CATATONIT, "/run/podman-init" },
		{ "/pause", PERSONA_PAUSE, "/pause" },
		{ "", PERSONA_PODINIT, "podinit" },
		{ "TINI", PERSONA_PODINIT, "podinit" },
		{ "tini2", PERSONA_PODINIT, "podinit" },
	};

	for (size_t i = 0; i < UNIT_COUNT(names); i++) {
		char **argv = unit_words(WORDS(names[i].name, "true"));
		const char *called;
		int argc = 2;

		ck_assert_msg(personality_choose(&argc, &argv, &called)->persona
		    == names[i].persona, "%s", names[i].name);
		ck_assert_int_eq(argc, 2);
		ck_assert_str_eq(called, names[i].called);
	}
}
END_TEST

START_TEST(the_first_option_says_it_too)
{
	struct reading reading = READ("init", "--as=dumb-init", "-V");

	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.persona, PERSONA_DUMB_INIT);
	ck_assert_int_eq(reading.plan.mode, MODE_VERSION);
	reading = READ("tini", "--as=podinit", "--grace=1", "true");
	assert_command(&reading, WORDS("true"));
	ck_assert_int_eq(reading.plan.persona, PERSONA_PODINIT);
	/* No name that is known, or not the first. */
	ck_assert(!READ("podinit", "--as=nobody", "true").fine);
	ck_assert(!READ("podinit", "-v", "--as=tini", "true").fine);
	ck_assert(!READ("podinit", "--as", "nobody", "true").fine);
	ck_assert(!READ("podinit", "--as").fine);
	reading = READ("podinit", "--as", "docker-init", "-g", "true");
	assert_command(&reading, WORDS("true"));
	ck_assert_int_eq(reading.plan.persona, PERSONA_TINI);
	ck_assert_str_eq(reading.called, "docker-init");
}
END_TEST

START_TEST(each_begins_as_it_does)
{
	static const struct {
		const char *name;
		int scope, verbosity;
		bool setsid, adopts;
	} defaults[] = {
		{ "tini", SCOPE_CHILD, 0, false, false },
		{ "dumb-init", SCOPE_GROUP, -1, true, false },
		{ "catatonit", SCOPE_CHILD, -1, false, true },
		{ "podinit", SCOPE_GROUP, 0, false, true },
	};

	for (size_t i = 0; i < UNIT_COUNT(defaults); i++) {
		struct reading reading = READ(defaults[i].name, "true");
		bool own = reading.plan.persona == PERSONA_PODINIT;

		assert_command(&reading, WORDS("true"));
		ck_assert_int_eq(reading.plan.scope, defaults[i].scope);
		ck_assert_int_eq(reading.plan.verbosity,
		    defaults[i].verbosity);
		ck_assert(reading.plan.setsid == defaults[i].setsid);
		ck_assert(plan_adopts(&reading.plan) == defaults[i].adopts);
		ck_assert_int_eq(reading.plan.on_exit,
		    own ? ON_EXIT_TERMINATE : ON_EXIT_LEAVE);
		reading = read_line(true, (const char *const[]){ NULL },
		    WORDS(defaults[i].name, "true"));
		ck_assert_int_eq(reading.plan.on_exit, ON_EXIT_TERMINATE);
		ck_assert_int_eq(reading.plan.grace,
		    (own ? 5 : 1) * OS_SECOND);
	}
}
END_TEST

START_TEST(tini_is_read_as_tini)
{
	struct reading reading = READ("tini", "-gswvvv", "-p", "SIGUSR1",
	    "-e", "143", "-e3", "--", "sh", "-c", "--", "x");

	assert_command(&reading, WORDS("sh", "-c", "--", "x"));
	ck_assert_int_eq(reading.plan.scope, SCOPE_GROUP);
	ck_assert(reading.plan.subreaper && reading.plan.warn_reap);
	ck_assert_int_eq(reading.plan.verbosity, 3);
	ck_assert_int_eq(reading.plan.pdeathsig, SIGUSR1);
	for (int status = 0; status <= 255; status++)
		ck_assert_int_eq(plan_exit_status(&reading.plan,
		    (struct ending){ .number = status }),
		    status == 143 || status == 3 ? 0 : status);
	/* 128+n is what is compared, however it came about. */
	ck_assert_int_eq(plan_exit_status(&reading.plan,
	    (struct ending){ .killed = true, .number = 15 }), 0);
	/* getopt(3) goes on behind PROGRAM, and so eats these dashes. */
	reading = READ("tini", "sh", "--", "-c");
	assert_command(&reading, WORDS("sh", "-c"));
	reading = READ("tini", "sh", "-c", "--");
	assert_command(&reading, WORDS("sh", "-c", "--"));
	reading = READ("tini", "--", "sh", "--", "-c");
	assert_command(&reading, WORDS("sh", "--", "-c"));
	reading = READ("tini", "-e", "", "true");
	assert_command(&reading, WORDS("true"));
	ck_assert(reading.plan.success_status[0]);
}
END_TEST

START_TEST(dumb_init_is_read_as_dumb_init)
{
	struct reading reading = READ("dumb-init", "--rew", "15:3", "-r",
	    "2:0", "-r", "20:1x", "-v", "echo", "-r", "x");

	assert_command(&reading, WORDS("echo", "-r", "x"));
	ck_assert_int_eq(reading.plan.forward_as[SIGTERM], SIGQUIT);
	ck_assert_int_eq(reading.plan.forward_as[SIGINT], 0);
	ck_assert_int_eq(reading.plan.forward_as[SIGTSTP], SIGHUP);
	/* In a session of its own no job control signal would stop it. */
	ck_assert_int_eq(reading.plan.forward_as[SIGTTIN], SIGSTOP);
	ck_assert_int_eq(reading.plan.forward_as[SIGTTOU], SIGSTOP);
	ck_assert_int_eq(reading.plan.verbosity, 2);
	reading = READ("dumb-init", "--single-child", "true");
	ck_assert(!reading.plan.setsid);
	ck_assert_int_eq(reading.plan.scope, SCOPE_CHILD);
	ck_assert_int_eq(reading.plan.forward_as[SIGTTIN], SIGTTIN);
}
END_TEST

START_TEST(catatonit_is_read_as_catatonit)
{
	struct reading reading = READ("catatonit", "-g", "--", "true", "--");

	assert_command(&reading, WORDS("true", "--"));
	ck_assert_int_eq(reading.plan.scope, SCOPE_GROUP);
	reading = READ("catatonit", "-P", "what", "ever");
	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_PAUSE);
	ck_assert_int_eq(READ("catatonit", "-L").plan.mode, MODE_LICENSE);
	ck_assert_int_eq(READ("catatonit", "--version").plan.mode,
	    MODE_VERSION);
}
END_TEST

START_TEST(pause_is_read_as_pause)
{
	struct reading reading = READ("pause", "-x", "--grace", "what");

	ck_assert(reading.fine);
	ck_assert_int_eq(reading.plan.mode, MODE_PAUSE);
	ck_assert_int_eq(READ("pause", "what", "-V").plan.mode, MODE_VERSION);
	ck_assert_int_eq(READ("pause", "-v").plan.mode, MODE_VERSION);
	ck_assert_int_eq(READ("pause", "-vv").plan.mode, MODE_PAUSE);
}
END_TEST

/* What is refused, and which of the faults it is. */
START_TEST(what_is_wrong_is_refused)
{
	static const struct {
		const char *words[4];
		enum plan_fault fault;
	} wrong[] = {
		{ { "tini" }, FAULT_COMMAND },
		{ { "tini", "-Z" }, FAULT_OPTION },
		{ { "tini", "--grace=1", "true" }, FAULT_OPTION },
		{ { "tini", "-p" }, FAULT_OPTION },
		{ { "tini", "-pFOO", "true" }, FAULT_VALUE },
		{ { "tini", "-e256", "true" }, FAULT_VALUE },
		{ { "tini", "-e-1", "true" }, FAULT_VALUE },
		{ { "tini", "-e1x", "true" }, FAULT_VALUE },
		{ { "dumb-init" }, FAULT_COMMAND },
		{ { "dumb-init", "-g", "true" }, FAULT_OPTION },
		{ { "dumb-init", "-r32:1", "true" }, FAULT_VALUE },
		{ { "dumb-init", "-r1:32", "true" }, FAULT_VALUE },
		{ { "dumb-init", "-r0:1", "true" }, FAULT_VALUE },
		{ { "dumb-init", "-r1", "true" }, FAULT_VALUE },
		{ { "dumb-init", "-r1:", "true" }, FAULT_VALUE },
		{ { "catatonit", "-g" }, FAULT_COMMAND },
		{ { "catatonit", "--help" }, FAULT_OPTION },
	};

	for (size_t i = 0; i < UNIT_COUNT(wrong); i++) {
		struct reading reading = read_line(false,
		    (const char *const[]){ NULL }, wrong[i].words);

		ck_assert_msg(!reading.fine, "%s %s", wrong[i].words[0],
		    wrong[i].words[1]);
		ck_assert_int_eq(reading.why.fault, wrong[i].fault);
	}
}
END_TEST

START_TEST(their_variables_are_read)
{
	struct reading reading = READ_IN(WORDS("TINI_SUBREAPER=",
	    "TINI_VERBOSITY=4", "TINI_KILL_PROCESS_GROUP=no"), "tini", "-v",
	    "true");

	ck_assert(reading.fine && reading.plan.subreaper);
	ck_assert_int_eq(reading.plan.verbosity, 3);
	ck_assert_int_eq(reading.plan.scope, SCOPE_GROUP);
	/* They stay where they are, and no number is 0: below warnings. */
	ck_assert_str_eq(reading.environment[2], "TINI_KILL_PROCESS_GROUP=no");
	reading = READ_IN(WORDS("TINI_VERBOSITY=x"), "tini", "-vv", "true");
	ck_assert_int_eq(reading.plan.verbosity, -1);

	reading = READ_IN(WORDS("DUMB_INIT_SETSID=0", "DUMB_INIT_DEBUG=1"),
	    "dumb-init", "true");
	ck_assert(reading.fine && !reading.plan.setsid);
	ck_assert_int_eq(reading.plan.scope, SCOPE_CHILD);
	ck_assert_int_eq(reading.plan.verbosity, 2);
	reading = READ_IN(WORDS("DUMB_INIT_SETSID=no", "DUMB_INIT_DEBUG=yes"),
	    "dumb-init", "true");
	ck_assert(reading.fine && reading.plan.setsid);
	ck_assert_int_eq(reading.plan.verbosity, -1);

	reading = READ_IN(WORDS("CATATONIT_DEBUG="), "catatonit", "true");
	ck_assert_int_eq(reading.plan.verbosity, 2);
	ck_assert(!READ_IN(WORDS("CATATONIT_LOG="), "catatonit", "true").fine);
	ck_assert(!READ_IN(WORDS("CATATONIT_LOG=1", "PODINIT_REWRITE=1:2",
	    "PODINIT_STOP_SIGNAL=QUIT"), "catatonit", "true").fine);
	/* Another's are nobody's. */
	reading = READ_IN(WORDS("CATATONIT_LOG=", "TINI_VERBOSITY=0"),
	    "dumb-init", "true");
	ck_assert(reading.fine);
}
END_TEST

START_TEST(variables_of_podinit_beat_theirs)
{
	struct reading reading = READ_IN(WORDS("PODINIT_SCOPE=all",
	    "PODINIT_GRACE=7", "PODINIT_ON_EXIT=wait",
	    "TINI_KILL_PROCESS_GROUP=", "TINI_VERBOSITY=4",
	    "PODINIT_VERBOSE=1"), "tini", "true");

	ck_assert_msg(reading.fine, "%s", reading.why.text);
	ck_assert_int_eq(reading.plan.scope, SCOPE_ALL);
	ck_assert_int_eq(reading.plan.grace, 7 * OS_SECOND);
	ck_assert_int_eq(reading.plan.on_exit, ON_EXIT_WAIT);
	ck_assert_int_eq(reading.plan.verbosity, 1);
	/* What says no sets nothing that could beat anything. */
	reading = READ_IN(WORDS("PODINIT_QUIET=no", "PODINIT_SINGLE_CHILD=0",
	    "TINI_KILL_PROCESS_GROUP=", "TINI_VERBOSITY=3"), "tini", "true");
	ck_assert_int_eq(reading.plan.verbosity, 2);
	ck_assert_int_eq(reading.plan.scope, SCOPE_GROUP);
	/* And the command line beats them. */
	reading = READ_IN(WORDS("PODINIT_SCOPE=all"), "tini", "-g", "true");
	ck_assert_int_eq(reading.plan.scope, SCOPE_GROUP);
}
END_TEST

START_TEST(own_statuses_are_translated)
{
	static const struct {
		enum persona persona;
		int failed, not_executable, not_found;
	} statuses[] = {
		{ PERSONA_PODINIT, 125, 126, 127 },
		{ PERSONA_TINI, 1, 126, 127 },
		{ PERSONA_DUMB_INIT, 1, 2, 2 },
		{ PERSONA_CATATONIT, 1, 1, 1 },
		{ PERSONA_PAUSE, 1, 1, 1 },
	};

	for (size_t i = 0; i < UNIT_COUNT(statuses); i++) {
		enum persona persona = statuses[i].persona;

		ck_assert_int_eq(habits_status(persona, STATUS_FAILED),
		    statuses[i].failed);
		ck_assert_int_eq(habits_status(persona, STATUS_NOT_EXECUTABLE),
		    statuses[i].not_executable);
		ck_assert_int_eq(habits_status(persona, STATUS_NOT_FOUND),
		    statuses[i].not_found);
	}
}
END_TEST

UNIT_MAIN("personality", the_name_says_who_it_is,
    the_first_option_says_it_too, each_begins_as_it_does,
    tini_is_read_as_tini, dumb_init_is_read_as_dumb_init,
    catatonit_is_read_as_catatonit, pause_is_read_as_pause,
    what_is_wrong_is_refused, their_variables_are_read,
    variables_of_podinit_beat_theirs, own_statuses_are_translated)
