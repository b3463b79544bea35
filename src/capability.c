/*
 * The capabilities by name and number.  Pure: who has which is the caller's
 * affair.
 */
#include "config.h"

#include "capability.h"

#include <bsd/string.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Headers that know more are no reason to fail: those go by number. */
static const char names[][20] = {
	[CAP_CHOWN] = "CHOWN",
	[CAP_DAC_OVERRIDE] = "DAC_OVERRIDE",
	[CAP_DAC_READ_SEARCH] = "DAC_READ_SEARCH",
	[CAP_FOWNER] = "FOWNER",
	[CAP_FSETID] = "FSETID",
	[CAP_KILL] = "KILL",
	[CAP_SETGID] = "SETGID",
	[CAP_SETUID] = "SETUID",
	[CAP_SETPCAP] = "SETPCAP",
	[CAP_LINUX_IMMUTABLE] = "LINUX_IMMUTABLE",
	[CAP_NET_BIND_SERVICE] = "NET_BIND_SERVICE",
	[CAP_NET_BROADCAST] = "NET_BROADCAST",
	[CAP_NET_ADMIN] = "NET_ADMIN",
	[CAP_NET_RAW] = "NET_RAW",
	[CAP_IPC_LOCK] = "IPC_LOCK",
	[CAP_IPC_OWNER] = "IPC_OWNER",
	[CAP_SYS_MODULE] = "SYS_MODULE",
	[CAP_SYS_RAWIO] = "SYS_RAWIO",
	[CAP_SYS_CHROOT] = "SYS_CHROOT",
	[CAP_SYS_PTRACE] = "SYS_PTRACE",
	[CAP_SYS_PACCT] = "SYS_PACCT",
	[CAP_SYS_ADMIN] = "SYS_ADMIN",
	[CAP_SYS_BOOT] = "SYS_BOOT",
	[CAP_SYS_NICE] = "SYS_NICE",
	[CAP_SYS_RESOURCE] = "SYS_RESOURCE",
	[CAP_SYS_TIME] = "SYS_TIME",
	[CAP_SYS_TTY_CONFIG] = "SYS_TTY_CONFIG",
	[CAP_MKNOD] = "MKNOD",
	[CAP_LEASE] = "LEASE",
	[CAP_AUDIT_WRITE] = "AUDIT_WRITE",
	[CAP_AUDIT_CONTROL] = "AUDIT_CONTROL",
	[CAP_SETFCAP] = "SETFCAP",
	[CAP_MAC_OVERRIDE] = "MAC_OVERRIDE",
	[CAP_MAC_ADMIN] = "MAC_ADMIN",
	[CAP_SYSLOG] = "SYSLOG",
	[CAP_WAKE_ALARM] = "WAKE_ALARM",
	[CAP_BLOCK_SUSPEND] = "BLOCK_SUSPEND",
	[CAP_AUDIT_READ] = "AUDIT_READ",
	[38] = "PERFMON",		/* Linux 5.8 */
	[39] = "BPF",			/* Linux 5.8 */
	[40] = "CHECKPOINT_RESTORE",	/* Linux 5.9 */
};

enum { NAMED = sizeof(names) / sizeof(names[0]) };

/* The number of the capability called word, or -1. */
static int
number_of(const char *word)
{
	if (strncasecmp(word, "CAP_", 4) == 0)
		word += 4;
	for (int number = 0; number < NAMED; number++)
		if (strcasecmp(word, names[number]) == 0)
			return number;
	return -1;
}

const char *
capability_parse(const char *text, bool may_be_all, uint64_t *set)
{
	char word[sizeof(struct capability_name)];
	uint64_t result = *set;

	for (;; text++) {
		size_t length = strcspn(text, ",");
		int number = -1;

		if (length < sizeof(word)) {
			strlcpy(word, text, length + 1);
			number = number_of(word);
		}
		if (number != -1)
			result |= CAPABILITY_BIT(number);
		else if (may_be_all && length < sizeof(word) &&
		    strcasecmp(word, "ALL") == 0)
			result = CAPABILITY_ALL;
		else
			return may_be_all ? "capabilities such as"
			    " NET_BIND_SERVICE, commas between, or ALL" :
			    "capabilities such as NET_BIND_SERVICE, commas"
			    " between";
		text += length;
		if (*text == '\0')
			break;
	}
	*set = result;
	return NULL;
}

struct capability_name
capability_name(unsigned int number)
{
	struct capability_name name;

	if (number < NAMED)
		snprintf(name.text, sizeof(name.text), "CAP_%s",
		    names[number]);
	else
		snprintf(name.text, sizeof(name.text), "CAP_%u", number);
	return name;
}

unsigned int
capability_first(uint64_t set)
{
	return (unsigned int)__builtin_ctzll(set);
}
