# The flags that every object and every program of podinit is built with.
# Each is tried with this compiler and this linker, and left out where they do
# not know it.

# PODINIT_TRY_CFLAG(FLAG, VARIABLE)
# Appends FLAG to VARIABLE where the compiler takes it without a word.
AC_DEFUN([PODINIT_TRY_CFLAG], [
AS_VAR_PUSHDEF([result], [podinit_cv_cflag_$1])
AC_CACHE_CHECK([whether $CC accepts $1], [result], [
	podinit_saved_CFLAGS=$CFLAGS
	CFLAGS="$CFLAGS -Werror $1"
	AC_COMPILE_IFELSE([AC_LANG_PROGRAM()],
	    [AS_VAR_SET([result], [yes])], [AS_VAR_SET([result], [no])])
	CFLAGS=$podinit_saved_CFLAGS
])
AS_VAR_IF([result], [yes], [AS_VAR_APPEND([$2], [" $1"])])
AS_VAR_POPDEF([result])
])

# PODINIT_TRY_LDFLAG(FLAG, VARIABLE)
# Appends FLAG to VARIABLE where the linker takes it without a word.
AC_DEFUN([PODINIT_TRY_LDFLAG], [
AS_VAR_PUSHDEF([result], [podinit_cv_ldflag_$1])
AC_CACHE_CHECK([whether the linker accepts $1], [result], [
	podinit_saved_LDFLAGS=$LDFLAGS
	LDFLAGS="$LDFLAGS -Werror $1"
	AC_LINK_IFELSE([AC_LANG_PROGRAM()],
	    [AS_VAR_SET([result], [yes])], [AS_VAR_SET([result], [no])])
	LDFLAGS=$podinit_saved_LDFLAGS
])
AS_VAR_IF([result], [yes], [AS_VAR_APPEND([$2], [" $1"])])
AS_VAR_POPDEF([result])
])

# PODINIT_WARNINGS
# Sets WARNING_CFLAGS; --enable-werror makes errors of them.
AC_DEFUN([PODINIT_WARNINGS], [
AC_ARG_ENABLE([werror],
    [AS_HELP_STRING([--enable-werror], [a warning ends the build])])
WARNING_CFLAGS=
m4_foreach_w([flag], [-Wall -Wextra -Wconversion -Wshadow
    -Wstrict-prototypes -Wmissing-prototypes -Wformat=2],
    [PODINIT_TRY_CFLAG(m4_defn([flag]), [WARNING_CFLAGS])])
AS_IF([test "x$enable_werror" = xyes],
    [AS_VAR_APPEND([WARNING_CFLAGS], [" -Werror"])])
AC_SUBST([WARNING_CFLAGS])
])

# PODINIT_TRY_STATIC(FLAG, ACTION-IF-STATIC, ACTION-IF-NOT)
# Some drivers take -static-pie and make a dynamic PIE of it, so the program
# itself is asked: the kernel tells a program that was started by a dynamic
# linker where that linker is.
AC_DEFUN([PODINIT_TRY_STATIC], [
AS_VAR_PUSHDEF([result], [podinit_cv_static_$1])
AC_CACHE_CHECK([whether $1 makes a static program], [result], [
	podinit_saved_LDFLAGS=$LDFLAGS
	LDFLAGS="$LDFLAGS $1"
	AC_RUN_IFELSE([AC_LANG_PROGRAM([[#include <sys/auxv.h>]],
	    [[return getauxval(AT_BASE) != 0;]])],
	    [AS_VAR_SET([result], [yes])], [AS_VAR_SET([result], [no])],
	    [AC_LINK_IFELSE([AC_LANG_PROGRAM()],
		[AS_VAR_SET([result], [yes])], [AS_VAR_SET([result], [no])])])
	LDFLAGS=$podinit_saved_LDFLAGS
])
AS_VAR_IF([result], [yes], [$2], [$3])
AS_VAR_POPDEF([result])
])

# PODINIT_LINKAGE
# Static, and position-independent where that can be had together.
AC_DEFUN([PODINIT_LINKAGE], [
podinit_saved_CFLAGS=$CFLAGS
CFLAGS="$CFLAGS -fPIE"
PODINIT_TRY_STATIC([-static-pie],
    [AS_VAR_APPEND([HARDENING_CFLAGS], [" -fPIE"])
     AS_VAR_APPEND([HARDENING_LDFLAGS], [" -static-pie"])],
    [PODINIT_TRY_STATIC([-static],
	[AS_VAR_APPEND([HARDENING_LDFLAGS], [" -static"])],
	[AC_MSG_ERROR([$CC cannot link a static program: is libc.a there?])])])
CFLAGS=$podinit_saved_CFLAGS
])

# PODINIT_FORTIFY
# Fortified functions need the optimiser; without it the macro only warns.
# Some distributions' compilers define it themselves, hence the -U.
AC_DEFUN([PODINIT_FORTIFY], [
AC_CACHE_CHECK([whether $CC optimises], [podinit_cv_optimises], [
	AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[
		#ifndef __OPTIMIZE__
		#error not optimising
		#endif
	]])], [podinit_cv_optimises=yes], [podinit_cv_optimises=no])
])
AS_VAR_IF([podinit_cv_optimises], [yes],
    [HARDENING_CPPFLAGS="-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2"])
])

# PODINIT_SANITIZERS
# Any finding ends the program, so that no test can pass over one.
AC_DEFUN([PODINIT_SANITIZERS], [
HARDENING_CPPFLAGS=-U_FORTIFY_SOURCE
HARDENING_CFLAGS="-fsanitize=address,undefined -fno-sanitize-recover=all"
AS_VAR_APPEND([HARDENING_CFLAGS], [" -fno-omit-frame-pointer"])
HARDENING_LDFLAGS="-fsanitize=address,undefined"
])

# PODINIT_HARDENING
# Sets HARDENING_CPPFLAGS, HARDENING_CFLAGS and HARDENING_LDFLAGS.  The
# sanitizers bring a runtime that is neither static nor fortified, so they
# stand in for all of it.
AC_DEFUN([PODINIT_HARDENING], [
AC_ARG_ENABLE([sanitizers],
    [AS_HELP_STRING([--enable-sanitizers],
	[build with AddressSanitizer and UBSan, for testing only])])
HARDENING_CPPFLAGS=
HARDENING_CFLAGS=
HARDENING_LDFLAGS=
AS_IF([test "x$enable_sanitizers" = xyes], [PODINIT_SANITIZERS], [
	PODINIT_FORTIFY
	m4_foreach_w([flag], [-fstack-protector-strong
	    -fstack-clash-protection -fcf-protection],
	    [PODINIT_TRY_CFLAG(m4_defn([flag]), [HARDENING_CFLAGS])])
	m4_foreach_w([flag], [-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack],
	    [PODINIT_TRY_LDFLAG(m4_defn([flag]), [HARDENING_LDFLAGS])])
	PODINIT_LINKAGE
])
AC_SUBST([HARDENING_CPPFLAGS])
AC_SUBST([HARDENING_CFLAGS])
AC_SUBST([HARDENING_LDFLAGS])
])
