/*
 * Puts a line of JSON together, RFC 8259.  Pure: writes it nowhere, and knows
 * no key by its meaning.
 */
#include "config.h"

#include "json.h"

#include <stdio.h>
#include <string.h>

/* Room that is left for: all closing brackets, the newline, and NUL. */
static size_t
reserved(const struct json *json)
{
	return json->depth + 2;
}

static bool
fits(const struct json *json, size_t count)
{
	return json->length + count + reserved(json) <= json->size;
}

static void
append(struct json *json, const char *text, size_t count)
{
	memcpy(json->text + json->length, text, count);
	json->length += count;
}

/*
 * The length of the UTF-8 character that text begins with, or 0 where it is
 * none: overlong forms, surrogates and what is above U+10FFFF are none (RFC
 * 3629, section 4).
 */
static size_t
character(const char *text)
{
	const unsigned char *byte = (const unsigned char *)text;
	unsigned char least = 0x80, most = 0xbf;
	size_t length;

	if (byte[0] < 0x80)
		return 1;
	if (byte[0] < 0xc2 || byte[0] > 0xf4)
		return 0;
	length = byte[0] < 0xe0 ? 2 : byte[0] < 0xf0 ? 3 : 4;
	if (byte[0] == 0xe0)
		least = 0xa0;
	else if (byte[0] == 0xed)
		most = 0x9f;
	else if (byte[0] == 0xf0)
		least = 0x90;
	else if (byte[0] == 0xf4)
		most = 0x8f;
	if (byte[1] < least || byte[1] > most)
		return 0;
	for (size_t i = 2; i < length; i++)
		if (byte[i] < 0x80 || byte[i] > 0xbf)
			return 0;
	return length;
}

/* Room for one character as it stands in a string. */
struct escape {
	char text[8];
	size_t length;
};

/*
 * The first character of *text, escaped, and goes on to the next.  Control
 * characters, those of U+0080 to U+009F too, must not reach a terminal.
 */
static struct escape
next_escape(const char **text)
{
	const unsigned char *byte = (const unsigned char *)*text;
	size_t length = character(*text);
	struct escape escape;

	*text += length == 0 ? 1 : length;
	if (length == 0)
		snprintf(escape.text, sizeof(escape.text), "\\ufffd");
	else if (byte[0] == '"' || byte[0] == '\\')
		snprintf(escape.text, sizeof(escape.text), "\\%c", byte[0]);
	else if (byte[0] < 0x20 || byte[0] == 0x7f)
		snprintf(escape.text, sizeof(escape.text), "\\u%04x", byte[0]);
	else if (byte[0] == 0xc2 && byte[1] < 0xa0)
		snprintf(escape.text, sizeof(escape.text), "\\u%04x", byte[1]);
	else
		snprintf(escape.text, sizeof(escape.text), "%.*s", (int)length,
		    (const char *)byte);
	escape.length = strlen(escape.text);
	return escape;
}

/* Room for a string in quotes, and whether all of it fits. */
static void
append_string(struct json *json, const char *text)
{
	size_t safe;

	append(json, "\"", 1);
	/* The last place from which "..." and the quote still fit. */
	safe = json->length;
	while (*text != '\0') {
		struct escape escape = next_escape(&text);

		if (!fits(json, escape.length + 1)) {
			json->length = safe;
			if (fits(json, 4))
				append(json, "...", 3);
			break;
		}
		append(json, escape.text, escape.length);
		if (fits(json, 4))
			safe = json->length;
	}
	append(json, "\"", 1);
}

/*
 * Begins what is to take least bytes at least: a comma, and the name where
 * there is one.  Returns whether it fits; nothing is written where not.
 */
static bool
begin(struct json *json, const char *name, size_t least)
{
	size_t count = least + json->begun;

	if (json->skipped > 0)
		return false;
	if (name != NULL)
		count += strlen(name) + 3;
	if (!fits(json, count))
		return false;
	if (json->begun)
		append(json, ",", 1);
	if (name != NULL) {
		append(json, "\"", 1);
		append(json, name, strlen(name));
		append(json, "\":", 2);
	}
	json->begun = true;
	return true;
}

/* A value that is written as it is, or left out. */
static void
add(struct json *json, const char *name, const char *value)
{
	if (begin(json, name, strlen(value)))
		append(json, value, strlen(value));
}

void
json_begin(struct json *json, char *text, size_t size)
{
	*json = (struct json){ .text = text, .size = size };
	json_open_object(json, NULL);
}

void
json_string(struct json *json, const char *name, const char *text)
{
	if (text == NULL)
		add(json, name, "null");
	else if (begin(json, name, 2))
		append_string(json, text);
}

void
json_number(struct json *json, const char *name, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%lld", (long long)number);
	add(json, name, digits);
}

void
json_boolean(struct json *json, const char *name, bool answer)
{
	add(json, name, answer ? "true" : "false");
}

/* Opens what ends with closing; its room is kept from here on. */
static void
open_with(struct json *json, const char *name, char opening, char closing)
{
	if (json->depth == JSON_DEPTH_MAX || !begin(json, name, 2)) {
		json->skipped++;
		return;
	}
	append(json, &opening, 1);
	json->closing[json->depth++] = closing;
	json->begun = false;
}

void
json_open_object(struct json *json, const char *name)
{
	open_with(json, name, '{', '}');
}

void
json_open_array(struct json *json, const char *name)
{
	open_with(json, name, '[', ']');
}

void
json_close(struct json *json)
{
	if (json->skipped > 0)
		json->skipped--;
	else if (json->depth > 0) {
		append(json, &json->closing[--json->depth], 1);
		json->begun = true;
	}
}

size_t
json_end(struct json *json)
{
	json->skipped = 0;
	while (json->depth > 0)
		json_close(json);
	append(json, "\n", 1);
	json->text[json->length] = '\0';
	return json->length;
}
