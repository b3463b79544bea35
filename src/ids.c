/*
 * The ids of the process, by the system calls themselves: libc's ways see to
 * threads, of which there are none, and to signals of its own.
 */
#include "config.h"

#include "ids.h"

#include <sys/syscall.h>

#include <unistd.h>

/* Where the plain names have 16 bits, as on i386 and arm. */
#ifdef SYS_setresuid32
enum {
	GETGROUPS = SYS_getgroups32, SETGROUPS = SYS_setgroups32,
	GETRESGID = SYS_getresgid32, SETRESGID = SYS_setresgid32,
	GETRESUID = SYS_getresuid32, SETRESUID = SYS_setresuid32,
};
#else
enum {
	GETGROUPS = SYS_getgroups, SETGROUPS = SYS_setgroups,
	GETRESGID = SYS_getresgid, SETRESGID = SYS_setresgid,
	GETRESUID = SYS_getresuid, SETRESUID = SYS_setresuid,
};
#endif

int
ids_set_user(uint32_t uid)
{
	return (int)syscall(SETRESUID, uid, uid, uid);
}

int
ids_set_group(uint32_t gid)
{
	return (int)syscall(SETRESGID, gid, gid, gid);
}

int
ids_set_groups(size_t count, const uint32_t *groups)
{
	return (int)syscall(SETGROUPS, count, groups);
}

/* Whether what call, getresuid(2) or getresgid(2), tells is id throughout. */
static bool
are_all(long call, uint32_t id)
{
	uint32_t real, effective, saved;

	return syscall(call, &real, &effective, &saved) == 0 && real == id &&
	    effective == id && saved == id;
}

bool
ids_is_user(uint32_t uid)
{
	return are_all(GETRESUID, uid);
}

bool
ids_is_group(uint32_t gid)
{
	return are_all(GETRESGID, gid);
}

long
ids_groups(size_t size, uint32_t *groups)
{
	return syscall(GETGROUPS, size, groups);
}
