import NIOHTTP1

/// How far the requests on one connection have come, and so what may follow; pure.
struct ConnectionProgress {
  enum Phase {
    case open
    /// The request took too long: what still comes of it is thrown away, an answer is awaited.
    case expired
    /// The last answer is being written, or was: nothing is read any more, nor written after it.
    case closing
  }

  private(set) var phase = Phase.open
  /// Whether a request's head has come and its end has not.
  private(set) var isReading = false
  /// Requests read, or being read, that have no whole answer yet; each says whether the connection
  /// may live on after it.
  private var unanswered: [Bool] = []
  private var isAnswerLast = false

  var isIdle: Bool { unanswered.isEmpty && !isReading }

  /// Whether it is the only request under way.
  var isAlone: Bool { unanswered.count == 1 }

  mutating func readHead(_ head: HTTPRequestHead) {
    isReading = true
    // A client of HTTP/1.0 reads its answer to the end of the connection.
    unanswered.append(head.version == .http1_1 && head.isKeepAlive)
  }

  mutating func readEnd() { isReading = false }

  mutating func expire() { phase = .expired }

  /// Whether the connection closes after this answer: its request asks for that, is unreadable, or
  /// has not been read to its end, since the rest could be endless.
  mutating func answerBegins() -> Bool {
    let isUnread = isReading && unanswered.count == 1
    isAnswerLast = isUnread || !(unanswered.first ?? false)
    return isAnswerLast
  }

  /// Whether the connection closes now.
  mutating func answerEnds() -> Bool {
    if !unanswered.isEmpty { unanswered.removeFirst() }
    if isAnswerLast { phase = .closing }
    return isAnswerLast
  }
}
