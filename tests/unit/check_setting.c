#include "config.h"

#include "setting.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>

#include "capability.h"
#include "os.h"
#include "unit.h"

/*
 * The options of the manual, in its order: how they are spelled, what their
 * value is called where they take one, and whether the environment can give
 * them.
 */
static const struct {
	int option;
	char letter;
	const char *name, *value;
	bool anywhere;
} options[] = {
	{ OPTION_GROUP, 'g', "", "", true },
	{ OPTION_SCOPE, '\0', "scope", "group|child|session|all", true },
	{ OPTION_SINGLE_CHILD, 'c', "single-child", "", true },
	{ OPTION_SETSID, '\0', "setsid", "", true },
	{ OPTION_REWRITE, 'r', "rewrite", "FROM:TO", true },
	{ OPTION_STOP_SIGNAL, '\0', "stop-signal", "SIG", true },
	{ OPTION_STOP_DELAY, '\0', "stop-delay", "DURATION", true },
	{ OPTION_KILL_AFTER, '\0', "kill-after", "DURATION", true },
	{ OPTION_SUCCESS_EXIT_STATUS, 'e', "success-exit-status", "LIST",
	    true },
	{ OPTION_ON_EXIT, '\0', "on-exit", "terminate|wait|leave", true },
	{ OPTION_GRACE, '\0', "grace", "DURATION", true },
	{ OPTION_PDEATHSIG, 'p', "pdeathsig", "SIG", true },
	{ OPTION_SUBREAPER, 's', "subreaper", "", true },
	{ OPTION_PAUSE, 'P', "pause", "", false },
	{ OPTION_VERBOSE, 'v', "verbose", "", true },
	{ OPTION_QUIET, 'q', "quiet", "", true },
	{ OPTION_WARN_REAP, 'w', "warn-reap", "", true },
	{ OPTION_LOG_FORMAT, '\0', "log-format", "text|json", true },
	{ OPTION_TERMINATION_LOG, '\0', "termination-log", "FILE", true },
	{ OPTION_EVENTS, '\0', "events", "FILE|fd:N", true },
	{ OPTION_PID_FILE, '\0', "pid-file", "FILE", true },
	{ OPTION_STATUS, '\0', "status", "PID", false },
	{ OPTION_WATCH_ZOMBIES, '\0', "watch-zombies", "DURATION", true },
	{ OPTION_ISOLATE, '\0', "isolate", "LIST", false },
	{ OPTION_PID, '\0', "pid", "", false },
	{ OPTION_MOUNT, '\0', "mount", "", false },
	{ OPTION_UTS, '\0', "uts", "", false },
	{ OPTION_IPC, '\0', "ipc", "", false },
	{ OPTION_NET, '\0', "net", "", false },
	{ OPTION_USER, '\0', "user", "", false },
	{ OPTION_CGROUP, '\0', "cgroup", "", false },
	{ OPTION_TIME, '\0', "time", "", false },
	{ OPTION_JOIN, '\0', "join", "FILE|PID", false },
	{ OPTION_PIN, '\0', "pin", "KIND:FILE", false },
	{ OPTION_HOSTNAME, '\0', "hostname", "NAME", false },
	{ OPTION_DOMAINNAME, '\0', "domainname", "NAME", false },
	{ OPTION_PROPAGATION, '\0', "propagation",
	    "private|slave|shared|unbindable|unchanged", false },
	{ OPTION_MOUNT_PROC, '\0', "mount-proc", "DIR", false },
	{ OPTION_NO_MOUNT_PROC, '\0', "no-mount-proc", "", false },
	{ OPTION_PROC_OPTIONS, '\0', "proc-options", "LIST", false },
	{ OPTION_ROOT, '\0', "root", "DIR", false },
	{ OPTION_BIND, '\0', "bind", "SRC:DST[:OPTIONS]", false },
	{ OPTION_TMPFS, '\0', "tmpfs", "DST[:OPTIONS]", false },
	{ OPTION_DEV, '\0', "dev", "DIR", false },
	{ OPTION_MOUNT_SYS, '\0', "mount-sys", "", false },
	{ OPTION_MOUNT_CGROUP, '\0', "mount-cgroup", "", false },
	{ OPTION_MOUNT_MQUEUE, '\0', "mount-mqueue", "", false },
	{ OPTION_MASK, '\0', "mask", "PATH", false },
	{ OPTION_READ_ONLY, '\0', "read-only", "PATH", false },
	{ OPTION_PRESERVE_FDS, '\0', "preserve-fds", "N", false },
	{ OPTION_MAP_ROOT_USER, '\0', "map-root-user", "", false },
	{ OPTION_MAP_CURRENT_USER, '\0', "map-current-user", "", false },
	{ OPTION_MAP_USERS, '\0', "map-users",
	    "INSIDE:OUTSIDE:COUNT|auto", false },
	{ OPTION_MAP_GROUPS, '\0', "map-groups",
	    "INSIDE:OUTSIDE:COUNT|auto", false },
	{ OPTION_USERNS_REMAP, '\0', "userns-remap", "USER", false },
	{ OPTION_SETGROUPS, '\0', "setgroups", "allow|deny", false },
	{ OPTION_MONOTONIC, '\0', "monotonic", "OFFSET", false },
	{ OPTION_BOOTTIME, '\0', "boottime", "OFFSET", false },
	{ OPTION_PRESTART, '\0', "prestart", "COMMAND", false },
	{ OPTION_RUN_AS, '\0', "run-as", "USER[:GROUP]", false },
	{ OPTION_NO_NEW_PRIVS, '\0', "no-new-privs", "", false },
	{ OPTION_CAP_DROP, '\0', "cap-drop", "LIST|ALL", false },
	{ OPTION_CAP_KEEP, '\0', "cap-keep", "LIST", false },
	{ OPTION_SECCOMP, '\0', "seccomp", "FILE|fd:N", false },
	{ OPTION_ULIMIT, '\0', "ulimit", "NAME=SOFT[:HARD]", false },
	{ OPTION_CHDIR, '\0', "chdir", "DIR", false },
	{ OPTION_UMASK, '\0', "umask", "MODE", false },
	{ OPTION_CLEAR_ENV, '\0', "clear-env", "", false },
	{ OPTION_ENV, '\0', "env", "NAME[=VALUE]", false },
	{ OPTION_ENV_FILE, '\0', "env-file", "FILE", false },
	{ OPTION_FILE_ENV, '\0', "file-env", "NAME", false },
	{ OPTION_AS, '\0', "as", "NAME", false },
	{ OPTION_HELP, 'h', "help", "", false },
	{ OPTION_VERSION, '\0', "version", "", false },
	{ OPTION_LICENSE, '\0', "license", "", false },
};

