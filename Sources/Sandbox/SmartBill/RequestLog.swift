/// The last requests to the API, for a test to look at.
struct RequestLog: Sendable {
  struct Entry: Sendable {
    var method: String
    var path: String
    var query: String
    var receivedMilliseconds: Int
    var body: String
  }

  /// Requests kept; with ``bodyBytesMax`` at most 160 MB.
  static let entriesMax = 10_000
  /// Bytes of a body that are kept; an order of 50 lines has about 15 kB.
  static let bodyBytesMax = 16_384

  private(set) var entries: [Entry] = []

  mutating func add(_ call: APICall, query: String, at now: Int) {
    // Dropping a tenth at once keeps adding cheap.
    if entries.count >= Self.entriesMax { entries.removeFirst(Self.entriesMax / 10) }
    entries.append(
      Entry(
        method: call.method, path: APICall.prefix + call.path, query: query,
        receivedMilliseconds: now,
        body: String(decoding: call.body.prefix(Self.bodyBytesMax), as: UTF8.self)))
  }
}
