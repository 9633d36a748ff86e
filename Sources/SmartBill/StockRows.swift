import Domain
import FoundationEssentials

/// An answer about the stock, of either form (`smartbill-api.md` §8, §3.2), as rows. Prices, which
/// neither form is known to hold, are left unread.
struct StockRows {
  /// In each form a row a product and warehouse.
  private(set) var rows: [StockLevel] = []
  /// Not empty where SmartBill refuses.
  let errorText: ErrorText
  /// Whether there was a list, if an empty one.
  let hasList: Bool
  /// Products whose quantity can't be read, each as a fault of its own.
  private(set) var unreadable: [StockFault] = []

  /// - Parameter warehouse: rows that are said to be of another are left out.
  init(_ body: [UInt8], of warehouse: String) throws {
    let answer = try StockAnswerBody.read(Data(body))
    errorText = ErrorText(answer.errorText ?? "")
    hasList = answer.products != nil || answer.list != nil
    add(answer.products ?? [])
    for entry in answer.list ?? [] {
      if let name = entry.warehouse?.warehouseName, StockKey(name) != StockKey(warehouse) {
        continue
      }
      add(entry.products)
    }
  }

  private mutating func add(_ read: [StockRow]) {
    rows += read.levels
    unreadable += read.faults
  }
}

private struct StockAnswerBody: Decodable {
  struct Entry: Decodable {
    struct Warehouse: Decodable { var warehouseName: String? }
    var warehouse: Warehouse?
    var products: [StockRow]
  }

  var errorText: String?
  /// Of the documented form.
  var list: [Entry]?
  /// Of the short form.
  var products: [StockRow]?

  /// With or without the wrapper of SmartBill's XML days.
  static func read(_ data: Data) throws -> StockAnswerBody {
    let decoder = JSONDecoder()
    let plain = try decoder.decode(Self.self, from: data)
    guard plain.errorText == nil, plain.list == nil, plain.products == nil else { return plain }
    return (try? decoder.decode([String: Self].self, from: data))?.values.first ?? plain
  }
}