START_TEST(the_table_is_that_of_the_manual)
{
	ck_assert_uint_eq(UNIT_COUNT(options), OPTION_COUNT);
	for (size_t i = 0; i < UNIT_COUNT(options); i++) {
		const struct optable_row *row = &optable[i];

		ck_assert_uint_eq((unsigned int)options[i].option, i);
		ck_assert_int_eq(row->letter, options[i].letter);
		ck_assert_str_eq(row->name, options[i].name);
		ck_assert_str_eq(row->value, options[i].value);
		ck_assert_msg((row->source == SOURCE_ANY) ==
		    options[i].anywhere, "%s", row->name);
	}
}
END_TEST

/* C lets a string that fills its array go without its NUL. */
START_TEST(strings_of_the_table_end_in_it)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct optable_row *row = &optable[i];

		ck_assert_ptr_nonnull(memchr(row->name, '\0',
		    sizeof(row->name)));
		ck_assert_ptr_nonnull(memchr(row->value, '\0',
		    sizeof(row->value)));
		ck_assert_ptr_nonnull(memchr(row->help, '\0',
		    sizeof(row->help)));
	}
}
END_TEST

START_TEST(rows_are_complete)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct optable_row *row = &optable[i];

		ck_assert(row->letter != '\0' || row->name[0] != '\0');
		ck_assert_msg(row->help[0] != '\0', "%s", row->name);
		ck_assert_msg(setting_takes_value(row) ==
		    (row->value[0] != '\0'), "%s", row->name);
		ck_assert_uint_lt(row->setting, sizeof(struct plan));
		ck_assert(row->letter == '\0' ||
		    isalnum((unsigned char)row->letter));
		ck_assert_uint_eq(strspn(row->name,
		    "abcdefghijklmnopqrstuvwxyz-"), strlen(row->name));
	}
}
END_TEST

