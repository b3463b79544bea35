#ifndef PODINIT_VALUE_H
#define PODINIT_VALUE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Each of these reads one value from text.  It returns NULL where text was
 * well-formed, else, as a phrase, what had been expected; the result is then
 * left alone.
 */

/* A duration such as 10, 250ms, 5s, 2m, 1h, in nanoseconds. */
const char *
value_duration(const char *text, int64_t *nanoseconds);

/* The same with a minus before it allowed. */
const char *
value_offset(const char *text, int64_t *nanoseconds);

/* A number from 0 to the largest int. */
const char *
value_number(const char *text, int *number);

/* A file mode's permission bits, octal: 0 to 777. */
const char *
value_mode(const char *text, int *mode);

/* 1, yes, true, 0, no, false, in any case. */
const char *
value_boolean(const char *text, bool *answer);

/* A signal that can be sent, 1 to 64. */
const char *
value_signal(const char *text, int *number);

/* FROM:TO, two signals; a TO of 0 stands for none. */
const char *
value_rewrite(const char *text, int *from, int *to);

/* One exit status that is not podinit's own. */
const char *
value_status(const char *text, int *number);

/* As strtol(3) reads it all in base 10, nothing being 0: 0 to 255. */
const char *
value_any_status(const char *text, int *number);

/* FROM:TO as sscanf(3) reads "%d:%d": 1 to 31, and 0 to 31. */
const char *
value_numbers(const char *text, int *from, int *to);

/* As atoi(3) reads it; what is no number is 0. */
int
value_level(const char *text);

/* The place of text among choices, words with "|" between, or -1. */
int
value_choice(const char *text, const char *choices);

#endif
