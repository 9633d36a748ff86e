import FoundationEssentials
import Glibc

/// How many files and connections the process may have open at once.
struct OpenFiles: Equatable {
  /// For the database and its readers, the calls to SmartBill and to shops, the admin socket, and
  /// what the runtime holds.
  static let reserve = 256

  /// Below it the service can't start: the database and its readers, what listens, and some to
  /// spare; and a loop a core, each with three of its own.
  static let needed = 48 + 4 * ProcessInfo.processInfo.activeProcessorCount

  let limit: Int

  var isEnough: Bool { limit >= Self.needed }

  /// How many connections fit beside everything else.
  func connections(of wanted: Int) -> Int {
    max(1, min(wanted, limit - Self.reserve))
  }

  /// How to let so many connections stand.
  static func remedy(for connections: Int) -> String {
    "raise the hard limit to \(connections + reserve): LimitNOFILE= of systemd, "
      + "--ulimit nofile= of Docker, ulimit -Hn of a shell"
  }

  /// Takes all that the system grants: shells and service managers set a soft limit of 1024 for the
  /// sake of old programs.
  static func raise() -> OpenFiles {
    var limits = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(resource, &limits) == 0 else { return OpenFiles(limit: reserve) }
    var raised = limits
    raised.rlim_cur = limits.rlim_max
    let isRaised = setrlimit(resource, &raised) == 0
    return OpenFiles(limit: Int(clamping: isRaised ? raised.rlim_cur : limits.rlim_cur))
  }
}