START_TEST(no_spelling_is_there_twice)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		for (size_t j = 0; j < i; j++) {
			ck_assert(optable[i].letter == '\0' ||
			    optable[i].letter != optable[j].letter);
			ck_assert(optable[i].name[0] == '\0' ||
			    strcmp(optable[i].name, optable[j].name) != 0);
		}
}
END_TEST

START_TEST(names_are_as_they_are_typed)
{
	ck_assert_str_eq(setting_name(&optable[OPTION_GRACE]).text, "--grace");
	ck_assert_str_eq(setting_name(&optable[OPTION_REWRITE]).text,
	    "--rewrite");
	ck_assert_str_eq(
	    setting_name(&optable[OPTION_SUCCESS_EXIT_STATUS]).text,
	    "--success-exit-status");
	ck_assert_str_eq(setting_name(&optable[OPTION_GROUP]).text, "-g");
}
END_TEST

/* --- what each option does to the plan, and that it does nothing else */

/* The same plan twice, to change one by the option and one by hand. */
struct pair {
	struct plan by_option, by_hand;
};

static void
begin(struct pair *pair)
{
	static struct plan_row rows[PLAN_ROWS_MAX];

	pair->by_option = plan_default();
	pair->by_option.rows = rows;
	memcpy(&pair->by_hand, &pair->by_option, sizeof(pair->by_hand));
}

static const char *
apply(struct pair *pair, int option, const char *text)
{
	return setting_apply(&pair->by_option, &optable[option],
	    text == NULL ? NULL : unit_text(text));
}

static void
assert_applies(struct pair *pair, int option, const char *text)
{
	const char *expected = apply(pair, option, text);

	ck_assert_msg(expected == NULL, "%s=%s: %s", optable[option].name,
	    text, expected);
	ck_assert_msg(memcmp(&pair->by_option, &pair->by_hand,
	    sizeof(pair->by_hand)) == 0, "%s=%s", optable[option].name, text);
}

static void
assert_refused(int option, const char *text)
{
	struct pair pair;
	const char *expected;

	begin(&pair);
	expected = apply(&pair, option, text);
	ck_assert_msg(expected != NULL && expected[0] != '\0' &&
	    strchr(expected, '\n') == NULL, "%s=%s", optable[option].name,
	    text);
	ck_assert_mem_eq(&pair.by_option, &pair.by_hand, sizeof(pair.by_hand));
}

START_TEST(presets_set_what_they_stand_for)
{
	static const struct {
		int option, mode;
	} modes[] = {
		{ OPTION_PAUSE, MODE_PAUSE }, { OPTION_HELP, MODE_HELP },
		{ OPTION_VERSION, MODE_VERSION },
		{ OPTION_LICENSE, MODE_LICENSE },
	};
	struct pair pair;

	begin(&pair);
	for (size_t i = 0; i < UNIT_COUNT(modes); i++) {
		pair.by_hand.mode = modes[i].mode;
		assert_applies(&pair, modes[i].option, NULL);
	}
	pair.by_hand.scope = SCOPE_CHILD;
	assert_applies(&pair, OPTION_SINGLE_CHILD, NULL);
	pair.by_hand.scope = SCOPE_GROUP;
	assert_applies(&pair, OPTION_GROUP, NULL);
	pair.by_hand.verbosity = -1;
	assert_applies(&pair, OPTION_QUIET, NULL);
}
END_TEST

START_TEST(an_init_is_a_process)
{
	struct pair pair;

	begin(&pair);
	pair.by_hand.mode = MODE_STATUS;
	pair.by_hand.inspected = 4711;
	assert_applies(&pair, OPTION_STATUS, "4711");
	pair.by_hand.inspected = 1;
	assert_applies(&pair, OPTION_STATUS, NULL);
	assert_refused(OPTION_STATUS, "0");
	assert_refused(OPTION_STATUS, "-1");
	assert_refused(OPTION_STATUS, "");
	assert_refused(OPTION_STATUS, "self");
	assert_refused(OPTION_STATUS, "99999999999");
}
END_TEST

