#ifndef PODINIT_CAPABILITY_H
#define PODINIT_CAPABILITY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Every capability there can ever be: a set is bits 1 << CAP_, capabilities(7),
 * of which the kernel has 64.
 */
#define CAPABILITY_ALL UINT64_MAX
#define CAPABILITY_MAX 64

/* The set of one. */
#define CAPABILITY_BIT(number) (UINT64_C(1) << (number))

/* Room for "CAP_CHECKPOINT_RESTORE". */
struct capability_name {
	char text[24];
};

/*
 * Reads a list of names, commas between, with or without CAP_, in any case, and
 * adds them to set; "all", where may_be_all allows it, is every one, those that
 * have no name here included.  As those of value.h this returns NULL, or what
 * had been expected, and set is then left alone.
 */
const char *
capability_parse(const char *text, bool may_be_all, uint64_t *set);

/* "CAP_KILL"; "CAP_63" for one that has no name here. */
struct capability_name
capability_name(unsigned int number);

/* The lowest of a set that is not empty. */
unsigned int
capability_first(uint64_t set);

#endif
