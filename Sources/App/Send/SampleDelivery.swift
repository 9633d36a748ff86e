/// How a sample is to be delivered, and what should be answered.
struct SampleDelivery: Sendable, Equatable {
  enum Signature: String, Sendable, Decodable { case valid, forged, stale }

  var signature = Signature.valid
  /// How often the same delivery is made, under one id: above 1 makes duplicates.
  var times = 1
  /// A fresh one unless given.
  var id: String?
  /// The statuses expected, in turn; the last one also of the rest. Empty expects any 2xx.
  var expect: [Int] = []
  /// Samples that must have come before: for whoever sends several, as `punte send` sends one.
  var after: [String] = []

  /// Enough to fill any queue of a test.
  static let timesMax = 10_000

  /// Whether a status is the one expected of a delivery, counted from 0.
  func expects(_ status: Int, ofDelivery index: Int) -> Bool {
    expected(ofDelivery: index).map { $0 == status } ?? (200..<300).contains(status)
  }

  /// nil for any 2xx.
  func expected(ofDelivery index: Int) -> Int? {
    expect.indices.contains(index) ? expect[index] : expect.last
  }
}

extension SampleDelivery: Decodable {
  private enum CodingKeys: String, CodingKey { case signature, times, id, expect, after }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    signature = try container.decodeIfPresent(Signature.self, forKey: .signature) ?? .valid
    times = try container.decodeIfPresent(Int.self, forKey: .times) ?? 1
    id = try container.decodeIfPresent(String.self, forKey: .id)
    expect = try container.decodeIfPresent([Int].self, forKey: .expect) ?? []
    after = try container.decodeIfPresent([String].self, forKey: .after) ?? []
    guard (1...Self.timesMax).contains(times) else {
      throw DecodingError.dataCorruptedError(
        forKey: .times, in: container, debugDescription: "is not 1 to \(Self.timesMax)")
    }
  }
}
