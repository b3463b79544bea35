#ifndef PODINIT_CONTAIN_H
#define PODINIT_CONTAIN_H

#include "outlets.h"
#include "plan.h"
#include "signals.h"
#include "surroundings.h"

/*
 * Carries out a plan of namespaces: makes and joins them, and supervises the
 * process that supervises main in them.  environment is the caller's, which
 * --prestart gets.  Returns podinit's exit status; in the inner process too,
 * with which it is to end.
 */
int
contain(struct plan *plan, char **environment,
    struct surroundings *surroundings, const struct signals_started *started,
    struct outlets *outlets);

#endif