START_TEST(flags_set_a_bool)
{
	struct pair pair;

	begin(&pair);
	for (int twice = 0; twice < 2; twice++) {
		pair.by_hand.setsid = true;
		assert_applies(&pair, OPTION_SETSID, NULL);
		pair.by_hand.subreaper = true;
		assert_applies(&pair, OPTION_SUBREAPER, NULL);
		pair.by_hand.warn_reap = true;
		assert_applies(&pair, OPTION_WARN_REAP, NULL);
	}
}
END_TEST

START_TEST(verbose_counts_to_3)
{
	static const int levels[] = { 1, 2, 3, 3, 3 };
	struct pair pair;

	begin(&pair);
	for (size_t i = 0; i < UNIT_COUNT(levels); i++) {
		pair.by_hand.verbosity = levels[i];
		assert_applies(&pair, OPTION_VERBOSE, NULL);
	}
}
END_TEST

START_TEST(choices_are_the_enums)
{
	struct pair pair;

	begin(&pair);
	pair.by_hand.scope = SCOPE_ALL;
	assert_applies(&pair, OPTION_SCOPE, "all");
	pair.by_hand.scope = SCOPE_SESSION;
	assert_applies(&pair, OPTION_SCOPE, "session");
	pair.by_hand.scope = SCOPE_CHILD;
	assert_applies(&pair, OPTION_SCOPE, "child");
	pair.by_hand.scope = SCOPE_GROUP;
	assert_applies(&pair, OPTION_SCOPE, "group");
	pair.by_hand.on_exit = ON_EXIT_LEAVE;
	assert_applies(&pair, OPTION_ON_EXIT, "leave");
	pair.by_hand.on_exit = ON_EXIT_WAIT;
	assert_applies(&pair, OPTION_ON_EXIT, "WAIT");
	pair.by_hand.on_exit = ON_EXIT_TERMINATE;
	assert_applies(&pair, OPTION_ON_EXIT, "terminate");

	assert_refused(OPTION_SCOPE, "");
	assert_refused(OPTION_SCOPE, "everything");
	assert_refused(OPTION_SCOPE, "wait");
	assert_refused(OPTION_ON_EXIT, "leav");
	assert_refused(OPTION_ON_EXIT, "terminate|wait");
}
END_TEST

START_TEST(kinds_of_namespace_add_up)
{
	struct pair pair;

	begin(&pair);
	pair.by_hand.new_namespaces = 1U << NAMESPACE_PID |
	    1U << NAMESPACE_MOUNT | 1U << NAMESPACE_UTS;
	assert_applies(&pair, OPTION_ISOLATE, NULL);
	pair.by_hand.new_namespaces |= 1U << NAMESPACE_NET;
	assert_applies(&pair, OPTION_NET, NULL);
	pair.by_hand.new_namespaces |= 1U << NAMESPACE_IPC |
	    1U << NAMESPACE_CGROUP;
	assert_applies(&pair, OPTION_ISOLATE, "ipc,CGROUP,pid");
	pair.by_hand.new_namespaces |= 1U << NAMESPACE_TIME;
	pair.by_hand.boottime_offset = -2 * OS_SECOND;
	assert_applies(&pair, OPTION_BOOTTIME, "-2s");
	pair.by_hand.new_namespaces = (1U << NAMESPACE_COUNT) - 1;
	assert_applies(&pair, OPTION_ISOLATE, "all");
	pair.by_hand.preserve_fds = 3;
	assert_applies(&pair, OPTION_PRESERVE_FDS, "3");
	pair.by_hand.propagation = PROPAGATION_UNBINDABLE;
	assert_applies(&pair, OPTION_PROPAGATION, "unbindable");
	pair.by_hand.setgroups = SETGROUPS_DENY;
	assert_applies(&pair, OPTION_SETGROUPS, "deny");

	assert_refused(OPTION_ISOLATE, "");
	assert_refused(OPTION_ISOLATE, "pid,");
	assert_refused(OPTION_ISOLATE, "pid,filesystem");
	assert_refused(OPTION_ISOLATE, "mnt");
	assert_refused(OPTION_PRESERVE_FDS, "-1");
}
END_TEST

