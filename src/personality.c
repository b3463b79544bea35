/*
 * The programs that podinit stands in for, as data: what each is called, how
 * it reads its command line, what its options and variables set, and the plan
 * it begins with.  What they say is in voice.c.  Pure.
 *
 * Where one of them does what nobody can want, podinit does better under its
 * name, too; podinit(1) lists the cases.
 */
#include "config.h"

#include "personality.h"

#include <string.h>
#include <unistd.h>

#include "os.h"

#define SETS(member) .setting = offsetof(struct plan, member)
#define TINI .persona = PERSONA_TINI
#define DUMB_INIT .persona = PERSONA_DUMB_INIT
#define CATATONIT .persona = PERSONA_CATATONIT
#define PAUSE .persona = PERSONA_PAUSE

/*
 * Rows that set the same members of the plan as podinit's own.  A variable
 * counts where it is there at all, or has the value that its row names.
 */
static const struct optable_row rows[] = {
	{ 'g', "", KIND_PRESET, SETS(scope), .preset = SCOPE_GROUP,
	    .help = "signals go to the process group", TINI },
	{ 's', "", KIND_FLAG, SETS(subreaper),
	    .help = "adopt orphans where it is not PID 1", TINI },
	{ 'p', "", KIND_SIGNAL, SETS(pdeathsig), .value = "SIGNAL",
	    .help = "get it when the parent dies", TINI },
	{ 'e', "", KIND_STATUS, .value = "STATUS",
	    .help = "is reported as 0; repeatable", TINI },
	{ 'w', "", KIND_FLAG, SETS(warn_reap),
	    .help = "warn of every adopted process reaped", TINI },
	{ 'v', "", KIND_COUNT, SETS(verbosity),
	    .help = "say more; up to three times", TINI },
	{ 'h', "", KIND_PRESET, SETS(mode), .preset = MODE_HELP,
	    .help = "print this", TINI },
	{ 0, "version", KIND_PRESET, SETS(mode), .preset = MODE_VERSION,
	    .help = "print the version", TINI },
	{ 'l', "", KIND_PRESET, SETS(mode), .preset = MODE_LICENSE,
	    .help = "print the license", TINI },
	{ 0, "TINI_KILL_PROCESS_GROUP", KIND_PRESET, SOURCE_VARIABLE,
	    SETS(scope), .preset = SCOPE_GROUP, .help = "-g", TINI },
	{ 0, "TINI_SUBREAPER", KIND_FLAG, SOURCE_VARIABLE, SETS(subreaper),
	    .help = "-s", TINI },
	{ 0, "TINI_VERBOSITY", KIND_LEVEL, SOURCE_VARIABLE, SETS(verbosity),
	    .preset = -1, .value = "NUMBER", .help = "0 to 4 [1]", TINI },

	{ 'c', "single-child", KIND_PRESET, SETS(scope),
	    .preset = SCOPE_CHILD,
	    .help = "signals go to the main process alone", DUMB_INIT },
	{ 'r', "rewrite", KIND_NUMBERS, .value = "FROM:TO",
	    .help = "forward a signal as another; 0 drops it", DUMB_INIT },
	{ 'v', "verbose", KIND_PRESET, SETS(verbosity), .preset = 2,
	    .help = "say what happens", DUMB_INIT },
	{ 'h', "help", KIND_PRESET, SETS(mode), .preset = MODE_HELP,
	    .help = "print this", DUMB_INIT },
	{ 'V', "version", KIND_PRESET, SETS(mode), .preset = MODE_VERSION,
	    .help = "print the version", DUMB_INIT },
	{ 0, "DUMB_INIT_SETSID", KIND_PRESET, SOURCE_VARIABLE, SETS(scope),
	    .preset = SCOPE_CHILD, .value = "0", .help = "-c",
	    .phrase = PHRASE_OBEYS_SETSID, DUMB_INIT },
	{ 0, "DUMB_INIT_DEBUG", KIND_PRESET, SOURCE_VARIABLE,
	    SETS(verbosity), .preset = 2, .value = "1", .help = "-v",
	    .phrase = PHRASE_OBEYS_DEBUG, DUMB_INIT },

	{ 'g', "", KIND_PRESET, SETS(scope), .preset = SCOPE_GROUP,
	    .help = "signals go to the process group", CATATONIT },
	{ 'P', "", KIND_PRESET, SETS(mode), .preset = MODE_PAUSE,
	    .help = "no PROGRAM: reap until TERM or INT", CATATONIT },
	{ 'h', "", KIND_PRESET, SETS(mode), .preset = MODE_HELP,
	    .help = "print this", CATATONIT },
	{ 'V', "version", KIND_PRESET, SETS(mode), .preset = MODE_VERSION,
	    .help = "print the version", CATATONIT },
	{ 'L', "", KIND_PRESET, SETS(mode), .preset = MODE_LICENSE,
	    .help = "print the license", CATATONIT },
	{ 0, "CATATONIT_DEBUG", KIND_PRESET, SOURCE_VARIABLE,
	    SETS(verbosity), .preset = 2, .help = "say what happens",
	    CATATONIT },
	{ 0, "CATATONIT_LOG", KIND_UNSET, SOURCE_VARIABLE,
	    .help = "must not be set", CATATONIT },

	{ 'v', "", KIND_PRESET, SETS(mode), .preset = MODE_VERSION,
	    .help = "print the version", PAUSE },
};

