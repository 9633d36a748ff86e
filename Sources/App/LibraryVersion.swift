/// A library's version by its numbers: `3.40.1`, or `7.88.1-DEV`, whose ending doesn't count.
struct LibraryVersion: Comparable, ExpressibleByStringLiteral {
  private let numbers: [Int]

  init(_ text: String) {
    numbers = text.prefix { $0.isNumber || $0 == "." }.split(separator: ".").compactMap { Int($0) }
  }

  init(stringLiteral text: String) { self.init(text) }

  static func < (left: Self, right: Self) -> Bool {
    left.numbers.lexicographicallyPrecedes(right.numbers)
  }
}