START_TEST(rows_are_kept_in_their_order)
{
	static struct plan_row rows[PLAN_ROWS_MAX];
	struct plan plan = plan_default();
	char source[] = "/a:/b", path[] = "/c";

	plan.rows = rows;
	ck_assert_ptr_null(setting_apply(&plan, &optable[OPTION_BIND],
	    source));
	ck_assert_ptr_null(setting_apply(&plan, &optable[OPTION_DEV], NULL));
	ck_assert_ptr_null(setting_apply(&plan, &optable[OPTION_MASK], path));
	ck_assert_int_eq(plan.row_count, 3);
	ck_assert_int_eq(plan.rows[0].option, OPTION_BIND);
	ck_assert_ptr_eq(plan.rows[0].text, source);
	ck_assert_int_eq(plan.rows[1].option, OPTION_DEV);
	ck_assert_ptr_null(plan.rows[1].text);
	ck_assert_ptr_eq(plan.rows[2].text, path);
	ck_assert_uint_eq(plan.new_namespaces, 1U << NAMESPACE_MOUNT);
	while (plan.row_count < PLAN_ROWS_MAX)
		ck_assert_ptr_null(setting_apply(&plan,
		    &optable[OPTION_MASK], path));
	ck_assert_ptr_nonnull(setting_apply(&plan, &optable[OPTION_MASK],
	    path));
}
END_TEST

START_TEST(what_main_is_started_with_reaches_its_setting)
{
	struct pair pair;
	char *directory = unit_text("/srv");

	begin(&pair);
	pair.by_hand.no_new_privs = true;
	assert_applies(&pair, OPTION_NO_NEW_PRIVS, NULL);
	pair.by_hand.umask = 0;
	assert_applies(&pair, OPTION_UMASK, "0");
	pair.by_hand.umask = 022;
	assert_applies(&pair, OPTION_UMASK, "022");
	pair.by_hand.limits[LIMIT_CORE].set = true;
	assert_applies(&pair, OPTION_ULIMIT, "core=0");
	pair.by_hand.limits[LIMIT_NOFILE].set = true;
	pair.by_hand.limits[LIMIT_NOFILE].soft = 10;
	pair.by_hand.limits[LIMIT_NOFILE].hard = 20;
	assert_applies(&pair, OPTION_ULIMIT, "nofile=10:20");
	/* The last of two counts. */
	pair.by_hand.limits[LIMIT_NOFILE].soft = 30;
	pair.by_hand.limits[LIMIT_NOFILE].hard = 30;
	assert_applies(&pair, OPTION_ULIMIT, "nofile=30");
	pair.by_hand.directory = directory;
	ck_assert_ptr_null(setting_apply(&pair.by_option,
	    &optable[OPTION_CHDIR], directory));
	ck_assert_mem_eq(&pair.by_option, &pair.by_hand,
	    sizeof(pair.by_hand));

	pair.by_hand.cap_drop = CAPABILITY_BIT(5);
	assert_applies(&pair, OPTION_CAP_DROP, "CAP_KILL");
	pair.by_hand.cap_drop = CAPABILITY_BIT(5) | CAPABILITY_BIT(0);
	assert_applies(&pair, OPTION_CAP_DROP, "chown");
	pair.by_hand.cap_drop = CAPABILITY_ALL;
	assert_applies(&pair, OPTION_CAP_DROP, "all");
	pair.by_hand.cap_keep = CAPABILITY_BIT(10);
	assert_applies(&pair, OPTION_CAP_KEEP, "net_bind_service");

	assert_refused(OPTION_CAP_KEEP, "ALL");
	assert_refused(OPTION_CAP_DROP, "");
	assert_refused(OPTION_ENV, "=VALUE");
	assert_refused(OPTION_ENV, "");
	assert_refused(OPTION_FILE_ENV, "NAME=VALUE");
	assert_refused(OPTION_ENV_FILE, "");
	assert_refused(OPTION_UMASK, "0888");
	assert_refused(OPTION_ULIMIT, "nofile");
	assert_refused(OPTION_CHDIR, "");
}
END_TEST

