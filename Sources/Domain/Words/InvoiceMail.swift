/// How an invoice is to be e-mailed. What is left out SmartBill fills in: the customer's address on
/// the invoice, and the account's own subject and text.
public struct InvoiceMail: Codable, Sendable, Equatable {
  public var to: MailAddresses?
  public var cc: MailAddresses?
  public var bcc: MailAddresses?
  public var subject: MailSubject?
  public var text: MailText?

  public init(
    to: MailAddresses? = nil, cc: MailAddresses? = nil, bcc: MailAddresses? = nil,
    subject: MailSubject? = nil, text: MailText? = nil
  ) {
    self.to = to
    self.cc = cc
    self.bcc = bcc
    self.subject = subject
    self.text = text
  }
}

/// A mail's subject: one line.
public struct MailSubject: Sendable, Equatable {
  /// More is cut by every mail program.
  public static let lengths = 1...200

  public let text: String

  /// nil for a line that is too long, empty, or holds a control character: it would begin another
  /// header.
  public init?(_ text: String) {
    guard Self.lengths.contains(text.unicodeScalars.count),
      !text.unicodeScalars.contains(where: \.isControl)
    else { return nil }
    self.text = text
  }
}

/// A mail's text.
public struct MailText: Sendable, Equatable {
  /// Some pages; SmartBill tells no limit of its own.
  public static let lengths = 1...10_000

  public let text: String

  /// nil for one that is too long, empty, or holds control characters other than tabs and ends of
  /// lines.
  public init?(_ text: String) {
    guard Self.lengths.contains(text.unicodeScalars.count),
      !text.unicodeScalars.contains(where: { $0.isControl && !"\t\r\n".unicodeScalars.contains($0) }
      )
    else { return nil }
    self.text = text
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension MailSubject: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let subject = Self(try container.decode(String.self)) else {
      throw DecodingError.unfit(
        "is not one line of \(Self.lengths.lowerBound) to \(Self.lengths.upperBound) characters",
        in: container)
    }
    self = subject
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension MailText: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let text = Self(try container.decode(String.self)) else {
      throw DecodingError.unfit(
        "has not \(Self.lengths.lowerBound) to \(Self.lengths.upperBound) characters, or has "
          + "control characters", in: container)
    }
    self = text
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
