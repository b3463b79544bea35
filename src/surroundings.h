#ifndef PODINIT_SURROUNDINGS_H
#define PODINIT_SURROUNDINGS_H

#include "account.h"
#include "identity.h"
#include "plan.h"
#include "seccomp.h"
#include "spawn.h"
#include "variables.h"

/* More in one file, or of all files and options together, is a mistake. */
#define SURROUNDINGS_FILE_MAX (1024 * 1024)
#define SURROUNDINGS_VARIABLES_MAX 16384

/* Who --run-as means, and the variables that say so. */
struct surroundings_login {
	struct account account;
	char home[8 + PASSWD_LINE_SIZE];
	char user[8 + PASSWD_NAME_SIZE];
	char logname[8 + PASSWD_NAME_SIZE];
};

/* What main is started with besides its command, all of it looked up. */
struct surroundings {
	struct variables variables;
	struct identity identity;
	struct seccomp seccomp;
	/*
	 * Entries of the environment that are filled in when their values are
	 * known; the pid is main's own to fill in.
	 */
	char listen_pid[SPAWN_LISTEN_PID_SIZE];
	struct surroundings_login *login;	/* where there is --run-as */
};

/*
 * In the caller's view, before any namespace is entered: reads its environment
 * and the files that are the caller's (--env-file, --seccomp).  Dies where one
 * is no good.
 */
void
surroundings_gather(struct surroundings *surroundings, const struct plan *plan,
    char **environment);

/*
 * In main's view, with its root and its ids: finds out who main is (--run-as),
 * what it may do, and what the files say that are main's (--file-env).  Dies
 * where that cannot be told, or must not be.
 */
void
surroundings_settle(struct surroundings *surroundings,
    const struct plan *plan);

#endif
