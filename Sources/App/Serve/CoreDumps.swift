import Glibc

/// The image of a process that crashes, which would carry every secret to the disk.
enum CoreDumps {
  static func turnOff() {
    var limits = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limits)
  }
}
