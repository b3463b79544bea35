/*
 * What makes new namespaces fit to live in: the names of the host, the loopback
 * device, the clocks.  Mounts have a room of their own.
 */
#include "config.h"

#include "furnish.h"

#include <sys/ioctl.h>
#include <sys/socket.h>

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "die.h"
#include "namespace.h"
#include "os.h"
#include "procfs.h"
#include "refusal.h"

/* __NEW_UTS_LEN of the kernel. */
enum { HOST_NAME_MAX_LENGTH = 64 };

static void
name_host(const char *call, int (*set)(const char *, size_t),
    const char *name)
{
	if (name == NULL || set(name, strlen(name)) == 0)
		return;
	if (strlen(name) > HOST_NAME_MAX_LENGTH)
		die("%s %s: %s (longer than %d bytes)", call, name,
		    strerror(errno), HOST_NAME_MAX_LENGTH);
	die("%s %s: %s%s", call, name, strerror(errno),
	    refusal_hint(errno).text);
}

/* The kernel gives lo its addresses when it comes up, netdevice(7). */
static void
bring_up_loopback(void)
{
	struct ifreq request = { 0 };
	int fd;

	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd == -1)
		die("socket to bring lo up by: %s", strerror(errno));
	strlcpy(request.ifr_name, "lo", sizeof(request.ifr_name));
	if (ioctl(fd, SIOCGIFFLAGS, &request) == -1)
		die("ioctl SIOCGIFFLAGS lo: %s", strerror(errno));
	request.ifr_flags |= IFF_UP;
	if (ioctl(fd, SIOCSIFFLAGS, &request) == -1)
		die("ioctl SIOCSIFFLAGS lo: %s%s", strerror(errno),
		    refusal_hint(errno).text);
	close(fd);
}

/* An offset as time_namespaces(7) has it: the nanoseconds are not negative. */
static int
format_offset(char *text, size_t size, const char *clock, int64_t offset)
{
	int64_t rest = (offset % OS_SECOND + OS_SECOND) % OS_SECOND;

	return snprintf(text, size, "%s %lld %lld\n", clock,
	    (long long)((offset - rest) / OS_SECOND), (long long)rest);
}

/*
 * The clocks can be set until the first process is in the namespace.  Podinit
 * itself does not get there: what it starts does.
 */
static void
set_clocks(const struct plan *plan)
{
	char text[128];
	int proc, fd, length;

	if (unshare(CLONE_NEWTIME) == -1)
		namespace_die("unshare", 1U << NAMESPACE_TIME, errno);
	if (plan->monotonic_offset == 0 && plan->boottime_offset == 0)
		return;
	proc = procfs_open();
	if (proc == -1)
		die("open /proc to set the clocks: %s", strerror(errno));
	fd = openat(proc, "self/timens_offsets",
	    O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd == -1)
		die("open /proc/self/timens_offsets: %s",
		    strerror(errno));
	if (!procfs_is(fd))
		die("/proc/self/timens_offsets: not of a procfs");
	length = format_offset(text, sizeof(text), "monotonic",
	    plan->monotonic_offset);
	length += format_offset(text + length, sizeof(text) - (size_t)length,
	    "boottime", plan->boottime_offset);
	if (write(fd, text, (size_t)length) != length)
		die("set the clocks of the time namespace: %s%s",
		    strerror(errno), errno == ERANGE ?
		    " (a clock would be before 0, or too far ahead)" : "");
	close(fd);
	close(proc);
}

void
namespace_furnish(const struct plan *plan)
{
	name_host("sethostname", sethostname, plan->hostname);
	name_host("setdomainname", setdomainname, plan->domainname);
	if (NAMESPACE_IN(plan->new_namespaces, NAMESPACE_NET))
		bring_up_loopback();
	if (NAMESPACE_IN(plan->new_namespaces, NAMESPACE_TIME))
		set_clocks(plan);
}
