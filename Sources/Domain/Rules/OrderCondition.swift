/// Which orders a rule is for: of each aspect that it names, one of the words must be the order's.
public struct OrderCondition: Sendable, Equatable, CustomStringConvertible {
  /// As the settings write them, in their order.
  private let words: [OrderAspect: [String]]
  /// The same as they are compared.
  private let allowed: [OrderAspect: [String]]

  /// - Parameter words: none for an aspect allows any.
  public init(_ words: [OrderAspect: [String]] = [:]) {
    self.words = words.filter { !$0.value.isEmpty }
    allowed = Dictionary(
      uniqueKeysWithValues: self.words.map { ($0, $1.map($0.word)) })
  }

  public func holds(for order: Order) -> Bool {
    holds { $0.value(in: order) }
  }

  /// Whether it says which statuses it is for.
  public var namesStatus: Bool { allowed[.status] != nil }

  private func holds(_ value: (OrderAspect) -> String) -> Bool {
    allowed.allSatisfy { aspect, words in
      let value = value(aspect)
      return words.contains { aspect.includes($0, value) }
    }
  }

  /// `payment ramburs or op, customer company`; `any order` without a condition.
  public var description: String {
    let parts = OrderAspect.allCases.compactMap { aspect in
      words[aspect].map { "\(aspect.rawValue) " + $0.joined(separator: " or ") }
    }
    return parts.isEmpty ? "any order" : parts.joined(separator: ", ")
  }

  // MARK: Coverage

  /// More sorts of orders aren't told apart: rules that name so much are held against one earlier
  /// rule after the other.
  static let sortsMax = 5_000

  /// Whether each order that this is for is for one of the others already.
  public func isCovered(by others: [OrderCondition]) -> Bool {
    let values = OrderAspect.allCases.map { sorts(of: $0, known: others) }
    let count = values.reduce(1) { $0 > Self.sortsMax ? $0 : $0 * $1.count }
    guard count <= Self.sortsMax else { return others.contains { isCovered(byOne: $0) } }
    var combinations: [[OrderAspect: String]] = [[:]]
    for (aspect, values) in zip(OrderAspect.allCases, values) {
      combinations = combinations.flatMap { combination in
        values.map { combination.merging([aspect: $0]) { $1 } }
      }
    }
    return combinations.allSatisfy { combination in
      others.contains { $0.holds { combination[$0] ?? "" } }
    }
  }

  private func isCovered(byOne other: OrderCondition) -> Bool {
    other.allowed.allSatisfy { aspect, words in
      sorts(of: aspect, known: [other]).allSatisfy { value in
        words.contains { aspect.includes($0, value) }
      }
    }
  }

  /// A value no word stands for: of letters that no folded country and no setting has.
  private static let unnamed = "\u{0}"

  /// Of what this is for, one value of each sort that it and the others tell apart.
  private func sorts(of aspect: OrderAspect, known others: [OrderCondition]) -> [String] {
    let named = Set(([self] + others).flatMap { $0.allowed[aspect] ?? [] })
    let all =
      aspect == .customer
      ? Party.Kind.allCases.map(\.rawValue)
      : Array(named.subtracting([OrderAspect.abroad])) + [Self.unnamed]
    guard let own = allowed[aspect] else { return all }
    return all.filter { value in own.contains { aspect.includes($0, value) } }
  }
}
