import Foundation
import TestKit
import Testing

@testable import Sandbox

@Suite struct ShopSignatureTests {
  /// The reference libraries' own vectors, and ours for an empty and a binary body.
  struct Vector: Sendable {
    let secret: String
    let id: String
    let timestamp: Int64
    let body: Data
    let signature: String
  }

  static let vectors = [
    Vector(
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1_614_265_330, body: Data(#"{"test": 2432232314}"#.utf8),
      signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
    Vector(
      secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
      timestamp: 1_649_367_553,
      body: Data(#"{"email":"test@example.com","username":"test_user"}"#.utf8),
      signature: "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="),
    Vector(
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1_614_265_330, body: Data(),
      signature: "v1,v48jdbgvh29KJz2Qc+ghw8G6vG3nAKnujWBg8oM/62A="),
    Vector(
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1_614_265_330, body: Data([0x00, 0xff, 0xfe]),
      signature: "v1,ZxcSxyXqw3j8w3DRc04MpX2YDEYSvtILplNchVqAf+A="),
  ]

  @Test(arguments: vectors)
  func `signs as the reference libraries do`(_ vector: Vector) throws {
    let secret = try #require(ShopSecret(vector.secret))
    expectEqual(
      ShopSignature.sign(
        id: vector.id, timestamp: vector.timestamp, body: vector.body, with: secret),
      vector.signature)
  }

  @Test(arguments: vectors)
  func `takes the reference libraries' signatures`(_ vector: Vector) throws {
    #expect(try isGenuine(vector))
    #expect(try isGenuine(vector, signature: "v1a,AAAA v1,AAAA " + vector.signature))
  }

  @Test(arguments: vectors)
  func `refuses another body, id, time, secret or signature`(_ vector: Vector) throws {
    #expect(try !isGenuine(vector, body: vector.body + Data(" ".utf8)))
    #expect(try !isGenuine(vector, id: vector.id + "x"))
    #expect(try !isGenuine(vector, timestamp: String(vector.timestamp + 1)))
    #expect(try !isGenuine(vector, secret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))
    #expect(try !isGenuine(vector, signature: "v1,"))
    #expect(try !isGenuine(vector, signature: String(vector.signature.dropFirst(3))))
  }

  @Test func `refuses a delivery more than five minutes from now, either way`() throws {
    let vector = Self.vectors[0]
    #expect(try isGenuine(vector, secondsLater: 300))
    #expect(try isGenuine(vector, secondsLater: -300))
    #expect(try !isGenuine(vector, secondsLater: 301))
    #expect(try !isGenuine(vector, secondsLater: -301))
  }

  @Test func `refuses a delivery that lacks a header`() throws {
    let vector = Self.vectors[0]
    let secret = try #require(ShopSecret(vector.secret))
    let now = ShopTime(ms: vector.timestamp * 1000)
    let time = String(vector.timestamp)
    for (id, timestamp, signature) in [
      (nil, time, vector.signature), (vector.id, nil, vector.signature), (vector.id, time, nil),
    ] {
      #expect(
        !ShopSignature.isGenuine(
          id: id, timestamp: timestamp, signature: signature, body: vector.body, secret: secret,
          at: now))
    }
  }

  @Test(arguments: ["", "secret", "whsec_", "whsec_AAAA", "whsec_not base64 at all, surely not"])
  func `a secret that is none is refused`(_ text: String) {
    #expect(ShopSecret(text) == nil)
  }

  @Test func `a secret never prints`() throws {
    let secret = try #require(ShopSecret(Self.vectors[0].secret))
    var dumped = ""
    dump(secret, to: &dumped)
    expectEqual("\(secret) \(String(reflecting: secret))", "whsec_… whsec_…")
    #expect(!dumped.contains("\(secret.key[0])"))
  }

  private func isGenuine(
    _ vector: Vector, secret: String? = nil, id: String? = nil, timestamp: String? = nil,
    body: Data? = nil, signature: String? = nil, secondsLater: Int64 = 0
  ) throws -> Bool {
    ShopSignature.isGenuine(
      id: id ?? vector.id, timestamp: timestamp ?? String(vector.timestamp),
      signature: signature ?? vector.signature, body: body ?? vector.body,
      secret: try #require(ShopSecret(secret ?? vector.secret)),
      at: ShopTime(ms: (vector.timestamp + secondsLater) * 1000))
  }
}
