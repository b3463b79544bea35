#ifndef PODINIT_PLAN_H
#define PODINIT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "habits.h"
#include "limit.h"
#include "signame.h"
#include "status.h"

/* Every option, by the name of its long form. */
enum plan_option {
	OPTION_GROUP,
	OPTION_SCOPE,
	OPTION_SINGLE_CHILD,
	OPTION_SETSID,
	OPTION_REWRITE,
	OPTION_STOP_SIGNAL,
	OPTION_STOP_DELAY,
	OPTION_KILL_AFTER,
	OPTION_SUCCESS_EXIT_STATUS,
	OPTION_ON_EXIT,
	OPTION_GRACE,
	OPTION_PDEATHSIG,
	OPTION_SUBREAPER,
	OPTION_PAUSE,
	OPTION_VERBOSE,
	OPTION_QUIET,
	OPTION_WARN_REAP,
	OPTION_LOG_FORMAT,
	OPTION_TERMINATION_LOG,
	OPTION_EVENTS,
	OPTION_PID_FILE,
	OPTION_STATUS,
	OPTION_WATCH_ZOMBIES,
	OPTION_ISOLATE,
	OPTION_PID,
	OPTION_MOUNT,
	OPTION_UTS,
	OPTION_IPC,
	OPTION_NET,
	OPTION_USER,
	OPTION_CGROUP,
	OPTION_TIME,
	OPTION_JOIN,
	OPTION_PIN,
	OPTION_HOSTNAME,
	OPTION_DOMAINNAME,
	OPTION_PROPAGATION,
	OPTION_MOUNT_PROC,
	OPTION_NO_MOUNT_PROC,
	OPTION_PROC_OPTIONS,
	OPTION_ROOT,
	OPTION_BIND,
	OPTION_TMPFS,
	OPTION_DEV,
	OPTION_MOUNT_SYS,
	OPTION_MOUNT_CGROUP,
	OPTION_MOUNT_MQUEUE,
	OPTION_MASK,
	OPTION_READ_ONLY,
	OPTION_PRESERVE_FDS,
	OPTION_MAP_ROOT_USER,
	OPTION_MAP_CURRENT_USER,
	OPTION_MAP_USERS,
	OPTION_MAP_GROUPS,
	OPTION_USERNS_REMAP,
	OPTION_SETGROUPS,
	OPTION_MONOTONIC,
	OPTION_BOOTTIME,
	OPTION_PRESTART,
	OPTION_RUN_AS,
	OPTION_NO_NEW_PRIVS,
	OPTION_CAP_DROP,
	OPTION_CAP_KEEP,
	OPTION_SECCOMP,
	OPTION_ULIMIT,
	OPTION_CHDIR,
	OPTION_UMASK,
	OPTION_CLEAR_ENV,
	OPTION_ENV,
	OPTION_ENV_FILE,
	OPTION_FILE_ENV,
	OPTION_AS,
	OPTION_HELP,
	OPTION_VERSION,
	OPTION_LICENSE,
	OPTION_COUNT,
};

/* What podinit is asked to do at all. */
enum mode {
	MODE_RUN,
	MODE_PAUSE,
	MODE_STATUS,
	MODE_HELP,
	MODE_VERSION,
	MODE_LICENSE,
};

/* Who gets a signal; the order is that of --scope's words. */
enum scope {
	SCOPE_GROUP,
	SCOPE_CHILD,
	SCOPE_SESSION,
	SCOPE_ALL,
};

/* What becomes of the rest; the order is that of --on-exit's words. */
enum on_exit {
	ON_EXIT_TERMINATE,
	ON_EXIT_WAIT,
	ON_EXIT_LEAVE,
};

/* How the log is written; the order is that of --log-format's words. */
enum log_format {
	LOG_FORMAT_TEXT,
	LOG_FORMAT_JSON,
};

/* The kinds of namespace; the order is that of --isolate's words. */
enum plan_namespace {
	NAMESPACE_PID,
	NAMESPACE_MOUNT,
	NAMESPACE_UTS,
	NAMESPACE_IPC,
	NAMESPACE_NET,
	NAMESPACE_USER,
	NAMESPACE_CGROUP,
	NAMESPACE_TIME,
	NAMESPACE_COUNT,
};

/* The words, as value_choice() reads them. */
#define PLAN_NAMESPACES "pid|mount|uts|ipc|net|user|cgroup|time"

/* How mounts travel; the order is that of --propagation's words. */
enum propagation {
	PROPAGATION_PRIVATE,
	PROPAGATION_SLAVE,
	PROPAGATION_SHARED,
	PROPAGATION_UNBINDABLE,
	PROPAGATION_UNCHANGED,
};

