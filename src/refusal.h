#ifndef PODINIT_REFUSAL_H
#define PODINIT_REFUSAL_H

/*
 * Dies of a call that was to make or enter the namespaces of kinds and failed
 * with error: names the call, the kinds, the errno and, where it can be told,
 * the cause (a sysctl that is 0, no CAP_SYS_ADMIN, nested too deep, AppArmor).
 */
_Noreturn void
namespace_die(const char *call, unsigned int kinds, int error);

/* Why a call in namespaces that were to be had was refused, or nothing. */
struct refusal_hint {
	char text[160];
};

/* The likely cause of error, of a call in new namespaces; errno stays. */
struct refusal_hint
refusal_hint(int error);

#endif
