/*
 * Opens a path inside a root that somebody else may own and may be renaming
 * in, without ever leaving it.  What is done with it is the caller's affair.
 */
#include "config.h"

#include "resolve.h"

#include <sys/stat.h>

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"

/* As many as the kernel follows, path_resolution(7). */
enum { LINKS_MAX = 40 };

static void
replace(int *fd, int by)
{
	calls_close(*fd);
	*fd = by;
}

/* What is called name in dir; a link is opened itself. */
static int
open_entry(int dir, const char *name)
{
	return openat(dir, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
}

static bool
is_link(int fd)
{
	struct stat what;

	return fstat(fd, &what) == 0 && S_ISLNK(what.st_mode);
}

static int
duplicate(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, 0);
}

/*
 * Takes the first component off path into name.  Returns whether there was
 * one: NULL is left where it is too long.
 */
static bool
next_component(const char **path, char name[NAME_MAX + 1])
{
	size_t length;

	*path += strspn(*path, "/");
	length = strcspn(*path, "/");
	if (length == 0)
		return false;
	if (length > NAME_MAX) {
		*path = NULL;
		return false;
	}
	strlcpy(name, *path, length + 1);
	*path += length;
	return true;
}

int
resolve_plain(int root, const char *path)
{
	char name[NAME_MAX + 1];
	int at = duplicate(root);

	while (at != -1 && next_component(&path, name)) {
		replace(&at, open_entry(at, name));
		if (at != -1 && is_link(at)) {
			close(at);
			errno = ELOOP;
			return -1;
		}
	}
	if (at != -1 && path == NULL) {
		close(at);
		errno = ENAMETOOLONG;
		return -1;
	}
	return at;
}

/* A walk by hand, component by component. */
struct walk {
	int root;
	int at;				/* where it stands, or -1 */
	int links;			/* followed so far */
	char done[PATH_MAX];		/* the way from root to at, no links */
	char left[PATH_MAX];		/* the way still to go */
};

/* The kernel is never asked for "..", which could lead out of the root. */
static void
go_up(struct walk *walk)
{
	char *last = strrchr(walk->done, '/');

	if (last != NULL)
		*last = '\0';
	replace(&walk->at, resolve_plain(walk->root, walk->done));
}

static int
follow(struct walk *walk, int link, const char *left)
{
	char target[PATH_MAX], rest[PATH_MAX];
	ssize_t length;

	length = readlinkat(link, "", target, sizeof(target) - 1);
	if (length == -1)
		return -1;
	target[length] = '\0';
	strlcpy(rest, left, sizeof(rest));
	if (strlcpy(walk->left, target, PATH_MAX) >= PATH_MAX ||
	    strlcat(walk->left, "/", PATH_MAX) >= PATH_MAX ||
	    strlcat(walk->left, rest, PATH_MAX) >= PATH_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (++walk->links > LINKS_MAX) {
		errno = ELOOP;
		return -1;
	}
	if (target[0] == '/') {
		walk->done[0] = '\0';
		replace(&walk->at, duplicate(walk->root));
	}
	return walk->at == -1 ? -1 : 0;
}

/* Goes on to name; where that is a link, what it says is still to go. */
static void
go_down(struct walk *walk, const char *name, const char **left)
{
	int fd = open_entry(walk->at, name);

	if (fd != -1 && is_link(fd)) {
		if (follow(walk, fd, *left) == -1)
			replace(&walk->at, -1);
		*left = walk->left;
		calls_close(fd);
		return;
	}
	replace(&walk->at, fd);
	if (fd != -1 && (strlcat(walk->done, "/", PATH_MAX) >= PATH_MAX ||
	    strlcat(walk->done, name, PATH_MAX) >= PATH_MAX)) {
		errno = ENAMETOOLONG;
		replace(&walk->at, -1);
	}
}

/* openat2(2) with RESOLVE_IN_ROOT, by hand. */
static int
walk_by_hand(int root, const char *path)
{
	struct walk walk = { .root = root, .at = duplicate(root) };
	char name[NAME_MAX + 1];

	while (walk.at != -1 && next_component(&path, name)) {
		if (strcmp(name, ".") == 0)
			continue;
		if (strcmp(name, "..") == 0)
			go_up(&walk);
		else
			go_down(&walk, name, &path);
	}
	if (walk.at != -1 && path == NULL) {
		errno = ENAMETOOLONG;
		replace(&walk.at, -1);
	}
	return walk.at;
}

int
resolve_open(int root, const char *path)
{
	int fd = calls_open_in_root(root, path);

	if (fd == -1 && (calls_is_refused(errno) || errno == EAGAIN))
		return walk_by_hand(root, path);
	return fd;
}

/* Makes name in dir and opens it; a link put there meanwhile is no folder. */
static int
make_entry(int dir, const char *name, bool folder)
{
	int fd;

	if (folder) {
		if (mkdirat(dir, name, 0755) == -1)
			return -1;
	} else {
		fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL |
		    O_NOFOLLOW | O_CLOEXEC, 0644);
		if (fd == -1)
			return -1;
		close(fd);
	}
	fd = open_entry(dir, name);
	if (fd != -1 && is_link(fd)) {
		close(fd);
		errno = ELOOP;
		return -1;
	}
	return fd;
}

/* By itself, so that who finds what is there pays for no paths. */
static __attribute__((noinline)) int
make_each(int root, const char *path, bool folder)
{
	char prefix[PATH_MAX], name[NAME_MAX + 1];
	const char *left = path;
	int at = duplicate(root), next;

	while (at != -1 && next_component(&left, name)) {
		bool last = left[strspn(left, "/")] == '\0';

		strlcpy(prefix, path, (size_t)(left - path) + 1);
		next = resolve_open(root, prefix);
		if (next == -1 && errno == ENOENT)
			next = make_entry(at, name, folder || !last);
		/* Made by somebody else meanwhile; or a link to nothing. */
		if (next == -1 && errno == EEXIST)
			next = resolve_open(root, prefix);
		replace(&at, next);
	}
	return at;
}

int
resolve_make(int root, const char *path, bool folder)
{
	int fd = resolve_open(root, path);

	return fd == -1 && errno == ENOENT ? make_each(root, path, folder) :
	    fd;
}
