#ifndef PODINIT_JSON_H
#define PODINIT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One JSON value that is put together in a buffer: an object or an array, and
 * what is in it.  Whatever the buffer's size, what json_end() leaves is valid:
 * a string that does not fit is cut and ends in "...", and a member or element
 * that does not fit at all is left out.
 */
#define JSON_DEPTH_MAX 8

struct json {
	char *text;
	size_t size, length;
	size_t depth;			/* of what is open */
	size_t skipped;			/* what was opened and did not fit */
	char closing[JSON_DEPTH_MAX];	/* the bracket that ends each */
	bool begun;			/* the innermost has something in it */
};

/* The least size of a buffer. */
#define JSON_SIZE_MIN 8

/* Begins an object in a buffer. */
void
json_begin(struct json *json, char *text, size_t size);

/*
 * Adds a member to the innermost object, or, where name is NULL, an element to
 * the innermost array.  Text may hold anything: what is no UTF-8 becomes
 * U+FFFD.  A text that is NULL becomes null.
 */
void
json_string(struct json *json, const char *name, const char *text);

void
json_number(struct json *json, const char *name, int64_t number);

void
json_boolean(struct json *json, const char *name, bool answer);

/* Opens and closes an object or an array in it. */
void
json_open_object(struct json *json, const char *name);

void
json_open_array(struct json *json, const char *name);

void
json_close(struct json *json);

/*
 * Ends all that is open, and the line.  Returns its length with the newline;
 * the text ends with NUL, too.
 */
size_t
json_end(struct json *json);

#endif
