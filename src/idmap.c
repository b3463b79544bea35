/*
 * Maps of user and group ids: reads them, checks them as the kernel will, and
 * writes them as it reads them.  Pure: who is mapped is the caller's affair.
 */
#include "config.h"

#include "idmap.h"

#include <bsd/string.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "number.h"

/* How a line of /etc/subuid spells its owner. */
enum { UNSEEN, BY_NAME, BY_NUMBER };

/* A line of the kernel's own, with fields of any width. */
enum { LINE_SIZE = 48 };

static int
format_range(char line[LINE_SIZE], struct idmap_range range)
{
	return snprintf(line, LINE_SIZE, "%" PRIu32 " %" PRIu32 " %" PRIu32
	    "\n", range.inside, range.outside, range.count);
}

/* Whether text is so many numbers with a colon between them. */
static bool
read_numbers(const char *text, uint32_t *numbers, size_t count)
{
	char word[24];
	long long number;

	for (size_t i = 0; i < count; i++) {
		size_t length = strcspn(text, ":");

		if (length >= sizeof(word) ||
		    text[length] != (i + 1 < count ? ':' : '\0'))
			return false;
		strlcpy(word, text, length + 1);
		if (!number_decimal(word, 0, UINT32_MAX, &number))
			return false;
		numbers[i] = (uint32_t)number;
		text += length + 1;
	}
	return true;
}

/* Whether count ids from first on are all ids. */
static bool
fits(uint32_t first, uint32_t count)
{
	return count > 0 && (uint64_t)first + count - 1 <= IDMAP_ID_MAX;
}

static bool
overlap(uint32_t first, uint32_t count, uint32_t other, uint32_t others)
{
	return first < (uint64_t)other + others &&
	    other < (uint64_t)first + count;
}

const char *
idmap_parse(const char *text, struct idmap_range *range)
{
	uint32_t numbers[3];

	if (!read_numbers(text, numbers, 3))
		return "INSIDE:OUTSIDE:COUNT, three numbers";
	if (!fits(numbers[0], numbers[2]) || !fits(numbers[1], numbers[2]))
		return "one id or more, up to 4294967294";
	*range = (struct idmap_range){ numbers[0], numbers[1], numbers[2] };
	return NULL;
}

const char *
idmap_add(struct idmap *map, struct idmap_range range)
{
	char line[LINE_SIZE];
	size_t length;

	if (!fits(range.inside, range.count) ||
	    !fits(range.outside, range.count))
		return "one id or more, up to 4294967294";
	for (size_t i = 0; i < map->count; i++) {
		const struct idmap_range *other = &map->ranges[i];

		if (overlap(range.inside, range.count, other->inside,
		    other->count))
			return "ids inside that are not mapped already";
		if (overlap(range.outside, range.count, other->outside,
		    other->count))
			return "ids outside that are not mapped already";
	}
	if (map->count == IDMAP_RANGES_MAX)
		return "no more than 340 ranges";
	length = (size_t)format_range(line, range);
	if (map->length + length >= IDMAP_TEXT_SIZE)
		return "ranges whose text is less than 4096 bytes";
	map->length += length;
	map->ranges[map->count++] = range;
	return NULL;
}

/* How line spells owner, whose length bytes are before the first colon. */
static int
spelling_of(const struct idmap_owner *owner, const char *line, size_t length)
{
	long long number;
	char word[24];

	if (owner->name != NULL && length > 0 &&
	    strncmp(line, owner->name, length) == 0 &&
	    owner->name[length] == '\0')
		return BY_NAME;
	if (length >= sizeof(word))
		return UNSEEN;
	strlcpy(word, line, length + 1);
	return number_decimal(word, 0, IDMAP_ID_MAX, &number) &&
	    number == owner->id ? BY_NUMBER : UNSEEN;
}

const char *
idmap_add_subordinate(struct idmap *map, struct idmap_owner *owner,
    const char *line)
{
	size_t length = strcspn(line, ":");
	int spelling = spelling_of(owner, line, length);
	struct idmap_range range = { 0 };
	uint32_t numbers[2], next = 0;

	if (spelling == UNSEEN ||
	    (owner->spelled != UNSEEN && spelling != owner->spelled))
		return NULL;
	if (line[length] == '\0' ||
	    !read_numbers(line + length + 1, numbers, 2))
		return "OWNER:FIRST:COUNT";
	if (map->count > 0) {
		range = map->ranges[map->count - 1];
		next = range.inside + range.count;
	}
	owner->spelled = spelling;
	range = (struct idmap_range){ next, numbers[0], numbers[1] };
	return idmap_add(map, range);
}

size_t
idmap_format(const struct idmap *map, char text[IDMAP_TEXT_SIZE])
{
	char line[LINE_SIZE];

	text[0] = '\0';
	for (size_t i = 0; i < map->count; i++) {
		format_range(line, map->ranges[i]);
		strlcat(text, line, IDMAP_TEXT_SIZE);
	}
	return map->length;
}

void
idmap_read(struct idmap *map, const char *text)
{
	long long inside, outside, count;

	map->count = map->length = 0;
	while (map->count < IDMAP_RANGES_MAX && number_next(&text, &inside) &&
	    number_next(&text, &outside) && number_next(&text, &count))
		map->ranges[map->count++] = (struct idmap_range){
			.inside = (uint32_t)inside,
			.outside = (uint32_t)outside,
			.count = (uint32_t)count,
		};
}

bool
idmap_has_inside(const struct idmap *map, uint32_t inside, uint32_t *outside)
{
	for (size_t i = 0; i < map->count; i++) {
		const struct idmap_range *range = &map->ranges[i];

		if (!overlap(inside, 1, range->inside, range->count))
			continue;
		*outside = range->outside + (inside - range->inside);
		return true;
	}
	return false;
}

bool
idmap_has_outside(const struct idmap *map, uint32_t outside)
{
	for (size_t i = 0; i < map->count; i++)
		if (overlap(outside, 1, map->ranges[i].outside,
		    map->ranges[i].count))
			return true;
	return false;
}

/* Whether the ids that range has outside are within one range of above. */
static bool
is_range_within(struct idmap_range range, const struct idmap *above)
{
	for (size_t i = 0; i < above->count; i++) {
		const struct idmap_range *outer = &above->ranges[i];

		if (range.outside >= outer->inside &&
		    (uint64_t)range.outside + range.count <=
		    (uint64_t)outer->inside + outer->count)
			return true;
	}
	return false;
}

bool
idmap_is_within(const struct idmap *map, const struct idmap *above)
{
	for (size_t i = 0; i < map->count; i++)
		if (!is_range_within(map->ranges[i], above))
			return false;
	return true;
}