#define VOICED COMPLAINT_VOICED
#define NAMED COMPLAINT_NAMED
#define BARE COMPLAINT_BARE
#define USAGE COMPLAINT_USAGE

/*
 * What the others leave behind when they are not PID 1 lives on; when they are
 * the kernel kills it at once.  Of that it is warned: a second of grace.
 */
#define LEAVES .on_exit = ON_EXIT_LEAVE, .on_exit_as_init = ON_EXIT_TERMINATE, \
	.grace = 1

static const struct personality personalities[PERSONA_COUNT] = {
	{ { "podinit" }, "podinit ", "", PERSONA_PODINIT, PARSING_OPTIONS,
	    STDOUT_FILENO, STDOUT_FILENO, "; see podinit --help",
	    { VOICED, VOICED, VOICED, VOICED },
	    .scope = SCOPE_GROUP, .on_exit = ON_EXIT_TERMINATE,
	    .on_exit_as_init = ON_EXIT_TERMINATE, .grace = 5 },

	{ { "tini", "tini-static", "docker-init" }, "tini version ",
	    "_podinit", PERSONA_TINI, PARSING_OPTIONS,
	    STDOUT_FILENO, STDOUT_FILENO, "",
	    { NAMED | USAGE, VOICED, VOICED, USAGE },
	    .long_form_stands_alone = true, .drops_dashes = true,
	    .scope = SCOPE_CHILD, LEAVES },

	{ { "dumb-init" }, "dumb-init v", "_podinit", PERSONA_DUMB_INIT,
	    PARSING_OPTIONS, STDERR_FILENO, STDERR_FILENO, "",
	    { NAMED, BARE, VOICED, BARE },
	    .scope = SCOPE_GROUP, LEAVES, .verbosity = -1 },

	{ { "catatonit", "podman-init" }, "tini version ", "_podinit",
	    PERSONA_CATATONIT, PARSING_OPTIONS,
	    STDERR_FILENO, STDOUT_FILENO, "",
	    { NAMED | USAGE, VOICED, VOICED, VOICED | USAGE, VOICED },
	    .drops_dashes = true, .ignores_operands = true,
	    .scope = SCOPE_CHILD, LEAVES, .verbosity = -1 },

	{ { "pause" }, "pause.c v", "_podinit", PERSONA_PAUSE, PARSING_SCAN,
	    STDOUT_FILENO, STDOUT_FILENO, "",
	    { VOICED, VOICED, VOICED, VOICED }, .ignores_operands = true,
	    .mode = MODE_PAUSE, LEAVES },
};

const struct personality *
personality_of(enum persona persona)
{
	return &personalities[persona];
}

/* Whose name it is, or NULL. */
static const struct personality *
personality_named(const char *name)
{
	for (size_t i = 0; i < PERSONA_COUNT; i++)
		for (size_t j = 0; j < 3; j++)
			if (name[0] != '\0' &&
			    strcmp(name, personalities[i].names[j]) == 0)
				return &personalities[i];
	return NULL;
}

/* What --as, the first argument, says, in how many words; NULL without it. */
static const char *
name_given(int argc, char **argv, int *words)
{
	static const char as[] = "--as=";
	const size_t length = sizeof(as) - 1;

	*words = 1;
	if (argc > 1 && strncmp(argv[1], as, length) == 0)
		return argv[1] + length;
	*words = 2;
	if (argc > 2 && strncmp(argv[1], as, length - 1) == 0 &&
	    argv[1][length - 1] == '\0')
		return argv[2];
	return NULL;
}

const struct personality *
personality_choose(int *argc, char ***argv, const char **called)
{
	const struct personality *who;
	const char *name, *base;
	int words;

	*called = name = name_given(*argc, *argv, &words);
	if (name == NULL && *argc > 0) {
		words = 0;
		*called = (*argv)[0];
		base = strrchr(*called, '/');
		name = base == NULL ? *called : base + 1;
	}
	who = name == NULL ? NULL : personality_named(name);
	if (who == NULL) {
		/* An --as of no such name is left for who says so. */
		who = &personalities[PERSONA_PODINIT];
		*called = who->names[0];
		return who;
	}
	*argv += words;
	*argc -= words;
	return who;
}

struct plan
personality_plan(const struct personality *who, bool is_init)
{
	struct plan plan = plan_default();

	plan.mode = who->mode;
	plan.scope = who->scope;
	plan.on_exit = is_init ? who->on_exit_as_init : who->on_exit;
	plan.grace = who->grace * OS_SECOND;
	plan.verbosity = who->verbosity;
	plan.persona = who->persona;
	if (!habits_of(who->persona)->leads_session)
		return plan;
	for (int signal = 1; signal <= SIGNAME_MAX; signal++)
		if (signame_stops_job(signal))
			plan.forward_as[signal] = PLAN_UNDECIDED;
	return plan;
}

const struct optable_row *
personality_row(const struct personality *who, int index)
{
	if (who->persona == PERSONA_PODINIT)
		return index < OPTION_COUNT ? &optable[index] : NULL;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].persona == who->persona && index-- == 0)
			return &rows[i];
	return NULL;
}
