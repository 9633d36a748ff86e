import Foundation

/// Where a figure was measured, and how fast its disk syncs.
enum Machine {
  struct Description { let text: String }

  static func describe(folder: URL) throws -> Description {
    let processor =
      (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
      .split(separator: "\n").first { $0.hasPrefix("model name") }?
      .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    let kernel =
      (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8))?
      .trimmingCharacters(in: .newlines) ?? "unknown"
    let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
    let information = ProcessInfo.processInfo
    let sync = try Syncs.measure(in: folder, count: 300)
    return Description(
      text: "\(processor), \(information.activeProcessorCount) cores, "
        + "\(information.physicalMemory >> 30) GiB, Linux \(kernel), load "
        + "\(load.split(separator: " ").first ?? "unknown"), fdatasync of 4 KiB "
        + "p50 \(Int(sync.median)) µs, p99 \(Int(sync.p99)) µs")
  }

  /// Resident memory of a process in MiB: now, at its highest, and what of it now is its own, the
  /// rest being mapped code that the system shares out and takes back.
  static func memory(of process: Int32) throws -> (now: Double, highest: Double, own: Double) {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    func value(_ key: String) -> Double {
      let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
      return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    }
    return (value("VmRSS:") / 1024, value("VmHWM:") / 1024, value("RssAnon:") / 1024)
  }
}

/// How long the disk takes to keep 4 KiB.
struct Syncs {
  /// In µs.
  let median: Double
  let p99: Double

  struct Failed: Error {}

  static func measure(in folder: URL, count: Int) throws -> Syncs {
    let path = folder.appending(path: "sync-\(UUID().uuidString.prefix(6))").path
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Failed() }
    defer {
      close(file)
      unlink(path)
    }
    let page = [UInt8](repeating: 7, count: 4096)
    var times: [Double] = []
    for index in 0..<count {
      let start = ContinuousClock.now
      guard pwrite(file, page, page.count, off_t(index * page.count)) == page.count,
        fdatasync(file) == 0
      else { throw Failed() }
      times.append((ContinuousClock.now - start) / .microseconds(1))
    }
    times.sort()
    return Syncs(median: times[count / 2], p99: times[count * 99 / 100])
  }
}
