import Domain
import NIOCore
import NIOEmbedded
import NIOHTTP1
import TestKit
import Testing

@testable import Listener

/// How many requests a connection lets through while its answers are not taken.
@Suite struct RequestGateTests {
  /// A connection as the server builds it, up to where requests are answered.
  private final class Connection {
    let channel = EmbeddedChannel()
    private(set) var heads: [String] = []
    private(set) var endCount = 0

    init() throws {
      try channel.pipeline.syncOperations.addHandlers([
        HTTPResponseEncoder(),
        ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
        ConnectionGuardInstaller(limits: ListenerLimits()),
      ])
      try channel.connect(to: SocketAddress(unixDomainSocketPath: "/nowhere")).wait()
    }

    func send(_ text: String) throws {
      try channel.writeInbound(ByteBuffer(string: text))
      while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
        switch part {
        case .head(let head): heads.append(head.uri)
        case .body: break
        case .end(let trailers):
          endCount += 1
          #expect(trailers == nil)
        }
      }
    }

    func answer(_ body: ByteBuffer? = nil) {
      let length = "\(body?.readableBytes ?? 0)"
      let head = HTTPResponseHead(
        version: .http1_1, status: .ok, headers: ["content-length": length])
      channel.write(HTTPServerResponsePart.head(head), promise: nil)
      if let body { channel.write(HTTPServerResponsePart.body(.byteBuffer(body)), promise: nil) }
      channel.write(HTTPServerResponsePart.end(nil), promise: nil)
    }

    func take() throws {
      channel.flush()
      try send("")
    }

    /// Ends it, whatever its state.
    func end() { _ = try? channel.finish(acceptAlreadyClosed: true) }
  }

  private static let plain = "GET /schema/events.json HTTP/1.1\r\nHost: a\r\n\r\n"

  private static let kinds = [
    plain,
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n\r\n\r\nGET / \n",
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n3;a=b\r\nabc\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n000\r\nA: b\r\nC:\r\n\r\n",
    "\r\n\r\nHEAD / HTTP/1.1\r\n\r\n",
  ]

  @Test(arguments: kinds)
  func `of 500 requests sent at once, one is let through until its answer is taken`(
    request: String
  ) throws {
    let connection = try Connection()
    defer { connection.end() }
    try connection.send(String(repeating: request, count: 500))
    #expect(connection.heads.count == 1 && connection.endCount == 1)
    for count in 2...10 {
      connection.answer()
      try connection.send("")
      expectEqual(connection.heads.count, count - 1)
      try connection.take()
      #expect(connection.heads.count == count && connection.endCount == count)
    }
  }

  @Test(arguments: kinds)
  func `a request is the same however its bytes are cut`(request: String) throws {
    let connection = try Connection()
    defer { connection.end() }
    for byte in (request + request).utf8 {
      try connection.send(String(UnicodeScalar(byte)))
    }
    #expect(connection.heads.count == 1 && connection.endCount == 1)
    connection.answer()
    try connection.take()
    #expect(connection.heads.count == 2 && connection.endCount == 2)
  }

  @Test func `nothing is read while an answer is outstanding`() throws {
    let connection = try Connection()
    defer { connection.end() }
    let reads = ReadCount()
    try connection.channel.pipeline.syncOperations.addHandler(reads, position: .first)
    connection.channel.read()
    expectEqual(reads.count, 1)
    try connection.send(Self.plain)
    connection.channel.read()
    connection.answer()
    connection.channel.read()
    expectEqual(reads.count, 1)
    try connection.take()
    expectEqual(reads.count, 2)
  }

  /// Answers that wait to be taken, on however many connections, have these bytes together.
  @Test func `the bytes that answers share are not copied on their way out`() throws {
    func place(_ bytes: ByteBuffer) -> UInt {
      bytes.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) }
    }
    let schema = ByteBuffer(repeating: 0x20, count: 24_000)
    for _ in 0..<2 {
      let connection = try Connection()
      defer { connection.end() }
      try connection.send(Self.plain)
      connection.answer(schema)
      connection.channel.flush()
      var places: [UInt] = []
      while let part = try connection.channel.readOutbound(as: IOData.self) {
        guard case .byteBuffer(let bytes) = part, bytes.readableBytes == 24_000 else { continue }
        places.append(place(bytes))
      }
      expectEqual(places, [place(schema)])
    }
  }

  /// The system hands over all that it has once a sender has ended.
  @Test func `more than a connection may hold ends it`() throws {
    let connection = try Connection()
    defer { connection.end() }
    try connection.send(String(repeating: Self.plain, count: 2000))
    #expect(!connection.channel.isActive)
  }

  @Test func `a sender that has ended gets its answers first`() throws {
    let connection = try Connection()
    defer { connection.end() }
    let ends = EndCount()
    try connection.channel.pipeline.syncOperations.addHandler(ends)
    try connection.send(Self.plain + Self.plain)
    connection.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    expectEqual(ends.count, 0)
    connection.answer()
    try connection.take()
    connection.answer()
    try connection.take()
    #expect(ends.count == 1 && connection.heads.count == 2)
  }

  /// The decoder keeps what follows, for a protocol that nobody speaks here.
  @Test(arguments: ["GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x", "CONNECT a:1 HTTP/1.1"])
  func `nothing is kept of what follows a change of protocols`(head: String) throws {
    let connection = try Connection()
    defer { connection.end() }
    try connection.send(head + "\r\nHost: a\r\n\r\n" + Self.plain)
    expectEqual(connection.heads.count, 1)
    connection.answer()
    try connection.take()
    #expect(!connection.channel.isActive)
  }

  @Test(arguments: [
    "8000000000000000", "7fffffffffffffff0", "ffffffffffffffff", "10000000000000000",
    "000000000000000000008000000000000000", "", "-1", "+1", " 1", "x",
  ])
  func `a size that no chunk has is refused when it is read`(size: String) throws {
    let connection = try Connection()
    defer { connection.end() }
    #expect(throws: (any Error).self) {
      try connection.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\n")
    }
    #expect(connection.heads.count <= 1 && connection.endCount == 0)
  }

  private final class ReadCount: ChannelOutboundHandler {
    typealias OutboundIn = NIOAny
    private(set) var count = 0
    func read(context: ChannelHandlerContext) {
      count += 1
      context.read()
    }
  }

  private final class EndCount: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    private(set) var count = 0
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if case ChannelEvent.inputClosed = event { count += 1 }
      context.fireUserInboundEventTriggered(event)
    }
  }
}
