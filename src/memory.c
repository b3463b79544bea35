/*
 * Memory for what is known only once podinit is where main will be: how many
 * groups a user has, what a secret says.  It is had before main is started,
 * when to end is still the right answer to having none, and is never given
 * back.  Afterwards it is borrowed for a moment, by who can do without: a
 * deep frame would leave its pages with podinit for good.
 */
#include "config.h"

#include "memory.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "die.h"

void *
memory_borrow(size_t size)
{
	void *start = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return start == MAP_FAILED ? NULL : start;
}

void
memory_return(void *start, size_t size)
{
	munmap(start, size);
}

void *
memory_take(size_t size)
{
	void *start = memory_borrow(size);

	if (start == NULL)
		die("mmap %zu bytes: %s", size, strerror(errno));
	return start;
}

/* Reads up to size bytes.  Returns how many there were, or -1 with errno. */
static ssize_t
read_all(int fd, char *text, size_t size)
{
	size_t length = 0;
	ssize_t got;

	do {
		got = read(fd, text + length, size - length);
		if (got > 0)
			length += (size_t)got;
	} while ((got == -1 && errno == EINTR) || (got > 0 && length < size));
	return got == -1 ? -1 : (ssize_t)length;
}

char *
memory_read(int fd, size_t most, size_t *length, struct lines_reason *why)
{
	/* Its size is not asked for: it may grow, or be unknown. */
	char *text = memory_take(most + 2);
	ssize_t got = read_all(fd, text, most + 1);

	if (got == -1)
		snprintf(why->text, sizeof(why->text), "%s", strerror(errno));
	else if ((size_t)got > most)
		snprintf(why->text, sizeof(why->text), "larger than %zu bytes",
		    most);
	if (got == -1 || (size_t)got > most)
		return NULL;
	text[*length = (size_t)got] = '\0';
	return text;
}

char *
memory_of_file(int fd, size_t most, size_t *length, struct lines_reason *why)
{
	struct stat what;
	char *text = NULL;

	if (fd == -1 || fstat(fd, &what) == -1)
		snprintf(why->text, sizeof(why->text), "%s", strerror(errno));
	else if (!S_ISREG(what.st_mode))
		snprintf(why->text, sizeof(why->text), "not a regular file");
	else
		text = memory_read(fd, most, length, why);
	if (fd != -1)
		close(fd);
	return text;
}
