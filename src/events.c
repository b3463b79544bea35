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
#include "output.h"
#include "signame.h"

/* So much of a command is told: escaped, and all else with it, it fits. */
enum { COMMAND_MAX = 256 };

void
events_begin(struct events *events, int fd)
{
	events->fd = fd;
	events->dropped = 0;
	events->left = 0;
}

void
events_start(struct events_line *line, const char *name)
{
	json_begin(&line->json, line->text, sizeof(line->text));
	json_string(&line->json, "event", name);
	json_string(&line->json, "time", clock_time(os_wall_clock()).text);
	json_number(&line->json, "monotonic_ns", os_now());
}

/* Writes what is left of an earlier line.  Returns whether all of it went. */
static bool
send_rest(struct events *events)
{
	ssize_t written;

	while (events->left > 0) {
		written = output_now(events->fd, events->rest, events->left);
		if (written <= 0)
			return false;
		events->left -= (size_t)written;
		memmove(events->rest, events->rest + written, events->left);
	}
	return true;
}

void
events_send(struct events *events, struct events_line *line)
{
	size_t length = json_end(&line->json);
	ssize_t written = -1;

	if (send_rest(events))
		written = output_now(events->fd, line->text, length);
	if (written <= 0) {
		events->dropped++;
		return;
	}
	events->left = length - (size_t)written;
	memcpy(events->rest, line->text + written, events->left);
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
	struct events_line line;

	if (events->fd == -1)
		return;
	events_start(&line, "started");
	json_number(&line.json, "pid", pid);
	add_command(&line.json, "command", command);
	events_send(events, &line);
}

void
events_signal(struct events *events, int number, const struct sender *sender)
{
	struct events_line line;
	bool seen = sender->origin == SENDER_PROCESS ||
	    sender->origin == SENDER_CALLER;

	if (events->fd == -1)
		return;
	events_start(&line, "signal");
	add_signal(&line.json, number);
	json_open_object(&line.json, "sender");
	json_string(&line.json, "origin", sender_origin(sender));
	if (seen)
		json_number(&line.json, "pid", sender->pid);
	if (seen || sender->origin == SENDER_OUTSIDE)
		json_number(&line.json, "uid", sender->uid);
	if (seen)
		add_command(&line.json, "command", sender->command.text);
	json_close(&line.json);
	events_send(events, &line);
}

void
events_sent(struct events *events, const char *name, int number,
    const char *whom)
{
	struct events_line line;

	if (events->fd == -1)
		return;
	events_start(&line, name);
	add_signal(&line.json, number);
	json_string(&line.json, "to", whom);
	events_send(events, &line);
}

void
events_job(struct events *events, const char *name, pid_t pid, int number)
{
	struct events_line line;

	if (events->fd == -1)
		return;
	events_start(&line, name);
	json_number(&line.json, "pid", pid);
	add_signal(&line.json, number);
	events_send(events, &line);
}

void
events_ended(struct events *events, const char *name, pid_t pid,
    const char *command, struct ending ending, const struct os_usage *usage)
{
	struct events_line line;

	if (events->fd == -1)
		return;
	events_start(&line, name);
	json_number(&line.json, "pid", pid);
	add_command(&line.json, "command", command);
	if (ending.killed) {
		add_signal(&line.json, ending.number);
		json_boolean(&line.json, "core_dumped", ending.dumped_core);
	} else
		json_number(&line.json, "status", status_code(ending));
	json_number(&line.json, "user_ns", usage->user);
	json_number(&line.json, "system_ns", usage->system);
	json_number(&line.json, "max_rss_bytes", usage->max_resident);
	events_send(events, &line);
}

void
events_terminating(struct events *events, int64_t grace)
{
	struct events_line line;

	if (events->fd == -1)
		return;
	events_start(&line, "terminating");
	json_number(&line.json, "grace_ns", grace);
	events_send(events, &line);
}

void
events_zombie(struct events *events, const struct events_zombie *zombie)
{
	struct events_line line;

	if (events->fd == -1)
		return;
	events_start(&line, "zombie");
	json_number(&line.json, "pid", zombie->pid);
	add_command(&line.json, "command", zombie->command);
	json_number(&line.json, "parent", zombie->parent);
	add_command(&line.json, "parent_command", zombie->parent_command);
	json_number(&line.json, "age_ns", zombie->age);
	json_number(&line.json, "count", zombie->count);
	if (zombie->pids != -1)
		json_number(&line.json, "pids", zombie->pids);
	if (zombie->pids_max != -1)
		json_number(&line.json, "pids_max", zombie->pids_max);
	events_send(events, &line);
}

void
events_exit(struct events *events, const struct events_exit *end)
{
	struct events_line line;

	if (events->fd == -1)
		return;
	events_start(&line, "exit");
	json_number(&line.json, "status", end->status);
	json_number(&line.json, "orphans_reaped",
	    (int64_t)end->orphans_reaped);
	json_number(&line.json, "leftovers_killed",
	    (int64_t)end->leftovers_killed);
	json_string(&line.json, "out_of_memory", end->out_of_memory);
	if (end->oom_kills != -1)
		json_number(&line.json, "oom_kills", end->oom_kills);
	json_number(&line.json, "events_dropped",
	    (int64_t)events->dropped);
	events_send(events, &line);
}
