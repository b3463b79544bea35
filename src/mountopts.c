/*
 * What is to be mounted and how, from words: the values of --bind, --tmpfs and
 * --proc-options to flags, propagation and data.  Pure: nothing is mounted.
 */
#include "config.h"

#include "mountopts.h"

#include <sys/mount.h>

#include <bsd/string.h>
#include <string.h>

enum effect { EFFECT_SET, EFFECT_CLEAR, EFFECT_PROPAGATION, EFFECT_DEPTH };

static const struct word {
	char text[12];
	unsigned char effect;
	unsigned int value;
} words[] = {
	{ "ro", EFFECT_SET, MS_RDONLY },
	{ "nosuid", EFFECT_SET, MS_NOSUID },
	{ "nodev", EFFECT_SET, MS_NODEV },
	{ "noexec", EFFECT_SET, MS_NOEXEC },
	{ "rw", EFFECT_CLEAR, MS_RDONLY },
	{ "suid", EFFECT_CLEAR, MS_NOSUID },
	{ "dev", EFFECT_CLEAR, MS_NODEV },
	{ "exec", EFFECT_CLEAR, MS_NOEXEC },
	{ "private", EFFECT_PROPAGATION, MS_PRIVATE },
	{ "rprivate", EFFECT_PROPAGATION, MS_PRIVATE | MS_REC },
	{ "slave", EFFECT_PROPAGATION, MS_SLAVE },
	{ "rslave", EFFECT_PROPAGATION, MS_SLAVE | MS_REC },
	{ "shared", EFFECT_PROPAGATION, MS_SHARED },
	{ "rshared", EFFECT_PROPAGATION, MS_SHARED | MS_REC },
	{ "unbindable", EFFECT_PROPAGATION, MS_UNBINDABLE },
	{ "runbindable", EFFECT_PROPAGATION, MS_UNBINDABLE | MS_REC },
	{ "bind", EFFECT_DEPTH, false },
	{ "rbind", EFFECT_DEPTH, true },
};

static const char bind_expected[] = "SRC:DST[:OPTIONS], DST absolute; ro, rw,"
    " nosuid, nodev, noexec, bind, rbind, [r]private, [r]slave, [r]shared,"
    " [r]unbindable";

/* Does what the word of that length says; false where there is none. */
static bool
take_word(struct mountopts *options, const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const struct word *word = &words[i];

		if (strlen(word->text) != length ||
		    memcmp(word->text, text, length) != 0)
			continue;
		switch (word->effect) {
		case EFFECT_SET:
			options->manner.flags |= word->value;
			break;
		case EFFECT_CLEAR:
			options->manner.flags &= ~(unsigned long)word->value;
			break;
		case EFFECT_PROPAGATION:
			options->propagation = word->value;
			break;
		case EFFECT_DEPTH:
			options->recursive = word->value;
			break;
		}
		return true;
	}
	return false;
}

/* Adds a word to what the file system reads; false where there is no room. */
static bool
keep_word(struct mountopts_manner *manner, const char *text, size_t length)
{
	size_t used = strlen(manner->data);

	if (length == 0 || used + 1 + length >= sizeof(manner->data))
		return false;
	if (used > 0)
		manner->data[used++] = ',';
	strlcpy(manner->data + used, text, length + 1);
	return true;
}

/* Copies a path of that length that begins with a slash and names no root. */
static bool
take_target(struct mountopts *options, const char *text, size_t length)
{
	if (length >= sizeof(options->target) || text[0] != '/' ||
	    strspn(text, "/.") >= length)
		return false;
	strlcpy(options->target, text, length + 1);
	return true;
}

const char *
mountopts_bind(const char *text, struct mountopts *options)
{
	size_t source = strcspn(text, ":"), target, length;
	const char *list;

	*options = (struct mountopts){ .recursive = true };
	if (source == 0 || source >= sizeof(options->source) ||
	    text[source] == '\0')
		return bind_expected;
	strlcpy(options->source, text, source + 1);
	text += source + 1;
	target = strcspn(text, ":");
	if (!take_target(options, text, target))
		return bind_expected;
	for (list = text + target; *list != '\0'; list += length) {
		length = strcspn(++list, ",");
		if (!take_word(options, list, length))
			return bind_expected;
	}
	return NULL;
}

const char *
mountopts_tmpfs(const char *text, struct mountopts *options)
{
	static const char expected[] = "DST[:OPTIONS], DST absolute; ro, "
	    "nosuid, nodev, noexec, size=, mode=, ...";
	size_t target = strcspn(text, ":"), length;
	const char *list;

	*options = (struct mountopts){ .manner.flags = MS_NOSUID | MS_NODEV };
	if (!take_target(options, text, target))
		return expected;
	for (list = text + target; *list != '\0'; list += length) {
		length = strcspn(++list, ",");
		if (!take_word(options, list, length) &&
		    !keep_word(&options->manner, list, length))
			return expected;
	}
	return options->propagation != 0 ? expected : NULL;
}

const char *
mountopts_proc(const char *list, struct mountopts_manner *manner)
{
	static const char known[][20] = {
		"hidepid=0", "hidepid=1", "hidepid=2", "hidepid=4",
		"hidepid=off", "hidepid=noaccess", "hidepid=invisible",
		"hidepid=ptraceable", "subset=pid",
	};
	size_t length, i;

	manner->flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
	manner->data[0] = '\0';
	while (list != NULL) {
		length = strcspn(list, ",");
		for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			if (strlen(known[i]) == length &&
			    memcmp(known[i], list, length) == 0)
				break;
		if (length == 2 && memcmp(list, "ro", 2) == 0)
			manner->flags |= MS_RDONLY;
		else if (i == sizeof(known) / sizeof(known[0]) ||
		    !keep_word(manner, list, length))
			return "hidepid=0, 1, 2 or 4, subset=pid, ro, commas"
			    " between";
		list = list[length] == ',' ? list + length + 1 : NULL;
	}
	return NULL;
}

const char *
mountopts_target(const char *text, struct mountopts *options)
{
	*options = (struct mountopts){ 0 };
	if (!take_target(options, text, strlen(text)))
		return "an absolute path below the root";
	return NULL;
}

bool
mountopts_follows(const struct mountopts *options)
{
	return (options->propagation & (MS_SLAVE | MS_SHARED)) != 0;
}
