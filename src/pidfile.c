/*
 * The file of --pid-file.  Whose pid it holds, and how long, is the caller's
 * affair.
 */
#include "config.h"

#include "pidfile.h"

#include <sys/stat.h>

#include <bsd/string.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "os.h"

int
pidfile_open(struct pidfile *file, const char *path)
{
	char folder[PATH_MAX];
	struct stat what;
	size_t length;

	file->path = path;
	file->name = strrchr(path, '/');
	file->name = file->name == NULL ? path : file->name + 1;
	length = (size_t)(file->name - path);
	if (length >= sizeof(folder) || file->name[0] == '\0') {
		errno = file->name[0] == '\0' ? EISDIR : ENAMETOOLONG;
		return -1;
	}
	strlcpy(folder, length == 0 ? "." : path, length == 0 ? 2 : length + 1);
	file->written = 0;
	file->folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (file->folder == -1 ||
	    faccessat(file->folder, ".", W_OK | X_OK, 0) == -1)
		return -1;
	if (fstatat(file->folder, file->name, &what, AT_SYMLINK_NOFOLLOW) ==
	    -1)
		return errno == ENOENT ? 0 : -1;
	if (S_ISREG(what.st_mode))
		return 0;
	errno = S_ISDIR(what.st_mode) ? EISDIR : EEXIST;
	return -1;
}

/* Writes and renames temporary.  Returns the call that failed, or NULL. */
static const char *
write_as(struct pidfile *file, const char *temporary, pid_t pid)
{
	char text[16];
	struct stat what;
	ssize_t length, written;
	int fd, saved;

	fd = openat(file->folder, temporary,
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd == -1)
		return "open";
	length = snprintf(text, sizeof(text), "%d\n", (int)pid);
	written = write(fd, text, (size_t)length);
	if (written == length && fstat(fd, &what) == 0 &&
	    renameat(file->folder, temporary, file->folder, file->name) == 0) {
		file->written = what.st_ino;
		file->written_at = what.st_mtim;
		close(fd);
		return NULL;
	}
	saved = errno;
	close(fd);
	unlinkat(file->folder, temporary, 0);
	errno = saved;
	return written == length ? "rename" : "write";
}

void
pidfile_write(struct pidfile *file, pid_t pid)
{
	char temporary[64];
	const char *failed;

	if (file->folder == -1)
		return;
	snprintf(temporary, sizeof(temporary), ".podinit.%d.%llx",
	    (int)getpid(), (unsigned long long)os_now());
	failed = write_as(file, temporary, pid);
	if (failed != NULL)
		diag(DIAG_WARNING, "--pid-file: %s %s: %s", failed, file->path,
		    strerror(errno));
}

void
pidfile_remove(struct pidfile *file)
{
	struct stat what;

	if (file->written == 0 || fstatat(file->folder, file->name, &what,
	    AT_SYMLINK_NOFOLLOW) == -1)
		return;
	/* An inode's number may have become another file's since. */
	if (what.st_ino == file->written &&
	    what.st_mtim.tv_sec == file->written_at.tv_sec &&
	    what.st_mtim.tv_nsec == file->written_at.tv_nsec)
		unlinkat(file->folder, file->name, 0);
}
