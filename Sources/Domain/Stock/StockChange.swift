/// A product's stock as its shop is to have it, whatever it has now.
public struct StockChange: Codable, Sendable, Equatable {
  public var key: StockKey
  public var code: String
  public var name: String
  public var unit: String
  public var quantity: Quantity

  public init(key: StockKey, code: String, name: String, unit: String, quantity: Quantity) {
    self.key = key
    self.code = code
    self.name = name
    self.unit = unit
    self.quantity = quantity
  }
}
