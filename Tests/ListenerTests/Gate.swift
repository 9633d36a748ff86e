/// Holds whoever comes until it is opened.
final class Gate: Sendable {
  private let (stream, continuation) = AsyncStream<Void>.makeStream()
  func pass() async { for await _ in stream {} }
  func open() { continuation.finish() }
}
