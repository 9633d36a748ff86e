/// The calls that strace saw, in the order in which they began.
struct Trace {
  struct Call {
    let thread: Int32
    let name: String
    /// As strace prints it, arguments and all.
    let text: String
    /// Of its thread's calls of this name, from 1.
    let ordinal: Int
    /// Where it begins and ends among all the lines; a call that never ended has no end.
    let start: Int
    var end: Int?

    var isOnLog: Bool { text.contains(".db-wal>") }
    var isOnDatabase: Bool { text.contains(".db>") }
    var isOnNetwork: Bool { text.contains("<TCP:") }
    /// Of a savepoint: SQLite's own scratch paper.
    var isOnScratchFile: Bool { text.contains("/etilqs_") }

    var target: String {
      if isOnLog { return "log" }
      if isOnDatabase { return "database" }
      if isOnScratchFile { return "scratch file" }
      if isOnNetwork { return "network" }
      return "other"
    }
  }

  private(set) var calls: [Call] = []

  init(_ text: String) {
    var counts: [String: Int] = [:]
    var open: [Int32: Int] = [:]
    for (index, line) in text.split(separator: "\n").enumerated() {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      guard parts.count == 2, let thread = Int32(parts[0]) else { continue }
      let rest = parts[1].drop { $0 == " " }
      if rest.hasPrefix("<... ") {
        if let call = open.removeValue(forKey: thread) { calls[call].end = index }
        continue
      }
      guard let name = rest.split(separator: "(", maxSplits: 1).first, rest.contains("("),
        name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
      else { continue }
      let ordinal = counts["\(thread) \(name)", default: 0] + 1
      counts["\(thread) \(name)"] = ordinal
      let isOpen = rest.hasSuffix("<unfinished ...>")
      if isOpen { open[thread] = calls.count }
      calls.append(
        Call(
          thread: thread, name: String(name), text: String(rest), ordinal: ordinal, start: index,
          end: isOpen ? nil : index))
    }
  }

  func first(_ name: Set<String>, after index: Int = -1, where matches: (Call) -> Bool) -> Call? {
    calls.first { name.contains($0.name) && $0.start > index && matches($0) }
  }

  /// What the order of the calls of one order's way must be, and isn't.
  func complaints(event: String) -> [String] {
    var complaints: [String] = []
    let kept = first(["pwrite64"]) { $0.isOnLog && $0.text.contains(event) }
    let answered = first(["write", "writev", "sendmsg", "sendto"]) {
      $0.isOnNetwork && $0.text.contains("HTTP/1.1 202")
    }
    if let complaint = Self.order(
      "the event", kept, synced(after: kept), "its 202", answered)
    {
      complaints.append(complaint)
    }
    let reserved = first(["pwrite64"]) { $0.isOnLog && $0.text.contains("sending") }
    let sent = first(["sendto", "sendmsg", "write", "writev"]) {
      $0.isOnNetwork && $0.text.contains("POST /SBORO/api/invoice/v2")
    }
    let connected = sent.flatMap { sent in
      calls.last { $0.name == "connect" && $0.thread == sent.thread && $0.start < sent.start }
    }
    if let complaint = Self.order(
      "the state sending", reserved, synced(after: reserved), "the connection of its create call",
      connected)
    {
      complaints.append(complaint)
    }
    return complaints
  }

  private func synced(after write: Call?) -> Call? {
    write.flatMap { write in first(["fdatasync"], after: write.start) { $0.isOnLog } }
  }

  /// nil if all were seen, and the sync had returned before `effect` began.
  private static func order(
    _ what: String, _ write: Call?, _ sync: Call?, _ then: String, _ effect: Call?
  ) -> String? {
    guard write != nil else { return "\(what) was not seen written" }
    guard let effect else { return "\(then) was not seen" }
    guard let end = sync?.end, end < effect.start else {
      return "\(what) was not synced when \(then) began"
    }
    return nil
  }
}