START_TEST(what_is_told_reaches_its_setting)
{
	struct plan plan = plan_default();

	ck_assert_ptr_null(plan.events);
	ck_assert_ptr_null(plan.termination_log);
	ck_assert_ptr_null(setting_apply(&plan, &optable[OPTION_EVENTS],
	    "fd:3"));
	ck_assert_str_eq(plan.events, "fd:3");
	ck_assert_ptr_null(setting_apply(&plan,
	    &optable[OPTION_TERMINATION_LOG], NULL));
	ck_assert_str_eq(plan.termination_log, "");
	ck_assert_ptr_null(setting_apply(&plan,
	    &optable[OPTION_TERMINATION_LOG], "/log"));
	ck_assert_str_eq(plan.termination_log, "/log");
	ck_assert_ptr_null(setting_apply(&plan, &optable[OPTION_PID_FILE],
	    "pid"));
	ck_assert_str_eq(plan.pid_file, "pid");
	ck_assert_ptr_nonnull(setting_apply(&plan,
	    &optable[OPTION_PID_FILE], ""));
	ck_assert_int_eq(plan.log_format, LOG_FORMAT_TEXT);
	ck_assert_ptr_null(setting_apply(&plan, &optable[OPTION_LOG_FORMAT],
	    "json"));
	ck_assert_int_eq(plan.log_format, LOG_FORMAT_JSON);
}
END_TEST

START_TEST(durations_reach_their_setting)
{
	struct pair pair;

	begin(&pair);
	pair.by_hand.stop_delay = 10 * OS_SECOND;
	assert_applies(&pair, OPTION_STOP_DELAY, "10");
	pair.by_hand.kill_after = 250 * OS_MILLISECOND;
	assert_applies(&pair, OPTION_KILL_AFTER, "250ms");
	pair.by_hand.kill_after = 0;
	assert_applies(&pair, OPTION_KILL_AFTER, "0");
	pair.by_hand.grace = 3600 * OS_SECOND;
	assert_applies(&pair, OPTION_GRACE, "1h");
	pair.by_hand.watch_zombies = 250 * OS_MILLISECOND;
	assert_applies(&pair, OPTION_WATCH_ZOMBIES, "250ms");

	assert_refused(OPTION_STOP_DELAY, "");
	assert_refused(OPTION_KILL_AFTER, "-1");
	assert_refused(OPTION_GRACE, "5d");
}
END_TEST

START_TEST(signals_reach_their_setting)
{
	struct pair pair;

	begin(&pair);
	pair.by_hand.pdeathsig = SIGKILL;
	assert_applies(&pair, OPTION_PDEATHSIG, "KILL");
	pair.by_hand.pdeathsig = 37;
	assert_applies(&pair, OPTION_PDEATHSIG, "rtmin+3");
	pair.by_hand.forward_as[SIGTERM] = SIGQUIT;
	assert_applies(&pair, OPTION_STOP_SIGNAL, "QUIT");
	pair.by_hand.forward_as[SIGTERM] = 64;
	assert_applies(&pair, OPTION_STOP_SIGNAL, "RTMAX");

	assert_refused(OPTION_PDEATHSIG, "0");
	assert_refused(OPTION_PDEATHSIG, "");
	assert_refused(OPTION_STOP_SIGNAL, "0");
	assert_refused(OPTION_STOP_SIGNAL, "TERM:QUIT");
}
END_TEST

START_TEST(rewrites_reach_their_signal)
{
	struct pair pair;

	begin(&pair);
	pair.by_hand.forward_as[SIGTERM] = SIGQUIT;
	assert_applies(&pair, OPTION_REWRITE, "TERM:QUIT");
	pair.by_hand.forward_as[SIGHUP] = 0;
	assert_applies(&pair, OPTION_REWRITE, "HUP:0");
	pair.by_hand.forward_as[64] = SIGKILL;
	assert_applies(&pair, OPTION_REWRITE, "RTMAX:KILL");
	pair.by_hand.forward_as[SIGTERM] = SIGINT;
	assert_applies(&pair, OPTION_REWRITE, "TERM:INT");

	assert_refused(OPTION_REWRITE, "CHLD:TERM");
	assert_refused(OPTION_REWRITE, "TERM");
	assert_refused(OPTION_REWRITE, "TERM:QUIT,HUP:0");
}
END_TEST

