#ifndef PODINIT_LIMIT_H
#define PODINIT_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

/* The resources of setrlimit(2); the order is that of LIMIT_NAMES. */
enum limit_resource {
	LIMIT_AS,
	LIMIT_CORE,
	LIMIT_CPU,
	LIMIT_DATA,
	LIMIT_FSIZE,
	LIMIT_LOCKS,
	LIMIT_MEMLOCK,
	LIMIT_MSGQUEUE,
	LIMIT_NICE,
	LIMIT_NOFILE,
	LIMIT_NPROC,
	LIMIT_RSS,
	LIMIT_RTPRIO,
	LIMIT_RTTIME,
	LIMIT_SIGPENDING,
	LIMIT_STACK,
	LIMIT_COUNT,
};

/* The words, as value_choice() reads them: those of docker run --ulimit. */
#define LIMIT_NAMES "as|core|cpu|data|fsize|locks|memlock|msgqueue|nice|" \
	"nofile|nproc|rss|rtprio|rttime|sigpending|stack"

/* No limit at all, as the kernel has it in 64 bits. */
#define LIMIT_NONE UINT64_MAX

/* A limit that is to be set, in the kernel's units. */
struct limit {
	bool set;
	uint64_t soft, hard;
};

/* Room for the name of a resource. */
struct limit_name {
	char text[16];
};

/*
 * Reads NAME=SOFT[:HARD], where a number may be -1 or unlimited, and HARD is
 * SOFT when left out, into limits, which has LIMIT_COUNT.  As those of value.h
 * this returns NULL, or what had been expected, and limits is then left alone.
 */
const char *
limit_parse(const char *text, struct limit *limits);

/* The resource's name. */
struct limit_name
limit_name(enum limit_resource resource);

/* Its number for prlimit(2). */
int
limit_number(enum limit_resource resource);

#endif
