/*
 * The order in which a mount namespace is furnished.
 *
 * 1. The whole tree is made slave: nothing that is done here shows outside.
 * 2. What --bind names is taken, as the caller sees it: what is mounted later
 *    hides no source.  A bind that is to follow the caller's mounts is taken
 *    now, for what has once been private follows nobody again.
 * 3. Unless the tree is to be slave or shared in the end, it is made private,
 *    and only then are the other binds taken.
 * 4. The root is prepared; then the procfs, while the caller's can still be
 *    seen (without one in sight the kernel refuses a new one in a user
 *    namespace) and before the rows, of which some mask or cover what is in
 *    /proc; then the rows; then what is to be read-only.
 * 5. The root is entered, for pivot_root(2) refuses a shared one.
 * 6. The tree gets its propagation, and then each bind that has its own.
 */
#include "config.h"

#include "mounts.h"

#include <sys/mount.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"
#include "die.h"
#include "memory.h"
#include "mountrow.h"
#include "namespace.h"
#include "procfs.h"
#include "refusal.h"
#include "rootfs.h"
#include "row.h"

struct work {
	const struct plan *plan;
	struct mountrow_context context;
	int home;			/* the working directory; -1: "/" */
	char *home_path;		/* which has none where it is empty */
	/* Of each row that binds; and what came of it, or -1. */
	struct attach_source *sources;
	int *mounted;
};

static void
change_tree(unsigned long propagation)
{
	if (mount(NULL, "/", NULL, MS_REC | propagation, NULL) == -1)
		die("change the propagation of /: %s%s", strerror(errno),
		    errno == EINVAL ? " (the caller's root is no mount point)" :
		    refusal_hint(errno).text);
}

/* Whether the tree stays a slave of the caller's while it is furnished. */
static bool
stays_slave(const struct plan *plan)
{
	return plan->propagation == PROPAGATION_SLAVE ||
	    plan->propagation == PROPAGATION_SHARED;
}

/* Where podinit was started; a root of its own has nothing to do with it. */
static void
note_home(struct work *work)
{
	char slash[sizeof("/")];

	work->home = -1;
	work->home_path = NULL;
	if (work->plan->root != NULL || getcwd(slash, sizeof(slash)) != NULL)
		return;
	work->home = calls_open_folder(".");
	if (work->home == -1)
		die("open the working directory: %s", strerror(errno));
	work->home_path = memory_take(PATH_MAX);
	if (getcwd(work->home_path, PATH_MAX) == NULL)
		work->home_path[0] = '\0';
}

static void
open_surroundings(struct work *work)
{
	struct attach *attach = &work->context.attach;

	note_home(work);
	attach->proc = work->context.devices = -1;
	attach->trees = false;
	attach->root = calls_open_folder("/");
	if (attach->root == -1)
		die("open /: %s", strerror(errno));
	if (work->plan->row_count == 0 && work->plan->root == NULL)
		return;
	work->context.devices = calls_open_folder("/dev");
	attach->proc = procfs_open();
	attach->trees = calls_knows_trees();
}

/* A bind that follows can only be had of a mount that does. */
static void
check_following(const struct work *work, const struct mountopts *options)
{
	if (work->plan->propagation == PROPAGATION_UNBINDABLE)
		die("--bind=%s:%s: expected without --propagation=unbindable:"
		    " what is to follow would not", options->source,
		    options->target);
	if (!work->context.attach.trees)
		die("bind %s at %s: it cannot follow in a tree that is private"
		    " without open_tree(2) and move_mount(2), Linux 5.2: add"
		    " --propagation=slave", options->source, options->target);
}

/* Takes the sources of the binds that follow, or of those that do not. */
static void
take_sources(struct work *work, bool following)
{
	const struct plan *plan = work->plan;
	struct mountopts options;

	for (int i = 0; i < plan->row_count; i++) {
		if (plan->rows[i].option != OPTION_BIND)
			continue;
		row_mount(&plan->rows[i], &options);
		if (mountopts_follows(&options) != following)
			continue;
		if (following && !stays_slave(plan))
			check_following(work, &options);
		work->sources[i] = mountrow_source(&work->context.attach,
		    &options);
	}
}

