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
  /// Of the request that is being read; nil if it comes in chunks.
  private(set) var bodyBytes: Int?
  /// Requests read, or being read, that have no whole answer yet; each says whether the connection
  /// may live on after it.
  private var unanswered: [Bool] = []
  private var isAnswerLast = false
  /// The last answer is written, and the system has not taken all of it.
  private var isAnswerUntaken = false

  var isIdle: Bool { unanswered.isEmpty && !isReading && !isAnswerUntaken }

  /// Whether it is the only request under way.
  var isAlone: Bool { unanswered.count == 1 }

  /// Whether more may be read: of the same request, or of the next where nothing is outstanding.
  var mayRead: Bool { phase != .open || isReading || unanswered.isEmpty && !isAnswerUntaken }

  /// Whether nothing that comes now belongs to any request.
  var isOver: Bool { phase == .closing && !isReading }

  mutating func readHead(_ head: HTTPRequestHead) {
    isReading = true
    bodyBytes =
      head.headers.contains(name: "transfer-encoding")
      ? nil : head.headers.first(name: "content-length").flatMap(Int.init) ?? 0
    // A client of HTTP/1.0 reads its answer to the end of the connection; and of what follows after
    // a change of protocols nothing is read.
    unanswered.append(
      head.version == .http1_1 && head.isKeepAlive && head.method != .CONNECT
        && !head.headers.contains(name: "upgrade"))
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
    isAnswerUntaken = true
    return isAnswerLast
  }

  /// The system has taken the whole answer.
  mutating func answerTaken() { isAnswerUntaken = false }
}
