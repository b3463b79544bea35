/*
 * podinit's own privilege: refuses what nobody should have given it, and gives
 * up what it no longer needs.  Whom main becomes is identity.c's.
 */
#include "config.h"

#include "creds.h"

#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <errno.h>
#include <linux/capability.h>
#include <unistd.h>

#include "capability.h"
#include "die.h"

int
creds_read(struct creds_sets *sets)
{
	struct __user_cap_data_struct halves[_LINUX_CAPABILITY_U32S_3];
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};

	if (syscall(SYS_capget, &header, halves) == -1)
		return -1;
	sets->effective = halves[0].effective |
	    (uint64_t)halves[1].effective << 32;
	sets->permitted = halves[0].permitted |
	    (uint64_t)halves[1].permitted << 32;
	sets->inheritable = halves[0].inheritable |
	    (uint64_t)halves[1].inheritable << 32;
	return 0;
}

int
creds_write(const struct creds_sets *sets)
{
	struct __user_cap_data_struct halves[_LINUX_CAPABILITY_U32S_3];
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};

	for (int half = 0; half < _LINUX_CAPABILITY_U32S_3; half++)
		halves[half] = (struct __user_cap_data_struct){
			.effective = (uint32_t)(sets->effective >> 32 * half),
			.permitted = (uint32_t)(sets->permitted >> 32 * half),
			.inheritable =
			    (uint32_t)(sets->inheritable >> 32 * half),
		};
	return (int)syscall(SYS_capset, &header, halves);
}

/*
 * The set of those that one prctl(2) says are in it, asked one by one until the
 * kernel knows no more, which it says by EINVAL.
 */
static int
ask(int option, unsigned long operation, uint64_t *set)
{
	*set = 0;
	for (unsigned int number = 0; number < CAPABILITY_MAX; number++) {
		int has = operation == 0 ? prctl(option, number, 0, 0, 0) :
		    prctl(option, operation, number, 0, 0);

		if (has == -1)
			return errno == EINVAL ? 0 : -1;
		if (has == 1)
			*set |= CAPABILITY_BIT(number);
	}
	return 0;
}

int
creds_bounding(uint64_t *set)
{
	return ask(PR_CAPBSET_READ, 0, set);
}

int
creds_ambient(uint64_t *set)
{
	return ask(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, set);
}

int
creds_reduce(uint64_t keep)
{
	struct creds_sets sets;
	uint64_t bounding;

	if (creds_read(&sets) == -1 || creds_bounding(&bounding) == -1)
		return -1;
	bounding &= ~keep;
	for (; (sets.effective & CAPABILITY_BIT(CAP_SETPCAP)) != 0 &&
	    bounding != 0; bounding &= bounding - 1)
		prctl(PR_CAPBSET_DROP, capability_first(bounding), 0, 0, 0);
	sets.permitted &= keep;
	sets.effective &= keep;
	sets.inheritable = 0;
	return creds_write(&sets);
}

/*
 * The ambient set (Linux 4.3) is the only source of capabilities of a process
 * that is not root's and did not gain them from the file, capabilities(7).
 */
static bool
gained_capabilities(void)
{
	struct creds_sets sets;
	uint64_t ambient;

	if (getauxval(AT_EUID) == 0)
		return false;
	return creds_read(&sets) == -1 || creds_ambient(&ambient) == -1 ||
	    (sets.permitted & ~ambient) != 0;
}

void
creds_refuse_elevation(void)
{
	if (getauxval(AT_UID) != getauxval(AT_EUID) ||
	    getauxval(AT_GID) != getauxval(AT_EGID))
		die("refusing to run set-user-id or set-group-id");
	if (getauxval(AT_SECURE) != 0 && gained_capabilities())
		die("refusing to run with file capabilities");
}

bool
creds_trusts_environment(void)
{
	return getauxval(AT_SECURE) == 0;
}

bool
creds_has(unsigned int number)
{
	struct creds_sets sets;

	return creds_read(&sets) == 0 &&
	    (sets.effective & CAPABILITY_BIT(number)) != 0;
}