static void
make_rows(struct work *work)
{
	const struct plan *plan = work->plan;

	for (int i = 0; i < plan->row_count; i++)
		if (plan->rows[i].option != OPTION_READ_ONLY)
			work->mounted[i] = mountrow_make(&work->context,
			    &plan->rows[i], work->sources[i]);
	for (int i = 0; i < plan->row_count; i++)
		if (plan->rows[i].option == OPTION_READ_ONLY)
			mountrow_read_only(&work->context.attach,
			    &plan->rows[i]);
}

static void
set_own_propagations(struct work *work)
{
	const struct plan *plan = work->plan;
	struct mountopts options;

	for (int i = 0; i < plan->row_count; i++) {
		if (work->mounted[i] == -1)
			continue;
		row_mount(&plan->rows[i], &options);
		if (options.propagation != 0 && attach_change(
		    &work->context.attach, work->mounted[i],
		    options.propagation) == -1)
			die("change the propagation of %s: %s", options.target,
			    strerror(errno));
	}
}

/*
 * To the path that podinit was started in, for what is mounted over it now is
 * not to be passed by; where it leads nowhere, and in a new root, to "/".
 */
static void
go_home(const struct work *work)
{
	bool is_there;

	if (work->home == -1)
		is_there = chdir("/") == 0;
	else if (work->home_path[0] == '/')
		is_there = chdir(work->home_path) == 0 || chdir("/") == 0;
	else
		is_there = fchdir(work->home) == 0;
	if (!is_there)
		die("chdir to where podinit was started: %s", strerror(errno));
	if (work->home != -1)
		memory_return(work->home_path, PATH_MAX);
}

/* The root and the procfs, of which the rows may cover what they need. */
static void
prepare(struct work *work)
{
	const struct plan *plan = work->plan;

	if (plan->root != NULL)
		rootfs_prepare(&work->context.attach, plan->root);
	if (plan->mount_proc == MOUNT_PROC_YES)
		mountrow_proc(&work->context.attach, plan);
}

/* Into the root; and the tree gets what was asked for. */
static void
enter(struct work *work)
{
	const struct plan *plan = work->plan;

	if (plan->root != NULL)
		rootfs_enter(&work->context.attach, plan->root);
	if (plan->propagation == PROPAGATION_SHARED)
		change_tree(MS_SHARED);
	else if (plan->propagation == PROPAGATION_UNBINDABLE)
		change_tree(MS_UNBINDABLE);
}

static void
close_all(struct work *work)
{
	calls_close(work->home);
	calls_close(work->context.devices);
	calls_close(work->context.attach.proc);
	calls_close(work->context.attach.root);
	for (int i = 0; i < work->plan->row_count; i++)
		calls_close(work->mounted[i]);
}

static void
begin(struct work *work, const struct plan *plan)
{
	const size_t count = (size_t)plan->row_count;

	work->plan = plan;
	if (count == 0)
		return;
	work->sources = memory_take(count * sizeof(work->sources[0]));
	work->mounted = memory_take(count * sizeof(work->mounted[0]));
	for (size_t i = 0; i < count; i++)
		work->sources[i].fd = work->mounted[i] = -1;
}

/* By itself, so that who has no row pays for no paths: five pages. */
static __attribute__((noinline)) void
make_with_rows(struct work *work)
{
	const struct plan *plan = work->plan;

	take_sources(work, true);
	if (!stays_slave(plan))
		change_tree(MS_PRIVATE);
	take_sources(work, false);
	prepare(work);
	make_rows(work);
	enter(work);
	set_own_propagations(work);
}

void
mounts_make(const struct plan *plan)
{
	struct work work;
	mode_t mask;

	if (plan->propagation == PROPAGATION_UNCHANGED)
		return;
	begin(&work, plan);
	/* A bind can follow only what is a slave still. */
	change_tree(plan->row_count > 0 || stays_slave(plan) ? MS_SLAVE :
	    MS_PRIVATE);
	mask = umask(0);
	open_surroundings(&work);
	if (plan->row_count > 0)
		make_with_rows(&work);
	else {
		prepare(&work);
		enter(&work);
	}
	umask(mask);
	go_home(&work);
	close_all(&work);
}
