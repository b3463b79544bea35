/*
 * What the fuzz targets share.  A target takes any bytes and ends the process
 * where something does not hold; libFuzzer makes the bytes up, replay.c reads
 * them from files.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The name is libFuzzer's. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLDS(condition) do {						\
	if (!(condition)) {						\
		fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__,	\
		    __LINE__, #condition);				\
		abort();						\
	}								\
} while (0)

/* A string of its own for bytes, so that the sanitizers know its end. */
static inline char *
fuzz_string(const uint8_t *bytes, size_t size)
{
	char *text = malloc(size + 1);

	if (text == NULL)
		abort();
	if (size > 0)
		memcpy(text, bytes, size);
	text[size] = '\0';
	return text;
}

/* Whether text says something, in one line. */
static inline int
fuzz_is_line(const char *text)
{
	return text[0] != '\0' && strchr(text, '\n') == NULL;
}

#endif
