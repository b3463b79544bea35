#ifndef PODINIT_CONFINE_H
#define PODINIT_CONFINE_H

#include "identity.h"
#include "plan.h"

/*
 * In the child that becomes main, before it executes: sets what the plan says
 * of its resource limits, its umask, its directory and its no_new_privs, and
 * becomes identity, where it is one, in an order in which no step hinders a
 * later one.  Nothing but this process is changed.  Returns 0, or the errno of
 * the call that failed, when it has said which it was: the command must then
 * not be executed.
 */
int
confine_self(const struct plan *plan, const struct identity *identity);

#endif
