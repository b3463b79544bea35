/*
 * Identity and privilege: refuses what nobody should have given us.
 */
#include "config.h"

#include "creds.h"

#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <linux/capability.h>
#include <unistd.h>

#include "die.h"

/* The effective and permitted sets, as capget(2) fills them. */
static bool
read_capabilities(struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3])
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};

	return syscall(SYS_capget, &header, sets) == 0;
}

/*
 * The ambient set (Linux 4.3) is the only source of capabilities of a process
 * that is not root's and did not gain them from the file, capabilities(7).
 */
static bool
gained_capabilities(void)
{
	struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];

	if (getauxval(AT_EUID) == 0)
		return false;
	if (!read_capabilities(sets))
		return true;
	for (unsigned int number = 0; number < 64; number++) {
		if (!(sets[number / 32].permitted >> number % 32 & 1))
			continue;
		if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, number, 0,
		    0) != 1)
			return true;
	}
	return false;
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
creds_may_make_namespaces(void)
{
	struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];

	return read_capabilities(sets) &&
	    (sets[CAP_SYS_ADMIN / 32].effective >> CAP_SYS_ADMIN % 32 & 1);
}
