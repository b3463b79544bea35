/*
 * The form of what --status shows: tables for people, or JSON lines.  Where it
 * comes from is inspect.c's affair.
 */
#include "config.h"

#include "show.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "json.h"

/* So many levels are shown as such. */
enum { INDENT_MAX = 20 };

void
show_begin(struct show *show, bool as_json)
{
	show->as_json = as_json;
	show->has_begun = false;
	show->print.length = 0;
}

void
show_end(struct show *show)
{
	print_end(&show->print);
}

static void
begin_table(struct show *show, const char *heads)
{
	if (show->as_json)
		return;
	if (show->has_begun)
		print_line(&show->print, "%s", "");
	show->has_begun = true;
	print_line(&show->print, "%s", heads);
}

/* A row that says what it is a row of. */
struct object {
	struct json json;
	char text[PRINT_LINE_MAX];
};

static void
begin_object(struct object *object, const char *what)
{
	json_begin(&object->json, object->text, sizeof(object->text));
	json_string(&object->json, "show", what);
}

static void
end_object(struct show *show, struct object *object)
{
	print_whole_line(&show->print, object->text,
	    json_end(&object->json));
}

static void
add_state(struct json *json, char state)
{
	json_string(json, "state", state == '?' ? NULL :
	    (const char[]){ state, '\0' });
}

void
show_processes(struct show *show)
{
	begin_table(show, "PID     PARENT  STATE AGE       COMMAND");
}

void
show_process(struct show *show, pid_t pid, pid_t parent, char state,
    int64_t age, int depth, const char *command)
{
	int indent = depth < INDENT_MAX ? depth : INDENT_MAX;
	struct object object;

	if (!show->as_json) {
		print_line(&show->print, "%-7d %-7d %-5c %-9s %*s%s", (int)pid,
		    (int)parent, state, clock_span(age).text, 2 * indent, "",
		    command);
		return;
	}
	begin_object(&object, "process");
	json_number(&object.json, "pid", pid);
	json_number(&object.json, "parent", parent);
	json_number(&object.json, "depth", depth);
	add_state(&object.json, state);
	json_number(&object.json, "age_ns", age);
	json_string(&object.json, "command", command);
	end_object(show, &object);
}

void
show_zombies(struct show *show)
{
	begin_table(show, "ZOMBIES PARENT  STATE COMMAND");
}

void
show_parent(struct show *show, int zombies, pid_t parent, char state,
    const char *command)
{
	struct object object;

	if (!show->as_json) {
		print_line(&show->print, "%-7d %-7d %-5c %s", zombies,
		    (int)parent, state, command == NULL ? "?" : command);
		return;
	}
	begin_object(&object, "zombies");
	json_number(&object.json, "count", zombies);
	json_number(&object.json, "parent", parent);
	add_state(&object.json, state);
	json_string(&object.json, "command", command);
	end_object(show, &object);
}

void
show_namespaces(struct show *show)
{
	begin_table(show, "NAMESPACE ID         CALLER");
}

void
show_namespace(struct show *show, const char *kind, int64_t number,
    bool is_callers, int error)
{
	struct object object;

	if (!show->as_json && number == SHOW_UNKNOWN) {
		print_line(&show->print, "%-9s ?          ? (%s)", kind,
		    strerror(error));
		return;
	}
	if (!show->as_json) {
		print_line(&show->print, "%-9s %-10" PRId64 " %s", kind,
		    number, is_callers ? "same" : "other");
		return;
	}
	begin_object(&object, "namespace");
	json_string(&object.json, "kind", kind);
	if (number == SHOW_UNKNOWN) {
		json_string(&object.json, "id", NULL);
		json_string(&object.json, "is_callers", NULL);
		json_string(&object.json, "error", strerror(error));
	} else {
		json_number(&object.json, "id", number);
		json_boolean(&object.json, "is_callers", is_callers);
	}
	end_object(show, &object);
}

void
show_limits(struct show *show)
{
	begin_table(show, "LIMIT   USED         MAX");
}

/* "?", "max" or the digits. */
struct amount {
	char text[24];
};

static struct amount
amount_of(int64_t number)
{
	struct amount amount = { "?" };

	if (number == SHOW_UNLIMITED)
		snprintf(amount.text, sizeof(amount.text), "max");
	else if (number != SHOW_UNKNOWN)
		snprintf(amount.text, sizeof(amount.text), "%" PRId64, number);
	return amount;
}

static void
add_amount(struct json *json, const char *name, int64_t number)
{
	if (number >= 0)
		json_number(json, name, number);
	else
		json_string(json, name, NULL);
}

void
show_limit(struct show *show, const char *name, int64_t used, int64_t most)
{
	struct object object;

	if (!show->as_json) {
		print_line(&show->print, "%-7s %-12s %s", name,
		    amount_of(used).text, amount_of(most).text);
		return;
	}
	begin_object(&object, "limit");
	json_string(&object.json, "name", name);
	add_amount(&object.json, "used", used);
	add_amount(&object.json, "max", most);
	json_boolean(&object.json, "unlimited", most == SHOW_UNLIMITED);
	end_object(show, &object);
}
