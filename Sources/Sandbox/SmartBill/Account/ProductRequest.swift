/// One entry of `products[]`: a product, a service or a discount (smartbill-api.md §4.3, §4.4).
struct ProductRequest: Sendable {
  var name: String?
  var code: String
  var description: String
  var unit: String?
  var quantity: ExactNumber?
  var price: ExactNumber?
  var taxPercentage: ExactNumber?
  /// An empty name is no name.
  var taxName: String?
  var isTaxIncluded: Bool
  var currency: String
  var exchangeRate: ExactNumber?
  var warehouse: String
  /// A service lies in no warehouse.
  var isService: Bool
  /// Print the nomenclature's name, and leave it there as it is (`useSBProductName`).
  var usesStockName: Bool
  var isSaved: Bool
  var isDiscount: Bool
  var numberOfItems: Int?
  var discountType: Int
  var discountValue: ExactNumber?
  var discountPercentage: ExactNumber?

  /// A `null` among the products is an entry with nothing in it.
  init(_ maybe: JSONObject?) {
    let object = maybe ?? JSONObject(members: [])
    func nonEmpty(_ name: String) -> String? {
      guard let text = object[name]?.text, !text.isEmpty else { return nil }
      return text
    }
    name = nonEmpty("name")
    code = object["code"]?.text ?? ""
    description = object["productDescription"]?.text ?? ""
    unit = nonEmpty("measuringUnitName")
    quantity = object["quantity"]?.number
    price = object["price"]?.number
    taxPercentage = object["taxPercentage"]?.number
    taxName = nonEmpty("taxName")
    isTaxIncluded = object["isTaxIncluded"]?.truth ?? false
    currency = nonEmpty("currency") ?? "RON"
    exchangeRate = object["exchangeRate"]?.number
    warehouse = object["warehouseName"]?.text ?? ""
    isService = object["isService"]?.truth ?? false
    usesStockName = object["useSBProductName"]?.truth ?? false
    isSaved = object["saveToDb"]?.truth ?? false
    isDiscount = object["isDiscount"]?.truth ?? false
    numberOfItems = object["numberOfItems"]?.integer
    discountType = object["discountType"]?.integer ?? DiscountType.percentage
    discountValue = object["discountValue"]?.number
    discountPercentage = object["discountPercentage"]?.number
  }

  enum DiscountType {
    static let value = 1
    static let percentage = 2
  }
}
