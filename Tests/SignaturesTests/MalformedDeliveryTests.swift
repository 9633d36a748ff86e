import Signatures
import TestKit
import Testing

/// What crashed or passed in the reference libraries (`webhooks.md` §1.5), and its neighbours.
@Suite struct MalformedDeliveryTests {
  private let delivery: SignedDelivery

  init() throws {
    delivery = try SignedDelivery()
  }

  @Test func `the delivery as signed is genuine`() {
    expectEqual(delivery.judge(headers: delivery.headers), delivery.genuine)
    expectEqual(delivery.judge(), delivery.genuine)
  }

  @Test(arguments: ["webhook-id", "webhook-timestamp", "webhook-signature"])
  func `each header is there exactly once`(name: String) throws {
    let others = delivery.headers.filter { $0.name.lowercased() != name }
    expectEqual(delivery.judge(headers: others), .malformed(.missing(header: name)))
    let same = try #require(delivery.headers.first { $0.name.lowercased() == name })
    let repeated = delivery.headers + [(name.uppercased(), same.value)]
    expectEqual(delivery.judge(headers: repeated), .malformed(.repeated(header: name)))
  }

  @Test func `id, time and signature come from one family of headers`() throws {
    let own = delivery.headers.filter { $0.name.lowercased().hasPrefix("webhook-") }
    try #require(own.count == 3)
    let svix = own.map {
      (name: "svix-" + $0.name.lowercased().dropFirst("webhook-".count), value: $0.value)
    }
    let wrong = svix.map { (name: $0.name, value: $0.name == "svix-id" ? "evt_9" : $0.value) }
    expectEqual(delivery.judge(headers: svix), delivery.genuine)
    expectEqual(delivery.judge(headers: svix + own), delivery.genuine)
    // The specification's count, where they are whole.
    expectEqual(delivery.judge(headers: wrong + own), delivery.genuine)
    expectEqual(delivery.judge(headers: wrong), .forged)
    for index in 0..<3 {
      var mixed = svix
      mixed[index] = own[index]
      #expect(delivery.judge(headers: mixed) != delivery.genuine)
      // One more of the other family is no part of it.
      expectEqual(delivery.judge(headers: svix + [own[index]]), delivery.genuine)
      let repeated = svix + [svix[index]]
      expectEqual(
        delivery.judge(headers: repeated), .malformed(.repeated(header: svix[index].name)))
    }
  }

  @Test(arguments: [
    "", "evt.1", "evt\u{7f}", "evt\n1", "evt\0", "brânză", String(repeating: "a", count: 257),
  ])
  func `an id that can be read in two ways is refused`(id: String) {
    expectEqual(delivery.judge(id: id), .malformed(.eventID))
  }

  @Test(arguments: [
    "", "1700000000.0", " +1700000000", "+1700000000", "-1700000000", "1_700_000_000",
    "1700000000 ", "0x6553f100", "1e9", "١٧٠٠٠٠٠٠٠٠", "1700000000000000",
    "99999999999999999999999999",
  ])
  func `a timestamp is digits and nothing else`(timestamp: String) {
    expectEqual(delivery.judge(timestamp: timestamp), .malformed(.timestamp))
  }

  @Test func `a timestamp counts as it was written`() {
    expectEqual(delivery.judge(timestamp: "01700000000"), .forged)
    expectEqual(delivery.judge(timestamp: "999999999999999"), .fromTheFuture)
    expectEqual(delivery.judge(timestamp: "0"), .stale)
  }

  @Test func `no other spelling of a signature passes`() throws {
    let digits = String(delivery.signature.dropFirst("v1,".count))
    let unpadded = try #require(digits.hasSuffix("=") ? String(digits.dropLast()) : nil)
    let last = try #require(unpadded.last)
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let index = try #require(alphabet.firstIndex(of: last))
    let nonZeroTail = unpadded.dropLast() + String(alphabet[index + 1]) + "="
    let spellings = [
      "", "v1", "v1,", ",", digits, "v1" + digits, "v1,,\(digits)", "v1,\(digits),", "V1,\(digits)",
      "v2,\(digits)", "v1a,\(digits)", "v1,\(unpadded)", "v1,\(digits)=", "v1,\(nonZeroTail)",
      "v1,\(digits)\n", "v1,\t\(digits)", "v1,*\(digits)", "v1,\(digits.prefix(10))*",
      "v1,====", "v1,A===", "v1,\(unpadded)\u{ff1d}", "v1,\(digits.prefix(40))",
      "v1,\(digits.prefix(40))\(digits)", " ", "  ", "v1, \(digits)", "v1,\(digits)\u{a0}",
      "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "\u{0}", "v1,\(digits)\u{0}",
    ]
    for spelling in spellings {
      expectEqual(delivery.judge(signature: spelling), .forged, "\(spelling.debugDescription)")
    }
  }

  @Test(arguments: [
    "nonsense ", " ", "  ", "v1 ", "v1,** ", "v1,,, ", "v1a,AAAA ", "v1,AAAA v9,= ",
  ])
  func `a part that is junk doesn't spoil a good one`(junk: String) {
    expectEqual(delivery.judge(signature: junk + delivery.signature), delivery.genuine)
    let after = delivery.signature + " " + junk
    expectEqual(delivery.judge(signature: after), delivery.genuine)
  }

  @Test func `the number and length of signatures have a bound`() {
    let fifteen = String(repeating: "v1,AAAA ", count: 15)
    expectEqual(delivery.judge(signature: fifteen + delivery.signature), delivery.genuine)
    expectEqual(
      delivery.judge(signature: fifteen + "v1,AAAA " + delivery.signature),
      .malformed(.tooManySignatures))
    let filler = 4096 - delivery.signature.utf8.count - 1
    let full = String(repeating: "x", count: filler) + " " + delivery.signature
    expectEqual(delivery.judge(signature: full), delivery.genuine)
    expectEqual(delivery.judge(signature: "x" + full), .malformed(.signatureTooLong))
  }

  @Test(arguments: ["", "sha256=", "sha512=00", "0", "zz", "00", String(repeating: "0", count: 63)])
  func `a body signature that is no digest is malformed`(value: String) throws {
    let secret = try Secret(bytes: [1, 2, 3])
    for scheme in [SignatureScheme.hmacHex(header: "X-S"), .hmacBase64(header: "X-S")] {
      let verifier = try Verifier(scheme: scheme, secrets: [secret])
      let verdict = verifier.judge(headers: [("x-s", value)], body: [], nowSeconds: 0)
      expectEqual(verdict, .malformed(.signatureEncoding))
    }
  }
}
