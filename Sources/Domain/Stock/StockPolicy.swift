/// What a shop's settings say of its stock.
public struct StockPolicy: Sendable, Equatable {
  public enum Decimals: String, Sendable, CaseIterable { case keep, floor }

  /// What becomes of a product that SmartBill no longer names: it says nothing of what is used up
  /// (`smartbill-api.md` §8), so that its absence is usually the end of its stock.
  public enum Vanished: String, Sendable, CaseIterable { case zero, leave }

  /// Whose stock is summed; by name, case and all.
  public var warehouses: [String]
  public var identity: ProductIdentity
  public var decimals: Decimals
  public var vanished: Vanished
  /// Of the products that the shop has in stock, so many in a hundred may be set to nothing at once.
  public var zeroShareMax: Int
  /// Where the shop puts products that it doesn't know; nil leaves that to the shop.
  public var hiddenCategory: String?
  /// Orders that are to be invoiced, and aren't yet, are taken off.
  public var reservesOrders: Bool
  public var schedule: StockSchedule

  public static let zeroShareMaxDefault = 20
  /// A shop of few products may sell out of two on one morning.
  static let zeroedCountFree = 2

  public init(
    warehouses: [String], identity: ProductIdentity = .code, decimals: Decimals = .floor,
    vanished: Vanished = .zero, zeroShareMax: Int = Self.zeroShareMaxDefault,
    hiddenCategory: String? = nil, reservesOrders: Bool = false,
    schedule: StockSchedule = .onRequest
  ) {
    self.warehouses = warehouses
    self.identity = identity
    self.decimals = decimals
    self.vanished = vanished
    self.zeroShareMax = zeroShareMax
    self.hiddenCategory = hiddenCategory
    self.reservesOrders = reservesOrders
    self.schedule = schedule
  }

  /// What the shop is to have of so much.
  func target(_ quantity: Quantity) -> Quantity {
    decimals == .floor ? quantity.wholePart : max(quantity, .zero)
  }
}
