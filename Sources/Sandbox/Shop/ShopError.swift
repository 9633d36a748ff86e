/// Why the shop refuses what its user or a script asks.
enum ShopError: Error, Equatable {
  case unknownOrder
  case orderExists
  /// The id is empty or longer than `ShopState.orderIDCharactersMax`, or there are no lines.
  case orderUnreadable
  case tooManyOrders
  case unknownProduct
  /// It has none, or none above zero.
  case priceMissing
}
