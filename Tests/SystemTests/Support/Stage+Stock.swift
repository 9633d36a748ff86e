import StageKit
import TestKit
import Testing

extension Stage {
  /// A person receives goods; a negative quantity goes out.
  func receive(
    _ code: String, _ quantity: String, name: String? = nil, in warehouse: String = "Depozit"
  ) async throws {
    try await receiveGoods(
      """
      {"warehouse": "\(warehouse)", "code": "\(code)", "name": "\(name ?? "Produs \(code)")", \
      "unit": "buc", "quantity": \(quantity)}
      """)
  }

  /// What the shop has, by code, or by name where there is none.
  func shelf() async throws -> [String: JSON] {
    let items = try await HTTP.get(shop.address + "/_sandbox/shelf").json["items"].array
    return Dictionary(
      uniqueKeysWithValues: items.map { item in
        let code = item["code"].string ?? ""
        return (code.isEmpty ? item["name"].string ?? "" : code, item)
      })
  }

  /// Has the stock compared, and waits until the shop has what differs.
  func syncStock(_ options: String...) async throws {
    let result = try await punte(
      arguments: ["stock", "sync", "--by", "Ana", "--reason", "test"] + options)
    expectEqual(result.status, 0, "\(result.errors)")
    try await untilQuiet()
  }
}
