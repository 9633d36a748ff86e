/// What a Standard Webhooks delivery says about itself: `webhooks.md` §1.2, on bytes throughout.
struct StandardWebhook {
  /// The headers that belong together.
  struct Family: Sendable {
    let id: String
    let timestamp: String
    let signature: String

    init(_ prefix: String) {
      id = prefix + "-id"
      timestamp = prefix + "-timestamp"
      signature = prefix + "-signature"
    }

    var names: [String] { [id, timestamp, signature] }
  }

  /// The specification's; and Svix's own, which its libraries and older senders use.
  static let families = [family, Family("svix")]
  static let family = Family("webhook")
  static let version = "v1,"

  /// Long enough for every sender's ids, and fit for an index.
  static let idBytes = 1...256
  /// Fits an `Int64` and reaches past any date.
  static let timestampDigits = 1...15
  /// Room for the signatures allowed, those of other versions included.
  static let signatureBytesMax = 4096
  /// A sender signs with old and new secrets during a rotation: Svix with 11 at most.
  static let signaturesMax = 16

  let id: [UInt8]
  /// As received: a number printed anew would let `01614265330` pass for another text.
  let timestamp: [UInt8]
  let timestampSeconds: Int64
  let signatures: [ArraySlice<UInt8>]

  init(headers: [(name: String, value: String)]) throws(MalformedReason) {
    // The first that is whole. None is mixed of two: what one proxy judges, another may not.
    let family =
      Self.families.first { $0.names.allSatisfy { HeaderValue.isPresent($0, in: headers) } }
      ?? Self.family
    id = try HeaderValue.single(family.id, in: headers)
    guard Self.isID(id) else { throw .eventID }

    timestamp = try HeaderValue.single(family.timestamp, in: headers)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard Self.timestampDigits.contains(timestamp.count), timestamp.allSatisfy(digits.contains)
    else { throw .timestamp }
    timestampSeconds = timestamp.reduce(0) { $0 * 10 + Int64($1 - digits.lowerBound) }

    let value = try HeaderValue.single(family.signature, in: headers)
    guard value.count <= Self.signatureBytesMax else { throw .signatureTooLong }
    signatures = value.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard signatures.count <= Self.signaturesMax else { throw .tooManySignatures }
  }

  /// The digests offered under `v1`: what is unknown or badly encoded offers none.
  var digests: [[UInt8]] {
    signatures.compactMap { signature in
      guard signature.starts(with: Self.version.utf8) else { return nil }
      return CanonicalBase64.decode(signature.dropFirst(Self.version.utf8.count))
    }
  }

  /// What is signed before the body; no full stop in the id, so it can be read in one way only.
  static func preamble(id: [UInt8], timestamp: [UInt8]) -> [UInt8] {
    id + [UInt8(ascii: ".")] + timestamp + [UInt8(ascii: ".")]
  }

  static func isID(_ id: [UInt8]) -> Bool {
    let printable = UInt8(ascii: " ")...UInt8(ascii: "~")
    return idBytes.contains(id.count)
      && id.allSatisfy { printable.contains($0) && $0 != UInt8(ascii: ".") }
  }
}
