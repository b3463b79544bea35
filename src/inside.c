/*
 * Opens the files of the root that main will have, which may be anybody's.
 * What is in them is the caller's affair.
 */
#include "config.h"

#include "inside.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>

#include "calls.h"
#include "resolve.h"

static bool
is_regular(int fd)
{
	struct stat what;

	return fstat(fd, &what) == 0 && S_ISREG(what.st_mode);
}

static bool
are_the_same(int one, int other)
{
	struct stat first, second;

	return fstat(one, &first) == 0 && fstat(other, &second) == 0 &&
	    first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

int
inside_open(const char *path)
{
	int root, found, fd = -1;

	root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (root == -1)
		return -1;
	found = resolve_open(root, path);
	calls_close(root);
	if (found == -1 || !is_regular(found))
		return found;
	/*
	 * What O_PATH has found can be opened by /proc alone, which need not
	 * be there: so by name, and it has to be what was found.
	 */
	fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd != -1 && !are_the_same(fd, found)) {
		calls_close(fd);
		fd = -1;
		errno = EXDEV;
	}
	calls_close(found);
	return fd;
}
