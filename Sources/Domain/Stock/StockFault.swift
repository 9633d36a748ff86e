/// What is odd about a product in SmartBill's answer. It is reported, and the rest goes on.
public struct StockFault: Codable, Sendable, Equatable {
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Without a code (or a title), it can't be found in the shop: left out.
    case missingKey = "missing_key"
    /// Products of different names under one code: left as the shop has it.
    case ambiguous
    /// The name is another than before; the shop keeps its own.
    case renamed
    /// Another code looks like it: they differ in case, in marks on letters, in spaces, or in letters
    /// that look alike. They are two products.
    case nearMiss = "near_miss"
    /// It is counted in several units, which have no sum: left as the shop has it.
    case unitsDiffer = "units_differ"
    /// Below nothing: sent as nothing.
    case negative
    /// Its quantity is no number: left as the shop has it.
    case unreadable
  }

  public var kind: Kind
  public var code: String
  public var name: String
  /// The other name, the other code, or the other unit.
  public var other: String?

  public init(_ kind: Kind, code: String, name: String, other: String? = nil) {
    self.kind = kind
    self.code = code
    self.name = name
    self.other = other
  }

  /// Of the product that it is about.
  func key(by identity: ProductIdentity) -> StockKey {
    StockKey(identity == .code ? code : name)
  }
}

/// The faults of a pass: all are counted, and the first of each kind named.
public struct StockFaults: Codable, Sendable, Equatable {
  /// More are a sign that something is wrong with all of them.
  public static let namedMax = 20

  /// By the kind's name.
  public private(set) var counts: [String: Int] = [:]
  public private(set) var named: [StockFault] = []

  public init() {}

  public var isEmpty: Bool { counts.isEmpty }

  public func count(of kind: StockFault.Kind) -> Int { counts[kind.rawValue] ?? 0 }

  mutating func add(_ fault: StockFault) {
    let count = counts[fault.kind.rawValue, default: 0]
    counts[fault.kind.rawValue] = count + 1
    if count < Self.namedMax { named.append(fault) }
  }
}
