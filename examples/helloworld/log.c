/*
 * log: stands for the part that keeps the log.
 *
 *	main
 *	`- log
 */
#include "app.h"

int
main(void)
{
	app_serve("log");
	return 0;
}
