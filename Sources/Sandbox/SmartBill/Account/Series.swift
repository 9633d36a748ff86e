import ArgumentParser

/// A series of the account and the number that its next document takes.
struct Series: Equatable, Sendable, ExpressibleByArgument {
  var name: String
  var nextNumber: Int
  /// The command line gives invoice series their own option, and so the other kinds.
  var kind: DocumentKind

  init(name: String, nextNumber: Int = 1, kind: DocumentKind = .invoice) {
    self.name = name
    self.nextNumber = nextNumber
    self.kind = kind
  }

  /// `FCT`, or `FCT=41` for a series whose next number is 41.
  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard !parts[0].isEmpty else { return nil }
    guard parts.count == 2 else {
      self.init(name: argument)
      return
    }
    guard let next = Int32(parts[1]), next > 0 else { return nil }
    self.init(name: String(parts[0]), nextNumber: Int(next))
  }

  /// The number that the last document took, if the series has begun.
  var lastNumber: String { Self.text(ofNumber: nextNumber - 1) }

  /// The number that the next document takes.
  var nextText: String { Self.text(ofNumber: nextNumber) }

  /// Padded to four digits in every sample seen (smartbill-api.md §4.7).
  static func text(ofNumber number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  func numbering(_ kind: DocumentKind) -> Series {
    Series(name: name, nextNumber: nextNumber, kind: kind)
  }
}
