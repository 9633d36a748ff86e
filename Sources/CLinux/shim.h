#pragma once
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/vfs.h>

/* Swift can't call variadic functions. */

static inline int clinux_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
