#pragma once
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

/* Swift can't call variadic functions. */

static inline int clinux_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* A file that has no name and ends with its last descriptor, which no other program inherits; -1 where there is none. */
static inline int clinux_nameless_file(void) {
  return (int)syscall(SYS_memfd_create, "punte", 1u /* MFD_CLOEXEC */);
}
