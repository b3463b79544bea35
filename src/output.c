/*
 * Writes that cannot block, whatever a descriptor is of and whoever shares it.
 * What is written, and what becomes of that which was not, is the caller's
 * affair.
 */
#include "config.h"

#include "output.h"

#include <sys/socket.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "os.h"

/*
 * A terminal knows no RWF_NOWAIT, and O_NONBLOCK set on the descriptor would
 * show in every process that shares it.  So it is opened once more, for this
 * line alone.
 */
static ssize_t
write_terminal(int shared, const void *bytes, size_t count)
{
	char path[32];
	ssize_t written;
	int fd, saved;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", shared);
	fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	written = write(fd, bytes, count);
	saved = errno;
	close(fd);
	errno = saved;
	return written;
}

/* What is left for a device or a kernel without RWF_NOWAIT. */
static ssize_t
write_when_ready(int fd, const void *bytes, size_t count)
{
	struct pollfd ready = { .fd = fd, .events = POLLOUT };

	if (poll(&ready, 1, 0) == 1 && (ready.revents & POLLOUT))
		return write(fd, bytes, count);
	errno = EAGAIN;
	return -1;
}

/*
 * Poll and then write would race with the main process's own writes to the
 * same pipe; a write that does not wait cannot.
 */
ssize_t
output_now(int fd, const void *bytes, size_t count)
{
	struct stat what;
	ssize_t written;
	int reason;

	written = os_write_now(fd, bytes, count);
	if (written != -1)
		return written;
	reason = errno;
	if (reason == EPIPE || fstat(fd, &what) == -1)
		return -1;
	/* Some file systems refuse the flag; none makes us wait. */
	if (S_ISREG(what.st_mode))
		return write(fd, bytes, count);
	if (reason == EAGAIN) {
		errno = EAGAIN;
		return -1;
	}
	if (S_ISSOCK(what.st_mode))
		return send(fd, bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (isatty(fd)) {
		written = write_terminal(fd, bytes, count);
		if (written != -1)
			return written;
	}
	return write_when_ready(fd, bytes, count);
}
