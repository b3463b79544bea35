/*
 * api: stands for the part that answers requests.
 *
 *	main
 *	`- api
 */
#include "app.h"

int
main(void)
{
	app_serve("api");
	return 0;
}
