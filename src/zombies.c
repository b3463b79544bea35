/*
 * Finds out whose children stay dead, --watch-zombies: podinit reaps its own,
 * but who has another parent is that parent's to wait for.
 */
#include "config.h"

#include "zombies.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cgroup.h"
#include "clock.h"
#include "diag.h"
#include "memory.h"
#include "os.h"
#include "walk.h"

/* So many parents are told apart; the others wait until one is better. */
enum { PARENTS_MAX = 64 };

/* A parent that had dead children when it was last looked at. */
struct parent {
	pid_t pid;
	int count, told;		/* of its dead: now; when last told */
	/* One that is dead for a moment only will not be seen twice. */
	struct procs_process witness, first;
	bool is_new, has_witness;
};

struct zombies_memory {
	struct walk walk;
	struct parent parents[PARENTS_MAX];
	int count;
};

void
zombies_begin(struct zombies *zombies, int64_t interval)
{
	*zombies = (struct zombies){ .interval = interval };
	if (interval == 0)
		return;
	zombies->next = os_now() + interval;
	zombies->memory = memory_take(sizeof(*zombies->memory));
}

/* The entry of a parent, a new one if need be; NULL where there is no room. */
static struct parent *
entry_of(struct zombies_memory *memory, pid_t pid)
{
	struct parent *parent = memory->parents;

	for (int i = 0; i < memory->count; i++, parent++)
		if (parent->pid == pid)
			return parent;
	if (memory->count == PARENTS_MAX)
		return NULL;
	memory->count++;
	*parent = (struct parent){ .pid = pid, .is_new = true };
	return parent;
}

static void
visit(const struct procs_process *process, void *context)
{
	struct zombies_memory *memory = context;
	struct parent *parent;

	/* Whose parent is 0 has one outside, of which nothing is seen here. */
	if (!procs_is_dead(process) || process->parent == 0 ||
	    process->parent == memory->walk.self)
		return;
	parent = entry_of(memory, process->parent);
	if (parent == NULL)
		return;
	if (parent->count++ == 0)
		parent->first = *process;
	if (!parent->is_new && process->pid == parent->witness.pid &&
	    process->started == parent->witness.started)
		parent->has_witness = true;
}

/* " (230 of 1000 pids)", where the control group says so. */
struct room {
	char text[64];
};

static struct room
room_left(int64_t *pids, int64_t *most)
{
	struct room room = { "" };
	uint64_t now, limit;

	*pids = *most = -1;
	if (!cgroup_get(CGROUP_PIDS, getpid(), &now))
		return room;
	*pids = (int64_t)now;
	if (!cgroup_get(CGROUP_PIDS_MAX, getpid(), &limit) ||
	    limit == CGROUP_UNLIMITED)
		return room;
	*most = (int64_t)limit;
	snprintf(room.text, sizeof(room.text), "; %" PRIu64 " of %" PRIu64
	    " pids are taken", now, limit);
	return room;
}

static void
tell(const struct parent *parent, struct events *events)
{
	const struct procs_command command = procs_command(parent->pid);
	const struct procs_process *dead = &parent->witness;
	struct events_zombie zombie = {
		.pid = dead->pid,
		.parent = parent->pid,
		.command = dead->command.text,
		.parent_command = command.text,
		.age = procs_age(dead),
		.count = parent->count,
	};
	const struct room room = room_left(&zombie.pids, &zombie.pids_max);

	diag(DIAG_WARNING, "process %d '%s', %s old, is dead and process %d"
	    " '%s' does not wait for it; %d of that one's are%s",
	    (int)dead->pid, dead->command.text, clock_span(zombie.age).text,
	    (int)parent->pid, command.text, parent->count, room.text);
	events_zombie(events, &zombie);
}

/* What the look that has just been taken says of a parent. */
static void
judge(struct parent *parent, struct events *events)
{
	if (!parent->has_witness) {
		parent->witness = parent->first;
	} else if (parent->told == 0 || parent->count / 2 >= parent->told) {
		tell(parent, events);
		parent->told = parent->count;
	}
	parent->is_new = false;
}

static void
look(struct zombies *zombies, struct events *events)
{
	struct zombies_memory *memory = zombies->memory;
	int kept = 0;

	for (int i = 0; i < memory->count; i++) {
		memory->parents[i].count = 0;
		memory->parents[i].has_witness = false;
	}
	if (!walk_begin(&memory->walk)) {
		diag(DIAG_WARNING, "/proc is not usable: --watch-zombies sees"
		    " nothing");
		zombies->interval = 0;
		return;
	}
	walk_pass(&memory->walk, visit, memory);
	walk_end(&memory->walk);
	for (int i = 0; i < memory->count; i++) {
		if (memory->parents[i].count == 0)
			continue;
		judge(&memory->parents[i], events);
		memory->parents[kept++] = memory->parents[i];
	}
	memory->count = kept;
}

int64_t
zombies_look(struct zombies *zombies, struct events *events)
{
	int64_t now;

	if (zombies->interval == 0)
		return -1;
	now = os_now();
	if (now < zombies->next)
		return zombies->next - now;
	zombies->next = now + zombies->interval;
	look(zombies, events);
	return zombies->interval == 0 ? -1 : zombies->interval;
}
