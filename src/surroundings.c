/*
 * What main is started with, made ready while podinit is still alone: who it
 * is, what it may do, its environment.  Nothing is changed here; the child that
 * becomes main does that, with what this has looked up.
 *
 * The environment is made from the caller's in the order of the command line:
 *
 *	--clear-env		nothing of it is left
 *	--env=NAME=VALUE	sets
 *	--env=NAME		as the caller has it, or not at all
 *	--env-file=FILE		the same for each line
 *	--run-as		HOME, USER and LOGNAME, before all of these
 *	--file-env=NAME		after all of these
 */
#include "config.h"

#include "surroundings.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "inside.h"
#include "memory.h"
#include "number.h"

/* What podinit sees of the environment, before anything is changed in it. */
struct gathering {
	struct surroundings *to;
	const struct plan *plan;
	char **caller;
};

/*
 * Where the caller passes descriptors to podinit, main is to take them: the
 * entry is one that the child can fill in.
 */
static void
prepare_listen_pid(struct surroundings *self, char **environment)
{
	static const char name[] = SPAWN_LISTEN_PID;
	long long pid;

	self->listen_pid[0] = '\0';
	for (; *environment != NULL; environment++)
		if (strncmp(*environment, name, sizeof(name) - 1) == 0 &&
		    number_decimal(*environment + sizeof(name) - 1, 1,
		    INT_MAX, &pid) && pid == getpid()) {
			snprintf(self->listen_pid, sizeof(self->listen_pid),
			    "%s%lld", name, pid);
			*environment = self->listen_pid;
		}
}

static bool
is_about_environment(int option)
{
	return option == OPTION_CLEAR_ENV || option == OPTION_ENV ||
	    option == OPTION_ENV_FILE || option == OPTION_FILE_ENV;
}

static void
set(struct surroundings *self, char *entry)
{
	if (!variables_set(&self->variables, entry))
		die("the environment: expected no more than %d variables by"
		    " --env and --env-file", SURROUNDINGS_VARIABLES_MAX);
}

/* Sets "NAME=VALUE"; "NAME" as the caller has it. */
static void
set_or_copy(struct gathering *self, char *entry)
{
	const char *value;

	if (entry[variables_name_length(entry)] == '=') {
		set(self->to, entry);
		return;
	}
	value = variables_value(self->caller, entry);
	if (value == NULL)
		variables_remove(&self->to->variables, entry);
	else
		/* The entry that it is the value of begins before it. */
		set(self->to, (char *)(uintptr_t)value -
		    variables_name_length(entry) - 1);
}

static void
read_file(struct gathering *self, const char *path)
{
	struct variables_file file = { .line = 0 };
	struct lines_reason why;
	const char *expected;
	size_t length;
	char *entry;

	/* O_NONBLOCK: a FIFO would wait for a writer. */
	file.at = memory_of_file(open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY |
	    O_CLOEXEC), SURROUNDINGS_FILE_MAX, &length, &why);
	if (file.at == NULL)
		die("--env-file=%s: %s", path, why.text);
	file.end = file.at + length;
	while ((expected = variables_next(&file, &entry)) == NULL &&
	    entry != NULL)
		set_or_copy(self, entry);
	if (expected != NULL)
		die("--env-file=%s: line %u: expected %s", path, file.line,
		    expected);
}

/* Who main is gets known later; that it is somebody is known now. */
static void
set_login(struct gathering *self)
{
	struct surroundings_login *login = self->to->login;

	if (login == NULL)
		return;
	snprintf(login->home, sizeof(login->home), "HOME=");
	snprintf(login->user, sizeof(login->user), "USER=");
	snprintf(login->logname, sizeof(login->logname), "LOGNAME=");
	set(self->to, login->home);
	set(self->to, login->user);
	set(self->to, login->logname);
}

static void
apply(struct gathering *self, const struct plan_row *row)
{
	switch (row->option) {
	case OPTION_CLEAR_ENV:
		self->to->variables.count = 0;
		self->to->variables.entries[0] = NULL;
		set_login(self);
		break;
	case OPTION_ENV:
		set_or_copy(self, (char *)(uintptr_t)row->text);
		break;
	case OPTION_ENV_FILE:
		read_file(self, row->text);
		break;
	}
}

