#ifndef PODINIT_IDMAP_H
#define PODINIT_IDMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What the kernel takes, user_namespaces(7): so many lines, in one write of
 * less than a page.
 */
#define IDMAP_RANGES_MAX 340
#define IDMAP_TEXT_SIZE 4096

/* The largest id; the number above it means "leave it" to chown(2). */
#define IDMAP_ID_MAX UINT32_C(4294967294)

/* count ids from inside on are those from outside on. */
struct idmap_range {
	uint32_t inside, outside, count;
};

/* The user ids, or the group ids, of one user namespace. */
struct idmap {
	size_t count;
	size_t length;			/* of its text */
	struct idmap_range ranges[IDMAP_RANGES_MAX];
};

/* Whose ranges are looked for in /etc/subuid; *spelled is 0 at first. */
struct idmap_owner {
	const char *name;		/* or NULL, where it has none */
	uint32_t id;
	int spelled;			/* as its first line does */
};

/*
 * Reads INSIDE:OUTSIDE:COUNT.  As those of value.h this returns NULL, or what
 * had been expected, and range is then left alone.
 */
const char *
idmap_parse(const char *text, struct idmap_range *range);

/*
 * Adds range to map.  Returns NULL, or what had been expected where the kernel
 * would refuse the map; it is then left alone.
 */
const char *
idmap_add(struct idmap *map, struct idmap_range range);

/*
 * Adds the range of one line of /etc/subuid or /etc/subgid, where it is
 * owner's, after the ids that map has inside, from 0 on where it has none.
 * The first line that names the owner decides whether its other lines are
 * found by name or by number.  Returns NULL, or what had been expected.
 */
const char *
idmap_add_subordinate(struct idmap *map, struct idmap_owner *owner,
    const char *line);

/* Writes map as the kernel reads it and returns the length. */
size_t
idmap_format(const struct idmap *map, char text[IDMAP_TEXT_SIZE]);

/* Reads what the kernel says of a map: /proc/PID/uid_map. */
void
idmap_read(struct idmap *map, const char *text);

/* Whether map has an id inside; *outside is then what it is outside. */
bool
idmap_has_inside(const struct idmap *map, uint32_t inside, uint32_t *outside);

/* Whether map has an id outside. */
bool
idmap_has_outside(const struct idmap *map, uint32_t outside);

/*
 * Whether all that map has outside is inside above, the map of the parent
 * namespace, as the kernel asks: each range within one of above's.
 */
bool
idmap_is_within(const struct idmap *map, const struct idmap *above);

#endif
