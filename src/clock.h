#ifndef PODINIT_CLOCK_H
#define PODINIT_CLOCK_H

#include <stdint.h>

/* Room for "2026-11-23T23:59:51.123456789Z". */
struct clock_text {
	char text[72];
};

/* Nanoseconds since 1970, from 0 on, as RFC 3339 has a time, in UTC. */
struct clock_text
clock_time(int64_t since_1970);

/* A span of nanoseconds for people: "250ms", "1.5s", "59s", "3m12s", "2h0m". */
struct clock_text
clock_span(int64_t span);

#endif
