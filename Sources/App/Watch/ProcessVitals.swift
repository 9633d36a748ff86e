import Domain
import FoundationEssentials
import Glibc

/// What the system says of this process.
struct ProcessVitals: Codable, Sendable, Equatable {
  var id: Int32
  var startedAt: Timestamp
  var residentBytes: Int
  var openFiles: Int
  var openFilesMax: Int

  /// 0 stands for what the system doesn't tell.
  static func current(startedAt: Timestamp) -> ProcessVitals {
    var limits = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    return ProcessVitals(
      id: getpid(), startedAt: startedAt, residentBytes: residentBytes(),
      openFiles: (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0,
      openFilesMax: Int(clamping: limits.rlim_cur))
  }

  /// The second number of `statm`, in pages.
  private static func residentBytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let numbers = text.split(separator: " ")
    guard numbers.count > 1, let pages = Int(numbers[1]) else { return 0 }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
