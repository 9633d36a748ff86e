import Domain
import FoundationEssentials

/// The goods that a create call's body asks for, services and discounts left out.
struct AskedGoods: Decodable {
  private struct Line: Decodable {
    var name: String
    var isService: Bool?
    var isDiscount: Bool?
  }

  private var products: [Line]

  /// Nil for anything but a create call's body, or one that is made from a proforma.
  init?(_ body: [UInt8]) {
    guard let goods = try? JSONDecoder().decode(Self.self, from: Data(body)) else { return nil }
    self = goods
  }

  var names: [String] {
    products.filter { $0.isService != true && $0.isDiscount != true }.map(\.name)
  }
}
