/// What a shop's settings decide about a document, beside what its order says.
public struct DocumentTerms: Codable, Sendable, Equatable {
  /// As SmartBill names it, such as `EN`; nil for Romanian.
  public var language: String?
  /// Days from the document's own until it is due; nil prints no due date.
  public var dueDays: Int?
  /// Printed on the document, before our reference.
  public var mentions: String?
  public var observations: String?
  /// The warehouse (gestiune) that the goods are taken from; nil takes no stock.
  public var warehouse: String?

  public init(
    language: String? = nil, dueDays: Int? = nil, mentions: String? = nil,
    observations: String? = nil, warehouse: String? = nil
  ) {
    self.language = language
    self.dueDays = dueDays
    self.mentions = mentions
    self.observations = observations
    self.warehouse = warehouse
  }
}
