// Moves the wall clock of each program that is started with this library in LD_PRELOAD, and of the
// programs that it starts, by PUNTE_CLOCK_SHIFT seconds. `deploy/verify clock` builds and uses it.
//
// Moved are the calls that read the wall clock, and the waits whose end is told by it. Not moved are
// the monotonic clocks, the times of files, and the clocks of other machines.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

static long shift_seconds;

__attribute__((constructor)) static void read_shift(void) {
  const char *text = getenv("PUNTE_CLOCK_SHIFT");
  shift_seconds = text ? atol(text) : 0;
}

// --- Reading the clock ---------------------------------------------------------------------------

static int is_wall_clock(clockid_t clock) {
  return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = syscall(SYS_clock_gettime, clock, time);
  if (result == 0 && is_wall_clock(clock)) time->tv_sec += shift_seconds;
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  int result = syscall(SYS_gettimeofday, time, zone);
  if (result == 0) time->tv_sec += shift_seconds;
  return result;
}

time_t time(time_t *result) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}

int timespec_get(struct timespec *time, int base) {
  if (base != TIME_UTC) return 0;
  return clock_gettime(CLOCK_REALTIME, time) == 0 ? base : 0;
}

// --- Waiting until the clock shows a time --------------------------------------------------------

// A time since 1970 is never so small, and a time since the machine's start is never so great: by
// this one sees which clock a deadline is of where the call doesn't say it.
static const time_t first_wall_second = 1000000000;

static int is_wall_time(const struct timespec *time) { return time->tv_sec >= first_wall_second; }

static struct timespec real(const struct timespec *time) {
  struct timespec moved = *time;
  moved.tv_sec -= shift_seconds;
  return moved;
}

int pthread_cond_timedwait(
    pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
    const struct timespec *restrict deadline) {
  if (!is_wall_time(deadline)) {
    return pthread_cond_clockwait(condition, mutex, CLOCK_MONOTONIC, deadline);
  }
  struct timespec moved = real(deadline);
  return pthread_cond_clockwait(condition, mutex, CLOCK_REALTIME, &moved);
}

int pthread_mutex_timedlock(
    pthread_mutex_t *restrict mutex, const struct timespec *restrict deadline) {
  struct timespec moved = real(deadline);
  return pthread_mutex_clocklock(mutex, CLOCK_REALTIME, &moved);
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict deadline) {
  struct timespec moved = real(deadline);
  return sem_clockwait(semaphore, CLOCK_REALTIME, &moved);
}

int clock_nanosleep(
    clockid_t clock, int flags, const struct timespec *request, struct timespec *left) {
  struct timespec moved = *request;
  if ((flags & TIMER_ABSTIME) && is_wall_clock(clock)) moved = real(request);
  // Unlike the system call, this returns the error.
  return syscall(SYS_clock_nanosleep, clock, flags, &moved, left) == 0 ? 0 : errno;
}

int timerfd_settime(
    int timer, int flags, const struct itimerspec *next, struct itimerspec *before) {
  struct itimerspec moved = *next;
  if ((flags & TFD_TIMER_ABSTIME) && is_wall_time(&next->it_value)) {
    moved.it_value = real(&next->it_value);
  }
  return syscall(SYS_timerfd_settime, timer, flags, &moved, before);
}