/* Whether a fresh procfs is mounted. */
enum mount_proc {
	MOUNT_PROC_AUTO,		/* with a new pid and mount namespace */
	MOUNT_PROC_YES,
	MOUNT_PROC_NO,
};

/* The order is that of --setgroups' words. */
enum setgroups {
	SETGROUPS_ALLOW,
	SETGROUPS_DENY,
	SETGROUPS_AUTO,			/* deny where the kernel asks for it */
};

/* Who a new user namespace's ids are outside. */
enum user_map {
	USER_MAP_NONE,			/* --map-users, or none at all */
	USER_MAP_ROOT,
	USER_MAP_CURRENT,
};

/* One use of an option whose uses are kept in the order they were given. */
struct plan_row {
	unsigned char option;		/* an OPTION_ */
	const char *text;		/* its value, or NULL */
};

#define PLAN_ROWS_MAX 256

/* A duration that never ends. */
#define PLAN_NEVER INT64_C(-1)

/* In forward_as: what --setsid says. */
#define PLAN_UNDECIDED 255

/*
 * What is about to be done.  Made once from the command line and the
 * environment, constant afterwards.  Durations are nanoseconds.  The command
 * belongs to argv.
 */
struct plan {
	enum persona persona;		/* whose habits podinit has */
	unsigned int obeyed;		/* 1 << PHRASE_ of what is to be told */
	/* Choices are int, so that the option table can set them. */
	int mode;
	int scope;
	int on_exit;
	int verbosity;		/* -1 for errors only, 3 for everything */
	int pdeathsig;
	int inspected;			/* the init that --status is about */
	bool setsid;
	bool warn_reap;
	int log_format;
	const char *termination_log;	/* "": the default one */
	const char *events;
	const char *pid_file;
	bool subreaper;
	int64_t stop_delay;
	int64_t kill_after;
	int64_t grace;
	int64_t watch_zombies;		/* between two looks, or 0 for none */
	/* What each signal is forwarded as; 0 drops it. */
	unsigned char forward_as[SIGNAME_MAX + 1];
	/* The endings that are reported as 0: statuses, and signals. */
	bool success_status[256];
	bool success_signal[SIGNAME_MAX + 1];
	char **command;
	/* Bits 1 << NAMESPACE_. */
	unsigned int new_namespaces;
	int propagation;
	int mount_proc;
	int setgroups;
	int user_map;
	int preserve_fds;		/* -1: all, or with a root none */
	const char *hostname;
	const char *domainname;
	const char *proc_directory;	/* NULL: /proc */
	const char *proc_options;
	const char *root;
	const char *userns_remap;
	const char *prestart;
	int64_t monotonic_offset;
	int64_t boottime_offset;
	const char *run_as;
	uint64_t cap_drop, cap_keep;	/* sets as in capability.h */
	bool no_new_privs;
	const char *seccomp;		/* FILE or fd:N, or NULL */
	int umask;			/* -1: the caller's */
	const char *directory;		/* NULL: the caller's */
	struct limit limits[LIMIT_COUNT];
	/* --join, --pin, --map-users and -groups, all that mounts, --env */
	struct plan_row *rows;		/* room for PLAN_ROWS_MAX */
	int row_count;
	/* By OPTION_: given on the command line, and by either. */
	bool given_here[OPTION_COUNT];
	bool given[OPTION_COUNT];
};

/* Two options that exclude each other. */
struct plan_conflict {
	unsigned char first, second;
	unsigned char why;		/* for plan_why_not_both() */
};

/* The plan of an empty command line; the room for rows is the caller's. */
struct plan
plan_default(void);

/* Settles the defaults that depend on other options. */
void
plan_settle(struct plan *plan);

/* The first pair on the command line that exclude each other, or NULL. */
const struct plan_conflict *
plan_find_conflict(const struct plan *plan);

/* Why these two exclude each other: constant words. */
const char *
plan_why_not_both(const struct plan_conflict *conflict);

/* Whether podinit is only asked to tell something about itself. */
bool
plan_only_tells(const struct plan *plan);

/* Whether the main process is to run in namespaces other than podinit's. */
bool
plan_contains(const struct plan *plan);

/* Whether main's pid is another for the caller. */
bool
plan_has_own_pids(const struct plan *plan);

/* Whether an option says how a new user namespace's ids are mapped. */
bool
plan_maps_users(const struct plan *plan);

/*
 * The plan of the outer process of a container: every signal to the inner one
 * alone, which does all the rest, and what it ends with is the status.
 */
struct plan
plan_passing_on(const struct plan *plan);

/* Whether podinit adopts orphans where it is not PID 1. */
bool
plan_adopts(const struct plan *plan);

/* podinit's exit status for a main process that ended so. */
int
plan_exit_status(const struct plan *plan, struct ending ending);

#endif
