import Domain
import FoundationEssentials

/// What a listener made of one event.
struct SentEvent: Sendable, Equatable {
  enum Answer: Sendable, Equatable {
    case status(Int)
    /// No answer came, or it was never sent: why.
    case unsent(String)
  }

  let event: Event
  let answer: Answer
}

/// What a listener made of the events that were sent to it.
struct SendReport: Sendable, Encodable, Equatable {
  struct Failed: Sendable, Encodable, Equatable {
    let shop: ShopID
    let id: EventID
    /// A status, or why there is none.
    let answer: String
  }

  /// How many were tried.
  private(set) var events = 0
  private(set) var taken = 0
  /// 3xx and 4xx: it will never take them so.
  private(set) var refused = 0
  /// 5xx: it may take them later.
  private(set) var unable = 0
  private(set) var unreachable = 0
  private(set) var failures: [Failed] = []

  /// The rest are in the file.
  private static let failuresShown = 20

  mutating func add(_ sent: SentEvent) {
    events += 1
    let answer: String
    switch sent.answer {
    case .status(200..<300):
      taken += 1
      return
    case .status(let status):
      if status >= 500 { unable += 1 } else { refused += 1 }
      answer = "\(status)"
    case .unsent(let reason):
      unreachable += 1
      answer = reason
    }
    failures.append(Failed(shop: sent.event.shop, id: sent.event.id, answer: answer))
  }

  var note: String? { failures.isEmpty ? nil : "\(failures.count) not taken" }

  var text: String {
    var text = "\(events) events were sent: \(taken) taken (2xx)"
    for (count, what) in [
      (refused, "refused (3xx, 4xx)"), (unable, "not taken now (5xx)"),
      (unreachable, "without an answer"),
    ] where count > 0 {
      text += ", \(count) \(what)"
    }
    text += ".\n"
    guard !failures.isEmpty else { return text }
    var table = Table("SHOP", "ID", "ANSWER")
    for failed in failures.prefix(Self.failuresShown) {
      table.add(failed.shop.rawValue, failed.id.rawValue, failed.answer)
    }
    text += "\n" + table.text(aligned: true)
    let rest = failures.count - Self.failuresShown
    return rest > 0 ? text + "… and \(rest) more; --failures writes them all.\n" : text
  }

  /// A line each: shop, id, answer, with tabs between.
  func write(to path: String) throws(CommandError) {
    let lines = failures.map { failed in
      [failed.shop.rawValue, failed.id.rawValue, failed.answer].map { Printable.text($0) }
        .joined(separator: "\t") + "\n"
    }
    try FileWriting.write(Array(lines.joined().utf8), to: path)
  }
}
