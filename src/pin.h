#ifndef PODINIT_PIN_H
#define PODINIT_PIN_H

#include <sys/types.h>

#include "plan.h"

/*
 * In the caller's mount namespace: keeps what the plan's --pin rows name of
 * process pid alive, each by a bind mount on its file, which is made where
 * there is none.  pid has to be furnished by then: a new time namespace is made
 * there.  Dies on failure, and has undone then what it had done.
 */
void
namespace_pin(const struct plan *plan, pid_t pid);

/*
 * Undoes it, for a start that failed afterwards.  Called in the same working
 * directory; warns of what cannot be undone.
 */
void
namespace_unpin(const struct plan *plan);

#endif
