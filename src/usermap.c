/*
 * Who is whom in a new user namespace:
 *
 *	--map-root-user		0 is the caller
 *	--map-current-user	the caller is itself; the same for --user alone
 *	--map-users, -groups	as given; auto: 0 is the caller, 1 and up are
 *				the caller's ids of /etc/subuid and
 *				/etc/subgid.  Of two only one given: in the
 *				other the caller is 0 where the one has a 0,
 *				else itself
 *	--userns-remap=USER	0 and up are USER's ids of these files
 *
 * Main starts as 0 where there is one, else as the caller.  The files are the
 * caller's; how a map is written is mapfile.c's.
 */
#include "config.h"

#include "usermap.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "ids.h"
#include "lines.h"
#include "mapfile.h"
#include "namespace.h"
#include "number.h"
#include "os.h"
#include "passwd.h"
#include "procfs.h"

/* The subordinate ids, subuid(5) and subgid(5); both name users. */
static const char subuid[] = "/etc/subuid";
static const char subgid[] = "/etc/subgid";

/* Adds the ids that file has for user, whose name may be empty. */
static void
add_subordinate(struct idmap *map, const char *file,
    const struct passwd_user *user)
{
	struct idmap_owner owner = {
		.name = user->name[0] != '\0' ? user->name : NULL,
		.id = user->uid,
	};
	const char *expected = NULL;
	size_t before = map->count;
	struct lines lines;
	char line[512];

	lines_open(&lines, file);
	while (expected == NULL && lines_next(&lines, line, sizeof(line)))
		expected = idmap_add_subordinate(map, &owner, line);
	lines_close(&lines);
	if (lines.wrong.text[0] != '\0')
		die("%s: %s", file, lines.wrong.text);
	if (expected != NULL)
		die("%s: line %u: expected %s", file, lines.number, expected);
	if (map->count == before)
		die("%s: no ids for user %" PRIu32 "%s%s", file, user->uid,
		    owner.name != NULL ? ", " : "", user->name);
}

/* The caller, without a name where /etc/passwd does not know it. */
static struct passwd_user
find_caller(void)
{
	struct passwd_user user;
	struct lines_reason why;

	switch (passwd_find_id(PASSWD_FILE, geteuid(), &user, &why)) {
	case PASSWD_BROKEN:
		die(PASSWD_FILE ": %s", why.text);
	case PASSWD_ABSENT:
		user = (struct passwd_user){ .uid = geteuid() };
		break;
	case PASSWD_FOUND:
		break;
	}
	return user;
}

/* Whom --userns-remap means; a number need not be anybody's in /etc/passwd. */
static struct passwd_user
find_user(const char *name)
{
	struct passwd_user user;
	struct lines_reason why;
	long long id;

	switch (passwd_find(PASSWD_FILE, name, &user, &why)) {
	case PASSWD_BROKEN:
		die("--userns-remap=%s: " PASSWD_FILE ": %s", name, why.text);
	case PASSWD_ABSENT:
		if (!number_decimal(name, 0, IDMAP_ID_MAX, &id))
			die("--userns-remap=%s: no such user in " PASSWD_FILE,
			    name);
		user = (struct passwd_user){ .uid = (uint32_t)id };
		break;
	case PASSWD_FOUND:
		break;
	}
	return user;
}

static void
add_own(struct idmap *map, uint32_t inside, uint32_t own)
{
	idmap_add(map, (struct idmap_range){ inside, own, 1 });
}

/* Adds what the rows of one option say, --map-users or --map-groups. */
static void
add_rows(struct idmap *map, const struct plan *plan, int option, uint32_t own,
    const char *file)
{
	const char *expected = NULL, *flag;
	struct passwd_user caller;
	struct idmap_range range;
	bool automatic = false;

	flag = option == OPTION_MAP_USERS ? "--map-users" : "--map-groups";
	for (int i = 0; i < plan->row_count; i++) {
		const char *text = plan->rows[i].text;

		if (plan->rows[i].option != option)
			continue;
		if (automatic || (map->count > 0 && strcmp(text, "auto") == 0))
			die("%s=%s: auto is a whole map", flag, text);
		automatic = strcmp(text, "auto") == 0;
		if (!automatic)
			expected = idmap_parse(text, &range);
		if (!automatic && expected == NULL)
			expected = idmap_add(map, range);
		if (expected != NULL)
			die("%s=%s: expected %s", flag, text, expected);
		if (automatic) {
			caller = find_caller();
			add_own(map, 0, own);
			add_subordinate(map, file, &caller);
		}
	}
}

