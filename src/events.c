/*
 * The events, one JSON object a line: what stands in each, and how they are
 * written so that no reader can hold podinit up.  When one is told is
 * report.c's affair.
 */
#include "config.h"

#include "events.h"

#include <bsd/string.h>
#include <string.h>

#include "clock.h"
#include "json.h"
#include "memory.h"
#include "output.h"
#include "signame.h"

/* So much of a command is told: escaped, and all else with it, it fits. */
enum { COMMAND_MAX = 256 };

struct events_memory {
	struct json json;
	char line[EVENTS_LINE_MAX];
	/* What a socket has not taken of a line comes before the next. */
	size_t left;
	char rest[EVENTS_LINE_MAX];
};

void
events_begin(struct events *events, int fd)
{
	*events = (struct events){ .fd = fd };
	if (fd != -1)
		events->memory = memory_take(sizeof(*events->memory));
}

/* Begins an event of that name with its two times; NULL where nobody reads. */
static struct json *
start(struct events *events, const char *name)
{
	struct events_memory *memory = events->memory;

	if (memory == NULL)
		return NULL;
	json_begin(&memory->json, memory->line, sizeof(memory->line));
	json_string(&memory->json, "event", name);
	json_string(&memory->json, "time", clock_time(os_wall_clock()).text);
	json_number(&memory->json, "monotonic_ns", os_now());
	return &memory->json;
}

/* Writes what is left of an earlier line.  Returns whether all of it went. */
static bool
send_rest(const struct events *events)
{
	struct events_memory *memory = events->memory;
	ssize_t written;

	while (memory->left > 0) {
		written = output_now(events->fd, memory->rest, memory->left);
		if (written <= 0)
			return false;
		memory->left -= (size_t)written;
		memmove(memory->rest, memory->rest + written, memory->left);
	}
	return true;
}

/* Writes it, without waiting.  One that cannot be written is counted. */
static void
finish(struct events *events)
{
	struct events_memory *memory = events->memory;
	size_t length = json_end(&memory->json);
	ssize_t written = -1;

	if (send_rest(events))
		written = output_now(events->fd, memory->line, length);
	if (written <= 0) {
		events->dropped++;
		return;
	}
	memory->left = length - (size_t)written;
	memcpy(memory->rest, memory->line + written, memory->left);
}

static void
add_command(struct json *json, const char *name, const char *command)
{
	char cut[COMMAND_MAX];

	strlcpy(cut, command, sizeof(cut));
	json_string(json, name, cut);
}

static void
add_signal(struct json *json, int number)
{
	json_string(json, "signal", signame_of(number).text);
	json_number(json, "number", number);
}

void
events_started(struct events *events, pid_t pid, const char *command)
{
	struct json *json = start(events, "started");

	if (json == NULL)
		return;
	json_number(json, "pid", pid);
	add_command(json, "command", command);
	finish(events);
}

void
events_signal(struct events *events, int number, const struct sender *sender)
{
	struct json *json = start(events, "signal");
	bool seen = sender->origin == SENDER_PROCESS ||
	    sender->origin == SENDER_CALLER;

	if (json == NULL)
		return;
	add_signal(json, number);
	json_open_object(json, "sender");
	json_string(json, "origin", sender_origin(sender));
	if (seen)
		json_number(json, "pid", sender->pid);
	if (seen || sender->origin == SENDER_OUTSIDE)
		json_number(json, "uid", sender->uid);
	if (seen)
		add_command(json, "command", sender->command.text);
	if (sender->is_claimed)
		json_boolean(json, "claimed", true);
	json_close(json);
	finish(events);
}

void
events_sent(struct events *events, const char *name, int number,
    const char *whom)
{
	struct json *json = start(events, name);

	if (json == NULL)
		return;
	add_signal(json, number);
	json_string(json, "to", whom);
	finish(events);
}

void
events_job(struct events *events, const char *name, pid_t pid, int number)
{
	struct json *json = start(events, name);

	if (json == NULL)
		return;
	json_number(json, "pid", pid);
	add_signal(json, number);
	finish(events);
}

void
events_ended(struct events *events, const char *name, pid_t pid,
    const char *command, struct ending ending, const struct os_usage *usage)
{
	struct json *json = start(events, name);

	if (json == NULL)
		return;
	json_number(json, "pid", pid);
	add_command(json, "command", command);
	if (ending.killed) {
		add_signal(json, ending.number);
		json_boolean(json, "core_dumped", ending.dumped_core);
	} else
		json_number(json, "status", status_code(ending));
	json_number(json, "user_ns", usage->user);
	json_number(json, "system_ns", usage->system);
	json_number(json, "max_rss_bytes", usage->max_resident);
	finish(events);
}

void
events_terminating(struct events *events, int64_t grace)
{
	struct json *json = start(events, "terminating");

	if (json == NULL)
		return;
	json_number(json, "grace_ns", grace);
	finish(events);
}

void
events_zombie(struct events *events, const struct events_zombie *zombie)
{
	struct json *json = start(events, "zombie");

	if (json == NULL)
		return;
	json_number(json, "pid", zombie->pid);
	add_command(json, "command", zombie->command);
	json_number(json, "parent", zombie->parent);
	add_command(json, "parent_command", zombie->parent_command);
	json_number(json, "age_ns", zombie->age);
	json_number(json, "count", zombie->count);
	if (zombie->pids != -1)
		json_number(json, "pids", zombie->pids);
	if (zombie->pids_max != -1)
		json_number(json, "pids_max", zombie->pids_max);
	finish(events);
}

void
events_exit(struct events *events, const struct events_exit *end)
{
	struct json *json = start(events, "exit");

	if (json == NULL)
		return;
	json_number(json, "status", end->status);
	json_number(json, "orphans_reaped",
	    (int64_t)end->orphans_reaped);
	json_number(json, "leftovers_killed",
	    (int64_t)end->leftovers_killed);
	json_string(json, "out_of_memory", end->out_of_memory);
	if (end->oom_kills != -1)
		json_number(json, "oom_kills", end->oom_kills);
	json_number(json, "events_dropped",
	    (int64_t)events->dropped);
	finish(events);
	/* Of one that has only begun the rest never comes. */
	if (!send_rest(events))
		events->dropped++;
}
