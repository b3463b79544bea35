#ifndef PODINIT_DIE_H
#define PODINIT_DIE_H

/*
 * For what runs before the main process exists: says one line as an error and
 * ends podinit with status 125.  Never included by what runs afterwards.
 */
_Noreturn void
die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

#endif
