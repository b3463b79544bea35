#ifndef PODINIT_FURNISH_H
#define PODINIT_FURNISH_H

#include "plan.h"

/*
 * In the new namespaces: host name, domain name, loopback, clocks; or dies.
 * Called where the caller's /proc is still there, and with the ids that the
 * process was made with: a process that changed them may not write to its own
 * files there.
 */
void
namespace_furnish(const struct plan *plan);

#endif
