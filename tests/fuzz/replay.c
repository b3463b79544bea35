/*
 * Feeds files to a fuzz target, as libFuzzer would, with any compiler: the
 * corpus is replayed by make check.
 */
#include "config.h"

#include "fuzz.h"

/* Larger than any file that is worth keeping. */
enum { SIZE_MAX_REPLAYED = 1 << 20 };

static void
replay(const char *path)
{
	uint8_t *bytes = malloc(SIZE_MAX_REPLAYED);
	FILE *file = fopen(path, "rb");
	size_t size;

	if (bytes == NULL || file == NULL) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	size = fread(bytes, 1, SIZE_MAX_REPLAYED, file);
	if (ferror(file) || !feof(file)) {
		fprintf(stderr, "%s: cannot be read as a whole\n", path);
		exit(EXIT_FAILURE);
	}
	fclose(file);
	LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	return EXIT_SUCCESS;
}
