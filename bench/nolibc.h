/*
 * What a program needs that is linked without a C library: an entry point,
 * and system calls.  For the yardsticks of the benchmark alone.
 */
#ifndef BENCH_NOLIBC_H
#define BENCH_NOLIBC_H

#include <asm/unistd.h>

/* What the program does, from its stack on: argc, argv, NULL, environment. */
void
begin(long *stack) __attribute__((noreturn, used));

#if defined(__x86_64__)

__asm__(".globl _start\n_start: xor %ebp, %ebp\n mov %rsp, %rdi\n"
	"and $-16, %rsp\n call begin\n");

static inline __attribute__((always_inline)) long
call4(long number, long one, long two, long three, long four)
{
	register long fourth __asm__("r10") = four;
	long result;

	__asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(one),
	    "S"(two), "d"(three), "r"(fourth) : "rcx", "r11", "memory");
	return result;
}

static inline __attribute__((always_inline)) long
call5(long number, long one, long two, long three, long four, long five)
{
	register long fourth __asm__("r10") = four;
	register long fifth __asm__("r8") = five;
	long result;

	__asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(one),
	    "S"(two), "d"(three), "r"(fourth), "r"(fifth) :
	    "rcx", "r11", "memory");
	return result;
}

#elif defined(__aarch64__)

__asm__(".globl _start\n_start: mov x0, sp\n bl begin\n");

static inline __attribute__((always_inline)) long
call5(long number, long one, long two, long three, long four, long five)
{
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = one;
	register long x1 __asm__("x1") = two;
	register long x2 __asm__("x2") = three;
	register long x3 __asm__("x3") = four;
	register long x4 __asm__("x4") = five;

	__asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2),
	    "r"(x3), "r"(x4) : "memory");
	return x0;
}

static inline __attribute__((always_inline)) long
call4(long number, long one, long two, long three, long four)
{
	return call5(number, one, two, three, four, 0);
}

#else
#error "the benchmark knows x86-64 and arm64"
#endif

#define CALL0(name)		call4(__NR_##name, 0, 0, 0, 0)
#define CALL1(name, a)		call4(__NR_##name, (long)(a), 0, 0, 0)
#define CALL2(name, a, b)	call4(__NR_##name, (long)(a), (long)(b), 0, 0)
#define CALL3(name, a, b, c)	\
	call4(__NR_##name, (long)(a), (long)(b), (long)(c), 0)
#define CALL4(name, a, b, c, d)	\
	call4(__NR_##name, (long)(a), (long)(b), (long)(c), (long)(d))
#define CALL5(name, a, b, c, d, e)	\
	call5(__NR_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e))

/* Nanoseconds of CLOCK_MONOTONIC. */
static inline long
now(void)
{
	long time[2];

	CALL2(clock_gettime, 1, time);
	return time[0] * 1000000000 + time[1];
}

#endif