void
surroundings_gather(struct surroundings *self, const struct plan *plan,
    char **environment)
{
	struct variables *variables = &self->variables;
	struct gathering gathering = {
		.to = self,
		.plan = plan,
		.caller = environment,
	};
	bool changes = plan->run_as != NULL;

	self->identity = (struct identity){ .changes_user = false };
	self->login = plan->run_as == NULL ? NULL :
	    memory_take(sizeof(*self->login));
	self->seccomp.count = 0;
	if (plan->seccomp != NULL)
		seccomp_read(plan->seccomp, &self->seccomp);
	prepare_listen_pid(self, environment);
	for (int i = 0; i < plan->row_count; i++)
		changes = changes || is_about_environment(plan->rows[i].option);
	variables->entries = environment;
	if (!changes)
		return;
	variables->count = 0;
	while (environment[variables->count] != NULL)
		variables->count++;
	variables->room = variables->count + SURROUNDINGS_VARIABLES_MAX;
	variables->entries = memory_take((variables->room + 1) *
	    sizeof(variables->entries[0]));
	memcpy(variables->entries, environment,
	    variables->count * sizeof(variables->entries[0]));
	set_login(&gathering);
	for (int i = 0; i < plan->row_count; i++)
		apply(&gathering, &plan->rows[i]);
}

/* The secret in the file that NAME_FILE names, as "NAME=VALUE". */
static char *
read_secret(const char *name, const char *path)
{
	struct lines_reason why;
	char *text, *entry;
	size_t length;
	int fd;

	if (path[0] != '/')
		die("--file-env=%s: %s_FILE=%s: expected a path that begins"
		    " with /", name, name, path);
	fd = inside_open(path);
	text = memory_of_file(fd, SURROUNDINGS_FILE_MAX, &length, &why);
	if (text == NULL)
		die("--file-env=%s: %s: %s", name, path, why.text);
	if (memchr(text, '\0', length) != NULL)
		die("--file-env=%s: %s: expected no NUL byte", name, path);
	if (length > 0 && text[length - 1] == '\n')
		text[length - 1] = '\0';
	entry = memory_take(strlen(name) + length + 2);
	snprintf(entry, strlen(name) + length + 2, "%s=%s", name, text);
	return entry;
}

/* As the official images' entry points have it: set and empty is unset. */
static void
apply_secret(struct surroundings *self, const char *name)
{
	struct variables *variables = &self->variables;
	const char *value = variables_value(variables->entries, name);
	const char *path;
	char pointer[256];

	snprintf(pointer, sizeof(pointer), "%s_FILE", name);
	path = variables_value(variables->entries, pointer);
	if (path != NULL && path[0] != '\0') {
		if (value != NULL && value[0] != '\0')
			die("--file-env=%s: expected %s or %s, not both", name,
			    name, pointer);
		set(self, read_secret(name, path));
	}
	variables_remove(variables, pointer);
}

static void
settle_login(struct surroundings *self, const char *run_as)
{
	struct identity *identity = &self->identity;
	struct surroundings_login *login = self->login;
	const struct account *account = &login->account;

	account_find(run_as, &login->account);
	identity->changes_user = true;
	identity->uid = account->user.uid;
	identity->gid = account->user.gid;
	identity->group_count = account->group_count;
	identity->scratch = memory_take((account->group_count + 1) *
	    sizeof(identity->scratch[0]));
	identity->groups = account->groups;
	if (account->group_count == 0)
		identity->groups = identity->scratch;
	snprintf(login->home, sizeof(login->home), "HOME=%s",
	    account->user.home);
	snprintf(login->user, sizeof(login->user), "USER=%s",
	    account->user.name);
	snprintf(login->logname, sizeof(login->logname), "LOGNAME=%s",
	    account->user.name);
}

void
surroundings_settle(struct surroundings *self, const struct plan *plan)
{
	for (int i = 0; i < plan->row_count; i++)
		if (plan->rows[i].option == OPTION_FILE_ENV)
			apply_secret(self, plan->rows[i].text);
	if (self->login != NULL)
		settle_login(self, plan->run_as);
	if (identity_is_asked_for(plan))
		identity_decide(&self->identity, plan);
}
