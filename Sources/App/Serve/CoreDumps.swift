import CLinux
import Glibc

/// The image of a process that crashes, which would carry secrets to the disk or into the log.
enum CoreDumps {
  /// Neither a file, nor a core for a program that the system pipes it to, which the limit alone
  /// doesn't keep from having one. It also closes `/proc/PID/environ` and `mem` to the other
  /// programs of the same user.
  static func turnOff() {
    var limits = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limits)
    clinux_forbid_dumps()
    turnBacktracesOff()
  }

  /// Swift's own report of a crash prints the memory that the registers point to, and after a signal
  /// from outside it lets the process go on. Who sets `SWIFT_BACKTRACE` wants it all the same.
  private static func turnBacktracesOff() {
    guard getenv("SWIFT_BACKTRACE") == nil else { return }
    for crash in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
      signal(crash, SIG_DFL)
    }
  }
}
