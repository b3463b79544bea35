/*
 * Makes one line that prints out of any text, so that nobody's name can forge
 * another line or steer a terminal.  Pure.
 */
#include "config.h"

#include "printable.h"

#include <stdbool.h>
#include <string.h>

size_t
printable_line(char *line, size_t size, const char *text)
{
	static const char hex[] = "0123456789abcdef";
	const size_t room = size - sizeof("...\n");
	size_t length = 0;

	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;
		bool prints = byte >= 0x20 && byte < 0x7f;

		if (length + (prints ? 1 : 4) > room) {
			memcpy(line + length, "...", 3);
			length += 3;
			break;
		}
		if (prints) {
			line[length++] = *text;
			continue;
		}
		line[length++] = '\\';
		line[length++] = 'x';
		line[length++] = hex[byte >> 4];
		line[length++] = hex[byte & 0xf];
	}
	line[length++] = '\n';
	return length;
}
