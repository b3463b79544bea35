/*
 * What every unit test program shares: a main that runs its tests and speaks
 * TAP, and memory that tells who reads or writes past its end.  A test of one
 * module is in check_MODULE.c.
 */
#ifndef UNIT_H
#define UNIT_H

#include <sys/mman.h>

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define UNIT_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/*
 * size bytes, the last of them before memory that cannot be touched: whoever
 * goes on dies there, in any build.  They are zero.  Never freed: each test is
 * a process of its own.
 */
static inline char *
unit_room(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t whole = (size + page - 1) / page * page;
	char *start = mmap(NULL, whole + page, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	ck_assert_ptr_ne(start, MAP_FAILED);
	ck_assert_int_eq(mprotect(start + whole, page, PROT_NONE), 0);
	return start + whole - size;
}

/* A copy of text whose NUL is the last byte of such memory. */
static inline char *
unit_text(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(unit_room(size), text, size);
}

/* Copies of words, which end with NULL, in an array in such memory. */
static inline char **
unit_words(const char *const *words)
{
	size_t count = 0;
	char **copy;

	while (words[count] != NULL)
		count++;
	copy = (char **)(void *)unit_room((count + 1) * sizeof(*copy));
	for (size_t i = 0; i < count; i++)
		copy[i] = unit_text(words[i]);
	return copy;
}

/* A text of so many times the same byte. */
static inline char *
unit_long(char byte, size_t length)
{
	char *text = unit_room(length + 1);

	memset(text, byte, length);
	return text;
}

static inline int
unit_run(const char *module, const TTest *const *tests, size_t count)
{
	Suite *suite = suite_create(module);
	TCase *all = tcase_create(module);
	SRunner *runner = srunner_create(suite);
	int failed;

	/* Enough for a busy machine; only a test that hangs gets there. */
	tcase_set_timeout(all, 120);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(all, tests[i]);
	suite_add_tcase(suite, all);
	srunner_set_tap(runner, "-");
	srunner_run_all(runner, CK_SILENT);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* The main of a program that checks module by the tests that follow. */
#define UNIT_MAIN(module, ...)						\
	int								\
	main(void)							\
	{								\
		const TTest *const tests[] = { __VA_ARGS__ };		\
									\
		return unit_run(module, tests, UNIT_COUNT(tests));	\
	}

#endif
