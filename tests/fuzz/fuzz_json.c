/*
 * What is put together as JSON is JSON, by a reader of its own, RFC 8259.  The
 * input's first byte is the size of the buffer; then comes what is added, one
 * a line, by the first byte of each: o and a open, c closes, n is a number, b a
 * boolean, z null, and anything else a string.
 */
#include "config.h"

#include <stdbool.h>

#include "fuzz.h"
#include "json.h"

/* More than there is room for. */
enum { OPEN_MAX_HERE = 3 * JSON_DEPTH_MAX };

/* One character above 0x7f, RFC 3629, that no terminal obeys. */
static const char *
read_character(const char *at)
{
	static const struct {
		uint32_t least, most;
	} ranges[] = {
		{ 0xa0, 0x7ff }, { 0x800, 0xffff }, { 0x10000, 0x10ffff },
	};
	unsigned char first = (unsigned char)*at++;
	int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
	uint32_t point = first & (0x3fU >> more);

	HOLDS(first >= 0xc0 && first < 0xf8);
	for (int i = 0; i < more; i++, at++) {
		HOLDS((*at & 0xc0) == 0x80);
		point = point << 6 | (*at & 0x3f);
	}
	HOLDS(point >= ranges[more - 1].least);
	HOLDS(point <= ranges[more - 1].most);
	HOLDS(point < 0xd800 || point > 0xdfff);
	return at;
}

static const char *
read_escape(const char *at)
{
	HOLDS(*at != '\0' && strchr("\"\\/bfnrtu", *at) != NULL);
	if (*at == 'u')
		for (int i = 0; i < 4; i++) {
			at++;
			HOLDS(*at != '\0' && strchr("0123456789abcdefABCDEF",
			    *at) != NULL);
		}
	return at + 1;
}

static const char *
read_string(const char *at)
{
	HOLDS(*at == '"');
	at++;
	while (*at != '"') {
		if (*at == '\\')
			at = read_escape(at + 1);
		else if (*at & 0x80)
			at = read_character(at);
		else {
			HOLDS(*at >= ' ' && *at < 0x7f);
			at++;
		}
	}
	return at + 1;
}

static const char *
read_word(const char *at, const char *word)
{
	HOLDS(strncmp(at, word, strlen(word)) == 0);
	return at + strlen(word);
}

/* What is open is never deeper than JSON_DEPTH_MAX. */
static const char *
read_value(const char *at, int depth)
{
	char closing = *at == '{' ? '}' : ']';
	size_t digits;

	if (*at == '"')
		return read_string(at);
	if (*at == 't' || *at == 'f')
		return read_word(at, *at == 't' ? "true" : "false");
	if (*at == 'n')
		return read_word(at, "null");
	if (*at != '{' && *at != '[') {
		at += *at == '-';
		digits = strspn(at, "0123456789");
		HOLDS(digits == 1 || (digits > 1 && *at != '0'));
		return at + digits;
	}
	HOLDS(depth < JSON_DEPTH_MAX);
	at++;
	if (*at == closing)
		return at + 1;
	for (;;) {
		if (closing == '}')
			at = read_word(read_string(at), ":");
		at = read_value(at, depth + 1);
		if (*at == closing)
			return at + 1;
		at = read_word(at, ",");
	}
}

/* Adds what the word says; open has a letter for each that is open. */
static void
add(struct json *json, const char *word, char *open, int *count)
{
	const char *name = open[*count] == 'o' ? "a name" : NULL;
	char kind = word[0];

	if (kind == 'c' && *count > 0) {
		json_close(json);
		--*count;
	} else if ((kind == 'o' || kind == 'a') && *count < OPEN_MAX_HERE - 1) {
		if (kind == 'o')
			json_open_object(json, name);
		else
			json_open_array(json, name);
		open[++*count] = kind;
	} else if (kind == 'n')
		json_number(json, name, strtoll(word + 1, NULL, 0));
	else if (kind == 'b')
		json_boolean(json, name, word[1] == 'y');
	else
		json_string(json, name, kind == 'z' ? NULL : word);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char open[OPEN_MAX_HERE] = { 'o' }, *text, *buffer, *word, *rest;
	struct json json;
	size_t room, length;
	int count = 0;

	if (size == 0)
		return 0;
	room = JSON_SIZE_MIN + 2 * (size_t)data[0];
	text = fuzz_string(data + 1, size - 1);
	buffer = malloc(room);
	if (buffer == NULL)
		abort();
	json_begin(&json, buffer, room);
	for (rest = text; (word = strsep(&rest, "\n")) != NULL;)
		add(&json, word, open, &count);
	length = json_end(&json);
	HOLDS(length < room && buffer[length] == '\0');
	HOLDS(strcmp(read_value(buffer, 0), "\n") == 0);
	HOLDS(strlen(buffer) == length);
	free(buffer);
	free(text);
	return 0;
}
