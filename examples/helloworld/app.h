/*
 * app: what the four programs of the example share: they say what happens to
 * them, a line for each thing, and they serve until TERM comes.
 */
#ifndef APP_H
#define APP_H

void	app_say(const char *, const char *, ...)
	    __attribute__((__format__(__printf__, 2, 3)));
void	app_serve(const char *);

#endif
