/*
 * Times as text.  gmtime(3) would read the time zone's file, of which UTC has
 * no need.  Pure: asks no clock.
 */
#include "config.h"

#include "clock.h"

#include <stdio.h>

#include "os.h"

enum { DAY = 24 * 60 * 60 };

/*
 * The date of a day since 1970, in years that begin with March, so that the
 * day which not every year has is the last one.  The calendar repeats every
 * 400 years, which are 146097 days; 719468 days lead from March of the year 0
 * to 1970.
 */
static void
date_of(int64_t day, int *year, int *month, int *mday)
{
	int64_t shifted = day + 719468, era = shifted / 146097;
	int64_t left = shifted % 146097;
	int64_t years = (left - left / 1460 + left / 36524 - left / 146096) /
	    365;
	int64_t in_year = left - (365 * years + years / 4 - years / 100);
	/* From March on the months have 31, 30, 31, 30, 31 days, and again. */
	int64_t months = (5 * in_year + 2) / 153;

	*mday = (int)(in_year - (153 * months + 2) / 5 + 1);
	*month = (int)(months < 10 ? months + 3 : months - 9);
	*year = (int)(era * 400 + years) + (*month <= 2);
}

struct clock_text
clock_time(int64_t since_1970)
{
	int64_t seconds = since_1970 / OS_SECOND;
	int year, month, mday, second = (int)(seconds % DAY);
	struct clock_text time;

	date_of(seconds / DAY, &year, &month, &mday);
	snprintf(time.text, sizeof(time.text),
	    "%04d-%02d-%02dT%02d:%02d:%02d.%09dZ", year, month, mday,
	    second / 3600, second / 60 % 60, second % 60,
	    (int)(since_1970 % OS_SECOND));
	return time;
}

struct clock_text
clock_span(int64_t span)
{
	long long ms = span / OS_MILLISECOND, seconds = span / OS_SECOND;
	struct clock_text words;

	if (ms < 1000)
		snprintf(words.text, sizeof(words.text), "%lldms", ms);
	else if (ms < 10000 && ms % 1000 >= 100)
		snprintf(words.text, sizeof(words.text), "%lld.%llds", seconds,
		    ms % 1000 / 100);
	else if (seconds < 60)
		snprintf(words.text, sizeof(words.text), "%llds", seconds);
	else if (seconds < 3600)
		snprintf(words.text, sizeof(words.text), "%lldm%llds",
		    seconds / 60, seconds % 60);
	else
		snprintf(words.text, sizeof(words.text), "%lldh%lldm",
		    seconds / 3600, seconds / 60 % 60);
	return words;
}
