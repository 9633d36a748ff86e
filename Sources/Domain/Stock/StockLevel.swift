/// How much there is of a product: in one warehouse as it is read, in all of them once they are
/// summed. There is no price in it, and never will be: prices are the shop's.
public struct StockLevel: Codable, Sendable, Equatable {
  /// Empty where the company uses none.
  public var code: String
  public var name: String
  public var unit: String
  public var quantity: Quantity

  public init(code: String, name: String, unit: String, quantity: Quantity) {
    self.code = code
    self.name = name
    self.unit = unit
    self.quantity = quantity
  }

  /// A push says no unit, and may leave the name out, or by titles the code: they are as they were.
  func filled(from product: StockProduct) -> StockLevel {
    guard code.isEmpty || name.isEmpty || unit.isEmpty else { return self }
    return StockLevel(
      code: code.isEmpty ? product.code : code, name: name.isEmpty ? product.name : name,
      unit: unit.isEmpty ? product.unit : unit, quantity: quantity)
  }

  public func key(by identity: ProductIdentity) -> StockKey {
    StockKey(identity == .code ? code : name)
  }
}
