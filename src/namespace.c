/*
 * The kinds of namespace: what they are called, and which of them podinit is
 * in.  Making and entering them is done elsewhere.
 */
#include "config.h"

#include "namespace.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#include "diag.h"
#include "procfs.h"

static const struct {
	char name[8];
	char file[8];
	char file_of_main[20];
	int type;
} table[NAMESPACE_COUNT] = {
	[NAMESPACE_PID] = { "pid", "pid", "pid", CLONE_NEWPID },
	[NAMESPACE_MOUNT] = { "mount", "mnt", "mnt", CLONE_NEWNS },
	[NAMESPACE_UTS] = { "uts", "uts", "uts", CLONE_NEWUTS },
	[NAMESPACE_IPC] = { "ipc", "ipc", "ipc", CLONE_NEWIPC },
	[NAMESPACE_NET] = { "net", "net", "net", CLONE_NEWNET },
	[NAMESPACE_USER] = { "user", "user", "user", CLONE_NEWUSER },
	[NAMESPACE_CGROUP] = { "cgroup", "cgroup", "cgroup",
	    CLONE_NEWCGROUP },
	[NAMESPACE_TIME] = { "time", "time", "time_for_children",
	    CLONE_NEWTIME },
};

unsigned long
namespace_flags(unsigned int kinds)
{
	unsigned long flags = 0;

	for (enum plan_namespace kind = 0; kind < NAMESPACE_COUNT; kind++)
		if (NAMESPACE_IN(kinds, kind) && kind != NAMESPACE_TIME)
			flags |= (unsigned long)table[kind].type;
	return flags;
}

enum plan_namespace
namespace_kind(int type)
{
	enum plan_namespace kind = 0;

	while (kind < NAMESPACE_COUNT && table[kind].type != type)
		kind++;
	return kind;
}

const char *
namespace_name(enum plan_namespace kind)
{
	return table[kind].name;
}

const char *
namespace_file(enum plan_namespace kind)
{
	return table[kind].file;
}

const char *
namespace_file_of_main(enum plan_namespace kind)
{
	return table[kind].file_of_main;
}

void
namespace_report(const struct plan *plan)
{
	char path[48], link[48];
	ssize_t length;
	int proc;

	if (!diag_wants(DIAG_INFO))
		return;
	proc = procfs_open();
	for (enum plan_namespace kind = 0; kind < NAMESPACE_COUNT; kind++) {
		snprintf(path, sizeof(path), "thread-self/ns/%s",
		    table[kind].file_of_main);
		length = readlinkat(proc, path, link, sizeof(link) - 1);
		if (length == -1)
			length = snprintf(link, sizeof(link), "%s:[unknown]",
			    table[kind].file);
		link[length] = '\0';
		diag(DIAG_INFO, "namespace %s, %snew", link,
		    NAMESPACE_IN(plan->new_namespaces, kind) ? "" : "not ");
	}
	if (proc != -1)
		close(proc);
}
