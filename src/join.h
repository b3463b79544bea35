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

#endif
