import Domain
import Listener
import TestKit
import Testing

@Suite struct LimitTests {
  private static let quick = ListenerLimits.patient { $0.requestDuration = .milliseconds(300) }

  @Test func `a body declared too large is refused before it is read`() async throws {
    try await withListener { listener async throws in
      let connection = try RawConnection(port: listener.port)
      let request = Request().with("Content-Length", "\(1024 * 1024 + 1)")
      try await connection.send(request.head)
      try await expectEqual(connection.answer().status, 413)
      #expect(try await connection.ends())
      expectEqual(listener.refused.listing.deliveries.map(\.reason), [.tooLarge])
    }
  }

  /// A reset would take the answer from a sender that hasn't read it yet.
  @Test func `a refused sender may finish its body without a reset`() async throws {
    try await withListener { listener async throws in
      let request = Request(body: [UInt8](repeating: 0, count: 3 * 1024 * 1024))
      let connection = try RawConnection(port: listener.port)
      try await connection.send(request.head)
      try await expectEqual(connection.answer().status, 413)
      for _ in 0..<48 { try await connection.send([UInt8](repeating: 0, count: 64 * 1024)) }
      #expect(try await connection.ends())
    }
  }

  @Test(arguments: [false, true])
  func `a body at the limit is accepted`(isChunked: Bool) async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery(
        body: [UInt8](repeating: UInt8(ascii: "x"), count: 1024 * 1024))
      request.isChunked = isChunked
      try await expectEqual(listener.answer(to: request).status, 202)
      expectEqual(listener.inbox.deliveries.first?.body, request.body)
    }
  }

  @Test func `a chunked body one byte over the limit is refused`() async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery(
        body: [UInt8](repeating: UInt8(ascii: "x"), count: 1024 * 1024 + 1))
      request.isChunked = true
      let connection = try RawConnection(port: listener.port)
      try await connection.send(request.bytes)
      let answer = try await connection.answer()
      expectEqual(answer.status, 413)
      expectEqual(listener.inbox.offeredCount, 0)
      expectEqual(listener.refused.listing.deliveries.map(\.reason), [.tooLarge])
    }
  }

  /// Hummingbird alone would read it for ever.
  @Test(arguments: ["/webhooks/magazin", "/nowhere"])
  func `a body without end is cut off`(path: String) async throws {
    try await withListener { listener async throws in
      let connection = try RawConnection(port: listener.port)
      try await connection.send(Request(path: path, isChunked: true).head)
      let chunk = Request.chunks([UInt8](repeating: 0, count: 64 * 1024), bytesEach: 64 * 1024)
      await #expect(throws: (any Error).self) {
        for _ in 0..<2000 { try await connection.send(chunk) }
      }
    }
  }

  @Test func `a dripped body is refused when its time is up`() async throws {
    try await withListener(limits: Self.quick) { listener async throws in
      let connection = try RawConnection(port: listener.port)
      let request = try Request.delivery()
      try await connection.send(request.head)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for byte in request.body {
            try? await connection.send([byte])
            try? await Task.sleep(for: .milliseconds(50))
          }
        }
        let answer = try await connection.answer()
        expectEqual(answer.status, 408)
        expectEqual(answer.headers["connection"], "close")
        #expect(try await connection.ends())
        group.cancelAll()
      }
      expectEqual(listener.refused.listing.deliveries.map(\.reason), [.timedOut])
      expectEqual(listener.inbox.offeredCount, 0)
    }
  }

  @Test func `a head that stops half-way is refused when its time is up`() async throws {
    try await withListener(limits: Self.quick) { listener async throws in
      let connection = try RawConnection(port: listener.port)
      try await connection.send("POST /webhooks/magazin HTTP/1.1\r\nHos")
      try await expectEqual(connection.answer().status, 408)
      #expect(try await connection.ends())
    }
  }

  @Test func `a dripped head is refused when its time is up`() async throws {
    try await withListener(limits: Self.quick) { listener async throws in
      let connection = try RawConnection(port: listener.port)
      let request = try Request.delivery()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for byte in Array(request.head.utf8) {
            try? await connection.send([byte])
            try? await Task.sleep(for: .milliseconds(50))
          }
        }
        let answer = try await connection.answer()
        expectEqual(answer.status, 408)
        #expect(try await connection.ends())
        group.cancelAll()
      }
      expectEqual(listener.inbox.offeredCount, 0)
    }
  }

  /// Whoever only announces bodies takes no memory from those who send one.
  @Test func `the memory of all bodies is bounded, and given back`() async throws {
    let limits = ListenerLimits.patient { $0.allBodiesBytesMax = 100_000 }
    try await withListener(limits: limits) { listener async throws in
      let idle = try (0..<20).map { _ in try RawConnection(port: listener.port) }
      let announced = Request().with("Content-Length", "90000")
      for connection in idle { try await connection.send(announced.head) }
      try await idle[0].send([UInt8](repeating: 0, count: 60_000))
      let large = try Request.delivery("evt_1", body: [UInt8](repeating: 0x20, count: 60_000))
      #expect(
        try await eventually {
          let answer = try await listener.answer(to: large)
          return answer.status == 503 && answer.headers["retry-after"] == "5"
        })
      expectEqual(listener.refused.listing.deliveries.first?.reason, .crowded)
      try await expectEqual(listener.answer(to: .delivery("evt_2")).status, 202)
      try await idle[0].send([UInt8](repeating: 0, count: 30_000))
      try await expectEqual(idle[0].answer().status, 401)
      #expect(try await eventually { try await listener.answer(to: large).status < 300 })
    }
  }

  @Test func `connections beyond the limit wait in the queue`() async throws {
    let limits = ListenerLimits.patient {
      $0.connectionsMax = 3
      $0.idleDuration = .milliseconds(500)
    }
    try await withListener(limits: limits) { listener async throws in
      let idle = try (0..<5).map { _ in try RawConnection(port: listener.port) }
      try await expectEqual(listener.answer(to: .delivery()).status, 202)
      for connection in idle { #expect(try await connection.ends()) }
    }
  }

  /// A slow machine may need several tries to answer each within its time. A deadline over the whole
  /// connection would end every try: three requests last longer than it.
  @Test func `the deadline is each request's own`() async throws {
    try await withListener(limits: Self.quick) { listener async throws in
      let succeeds = try await eventually {
        let connection = try RawConnection(port: listener.port)
        for number in 1...3 {
          try await connection.send(try Request.delivery("evt_\(number)").bytes)
          guard try await connection.answer().status < 300 else { return false }
          try await Task.sleep(for: .milliseconds(200))
        }
        return true
      }
      #expect(succeeds)
    }
  }

  @Test func `a silent connection is closed`() async throws {
    try await withListener(limits: .patient { $0.idleDuration = .milliseconds(200) }) {
      let connection = try RawConnection(port: $0.port)
      #expect(try await connection.ends())
    }
  }

  @Test func `slow bodies don't keep others waiting`() async throws {
    try await withListener { listener async throws in
      let slow = try (0..<50).map { _ in try RawConnection(port: listener.port) }
      let request = try Request.delivery("evt_slow")
      for connection in slow { try await connection.send(request.head) }
      try await expectEqual(listener.answer(to: .delivery("evt_2")).status, 202)
      try await slow[0].send(request.body)
      try await expectEqual(slow[0].answer().status, 202)
    }
  }

  @Test func `a client that waits to be asked for its body is asked`() async throws {
    try await withListener { listener async throws in
      let connection = try RawConnection(port: listener.port)
      let request = try Request.delivery().with("Expect", "100-continue")
      try await connection.send(request.head)
      try await expectEqual(connection.answer().status, 100)
      try await connection.send(request.body)
      try await expectEqual(connection.answer().status, 202)

      let large = try RawConnection(port: listener.port)
      let tooLarge = Request().with("Expect", "100-continue").with("Content-Length", "99999999")
      try await large.send(tooLarge.head)
      try await expectEqual(large.answer().status, 413)
    }
  }

  @Test(arguments: [
    "Content-Length: 2\r\nContent-Length: 3", "Content-Length: 2\r\nTransfer-Encoding: chunked",
    "Content-Length: -1", "Content-Length: 99999999999999999999999", "Content-Length: 2, 2",
    "Transfer-Encoding: chunked\r\nFolded: a\r\n b", "Content-Length: +2", "Content-Length: 0x2",
    "Content-Length: 2 3", "Content-Length:", "Content-Length : 2",
    "Content-Length: 18446744073709551618",
    "Transfer-Encoding: chunked, identity", "Transfer-Encoding: xchunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 2", "\u{0}: a\r\nContent-Length: 2",
    "X: a\u{0}b\r\nContent-Length: 2", " Content-Length: 2", "Content-Length: 2\rX: a",
  ])
  func `a request that could be read in two ways is refused`(headers: String) async throws {
    try await withListener { listener async throws in
      let connection = try RawConnection(port: listener.port)
      try await connection.send(
        "POST /webhooks/magazin HTTP/1.1\r\nHost: a\r\n\(headers)\r\n\r\n{}")
      try await expectEqual(connection.answer().status, 400)
      #expect(try await connection.ends())
    }
  }

  @Test func `a head beyond its limits is refused`() async throws {
    try await withListener { listener async throws in
      let field = String(repeating: "x", count: 17 * 1024)
      try await expectEqual(listener.answer(to: .delivery().with("X", field)).status, 400)
      var many = try Request.delivery()
      for number in 0..<101 { many.headers.append(("X-\(number)", "x")) }
      try await expectEqual(listener.answer(to: many).status, 400)
      var long = try Request.delivery()
      long.path = "/webhooks/" + String(repeating: "x", count: 9 * 1024)
      try await expectEqual(listener.answer(to: long).status, 414)
    }
  }
}