/* Dies where there is nobody whom main could be. */
static void
need_somebody(const struct idmap *map, const char *kind, uint32_t own)
{
	uint32_t outside;

	if (!idmap_has_inside(map, 0, &outside) &&
	    !idmap_has_outside(map, own))
		die("the map of %s ids has neither 0 inside nor the caller's"
		    " own, %" PRIu32 ", outside: main could be nobody", kind,
		    own);
}

static void
decide(struct mapfile_maps *maps, const struct plan *plan)
{
	uint32_t user = geteuid(), group = getegid(), ignored;
	struct passwd_user remapped;
	bool root;

	maps->users.count = maps->users.length = 0;
	maps->groups.count = maps->groups.length = 0;
	if (plan->userns_remap != NULL) {
		remapped = find_user(plan->userns_remap);
		add_subordinate(&maps->users, subuid, &remapped);
		add_subordinate(&maps->groups, subgid, &remapped);
	}
	add_rows(&maps->users, plan, OPTION_MAP_USERS, user, subuid);
	add_rows(&maps->groups, plan, OPTION_MAP_GROUPS, group, subgid);
	root = plan->user_map == USER_MAP_ROOT ||
	    idmap_has_inside(&maps->users, 0, &ignored) ||
	    idmap_has_inside(&maps->groups, 0, &ignored);
	if (maps->users.count == 0)
		add_own(&maps->users, root ? 0 : user, user);
	if (maps->groups.count == 0)
		add_own(&maps->groups, root ? 0 : group, group);
	need_somebody(&maps->users, "user", user);
	need_somebody(&maps->groups, "group", group);
}

void
usermap_write(const struct plan *plan, pid_t pid,
    const struct signals_started *started)
{
	struct mapfile_maps maps;

	decide(&maps, plan);
	mapfile_write(&maps, (enum setgroups)plan->setgroups, pid, started);
}

/* Reads a file of podinit's own from a procfs and from nothing else. */
static ssize_t
read_own(const char *path, char *text, size_t size)
{
	int proc = procfs_open();
	ssize_t length;

	if (proc == -1)
		return -1;
	length = os_read_file(proc, path, text, size);
	close(proc);
	return length;
}

/* Whether setgroups(2) is denied here, by us or by who made the parent. */
static bool
denies_setgroups(void)
{
	char text[8];

	return read_own("self/setgroups", text, sizeof(text)) > 0 &&
	    strncmp(text, "deny", 4) == 0;
}

/* Becomes 0 by set, setresuid(2) or setresgid(2), else own. */
static void
become(int (*set)(uint32_t), const char *call, uint32_t own)
{
	/* EINVAL: there is no 0 here. */
	if (set(0) == -1 && (errno != EINVAL || set(own) == -1))
		die("%s: %s", call, strerror(errno));
}

void
usermap_become(void)
{
	if (ids_set_groups(0, NULL) == -1 &&
	    (errno != EPERM || !denies_setgroups()))
		die("setgroups: %s", strerror(errno));
	/* The caller's ids, as they are called in here. */
	become(ids_set_group, "setresgid", getgid());
	become(ids_set_user, "setresuid", getuid());
}

/* What id is in the parent user namespace; id itself where it is unknown. */
static uint32_t
outside_of(const char *path, uint32_t id)
{
	char text[3 * IDMAP_TEXT_SIZE];
	uint32_t outside = id;
	struct idmap map;

	if (read_own(path, text, sizeof(text)) > 0) {
		idmap_read(&map, text);
		idmap_has_inside(&map, id, &outside);
	}
	return outside;
}

struct usermap_hint
usermap_owner_hint(int error)
{
	uint32_t user = geteuid(), group = getegid();
	struct usermap_hint hint = { "" };
	uint32_t outer_user, outer_group;
	int saved = errno;

	if (error != EACCES && error != EPERM && error != EOVERFLOW)
		return hint;
	outer_user = outside_of("self/uid_map", user);
	outer_group = outside_of("self/gid_map", group);
	if (outer_user != user || outer_group != group)
		snprintf(hint.text, sizeof(hint.text), " (has to belong to %"
		    PRIu32 ":%" PRIu32 ", who is %" PRIu32 ":%" PRIu32
		    " inside)", outer_user, outer_group, user, group);
	errno = saved;
	return hint;
}