START_TEST(statuses_are_lists_that_add_up)
{
	struct pair pair;

	begin(&pair);
	pair.by_hand.success_status[3] = true;
	assert_applies(&pair, OPTION_SUCCESS_EXIT_STATUS, "3");
	pair.by_hand.success_status[0] = true;
	pair.by_hand.success_status[143] = true;
	pair.by_hand.success_status[255] = true;
	pair.by_hand.success_signal[SIGTERM] = true;
	pair.by_hand.success_signal[SIGHUP] = true;
	assert_applies(&pair, OPTION_SUCCESS_EXIT_STATUS,
	    "0,143,TERM,255,sighup,3");
	pair.by_hand.success_signal[64] = true;
	assert_applies(&pair, OPTION_SUCCESS_EXIT_STATUS, "SIGRTMIN+30");
	/* A number is a status, never a signal. */
	pair.by_hand.success_status[15] = true;
	assert_applies(&pair, OPTION_SUCCESS_EXIT_STATUS, "15");
	pair.by_hand.success_status[7] = true;
	assert_applies(&pair, OPTION_SUCCESS_EXIT_STATUS, "000000000000007");
}
END_TEST

START_TEST(no_other_list_is_one_of_statuses)
{
	static const char *const lists[] = {
		"", ",", "125", "126", "127", "256", "-1", "FOO", ",TERM",
		"TERM FOO", "3 4", "3;4", " 3", "SIG3", "TERM:INT",
		"0000000000000007", "TTTTTTTTTTTTTTTT",
	};

	for (size_t i = 0; i < UNIT_COUNT(lists); i++)
		assert_refused(OPTION_SUCCESS_EXIT_STATUS, lists[i]);
}
END_TEST

START_TEST(one_bad_word_spoils_a_list)
{
	static const char *const lists[] = {
		"3,", "3,,4", "3,125", "3,TERM,256", "3, 4", "TERM,FOO",
		"1,2,3,TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT",
	};
	struct pair pair;

	for (size_t i = 0; i < UNIT_COUNT(lists); i++) {
		begin(&pair);
		ck_assert_msg(apply(&pair, OPTION_SUCCESS_EXIT_STATUS,
		    lists[i]) != NULL, "%s", lists[i]);
	}
	begin(&pair);
	ck_assert_ptr_nonnull(setting_apply(&pair.by_option,
	    &optable[OPTION_SUCCESS_EXIT_STATUS], unit_long('1', 100000)));
}
END_TEST

/* Why 126 is refused is another matter than why 256 is. */
START_TEST(own_statuses_are_refused_as_such)
{
	struct pair pair;
	const char *own;

	begin(&pair);
	own = apply(&pair, OPTION_SUCCESS_EXIT_STATUS, "126");
	ck_assert_ptr_nonnull(own);
	ck_assert_ptr_nonnull(strstr(own, "125"));
	ck_assert_str_ne(own, apply(&pair, OPTION_SUCCESS_EXIT_STATUS, "256"));
}
END_TEST

START_TEST(an_int_can_be_set_past_its_kind)
{
	struct pair pair;

	begin(&pair);
	setting_set_int(&pair.by_option, &optable[OPTION_VERBOSE], 2);
	pair.by_hand.verbosity = 2;
	ck_assert_mem_eq(&pair.by_option, &pair.by_hand, sizeof(pair.by_hand));
	setting_set_int(&pair.by_option, &optable[OPTION_VERBOSE], 0);
	pair.by_hand.verbosity = 0;
	ck_assert_mem_eq(&pair.by_option, &pair.by_hand, sizeof(pair.by_hand));
}
END_TEST

UNIT_MAIN("setting", the_table_is_that_of_the_manual,
    strings_of_the_table_end_in_it, rows_are_complete,
    no_spelling_is_there_twice, names_are_as_they_are_typed,
    presets_set_what_they_stand_for, an_init_is_a_process,
    flags_set_a_bool, verbose_counts_to_3,
    choices_are_the_enums, kinds_of_namespace_add_up,
    rows_are_kept_in_their_order,
    what_main_is_started_with_reaches_its_setting,
    what_is_told_reaches_its_setting, durations_reach_their_setting,
    signals_reach_their_setting, rewrites_reach_their_signal,
    statuses_are_lists_that_add_up, no_other_list_is_one_of_statuses,
    one_bad_word_spoils_a_list, own_statuses_are_refused_as_such,
    an_int_can_be_set_past_its_kind)
