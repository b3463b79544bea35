#ifndef PODINIT_NAMESPACE_H
#define PODINIT_NAMESPACE_H

#include <sched.h>

#include "plan.h"

/* Not in every libc's headers. */
#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif

/* Whether a set of kinds, bits 1 << NAMESPACE_, has that one. */
#define NAMESPACE_IN(kinds, kind) (((kinds) & 1U << (kind)) != 0)

/*
 * The CLONE_NEW flags of a set of kinds, as clone(2) takes them.  It takes none
 * for a time namespace, whose clocks have to be set before anybody lives by
 * them: that one is namespace_furnish()'s.
 */
unsigned long
namespace_flags(unsigned int kinds);

/* The kind that NS_GET_NSTYPE of ioctl_ns(2) means, or NAMESPACE_COUNT. */
enum plan_namespace
namespace_kind(int type);

/* "pid", as --isolate calls it. */
const char *
namespace_name(enum plan_namespace kind);

/* "pid", "mnt", as it is called below /proc/PID/ns. */
const char *
namespace_file(enum plan_namespace kind);

/*
 * The same for the one that main lives in where podinit has made it: a process
 * cannot enter a time namespace of its own making, its children do.
 */
const char *
namespace_file_of_main(enum plan_namespace kind);

/* Says at -v which namespaces podinit is in, and which of them are new. */
void
namespace_report(const struct plan *plan);

#endif
