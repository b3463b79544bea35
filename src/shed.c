/*
 * Which of the descriptors podinit keeps once main runs.
 */
#include "config.h"

#include "shed.h"

#include <unistd.h>

#include "descriptors.h"
#include "diag.h"
#include "report.h"

void
shed(const struct supervisor *self)
{
	int keep[5 + REPORT_DESCRIPTORS] = {
		STDERR_FILENO, self->terminal.fd,
		self->outer != NULL ? self->outer->fd : -1,
		self->inner != NULL ? self->inner->fd : -1,
		diag_needs_output() ? STDOUT_FILENO : -1,
	};

	report_descriptors(self->report, keep + 5);
	descriptors_close_all_but(keep, sizeof(keep) / sizeof(keep[0]));
}
