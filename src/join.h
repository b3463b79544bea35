#ifndef PODINIT_JOIN_H
#define PODINIT_JOIN_H

#include "plan.h"

/*
 * Enters what the plan's --join rows name, in an order that works; of two of
 * a kind, the later.  In a user namespace podinit becomes root, where it has
 * one.  A PID namespace takes hold of the processes that podinit starts.
 * Returns the kinds that were entered, bits 1 << NAMESPACE_; dies where one
 * cannot be.
 */
unsigned int
namespace_join(const struct plan *plan);

/*
 * With --join, before it: who lives in what is joined is not to look into
 * podinit, for its descriptors are ways out of there.  Returns what
 * namespace_show() has to be told.
 */
int
namespace_hide(const struct plan *plan);

/*
 * In the inner process, once it has let go of what is outside: where its own
 * files in /proc are to be written to, they become its own again.
 */
void
namespace_show(const struct plan *plan, int was);

#endif
