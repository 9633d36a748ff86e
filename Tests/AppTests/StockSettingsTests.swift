import Domain
import TestKit
import Testing

@testable import App

@Suite struct StockSettingsTests {
  private func text(_ stock: String) -> String {
    SettingsFile.good + "\n    stock: \(stock)\n"
  }

  private func policy(_ stock: String) throws -> StockPolicy? {
    try SettingsFile.read(text(stock)).get().policies["magazin"]?.stock
  }

  @Test func `a shop without a stock section has none`() throws {
    #expect(try SettingsFile.read(SettingsFile.good).get().policies["magazin"]?.stock == nil)
  }

  @Test func `a warehouse is enough, the rest has defaults`() throws {
    try expectEqual(
      policy("{ warehouses: [ Depozit ] }"),
      StockPolicy(
        warehouses: ["Depozit"], identity: .code, decimals: .floor, vanished: .zero,
        zeroShareMax: 20, hiddenCategory: nil, reservesOrders: false, schedule: .onRequest))
  }

  @Test func `what may be set is set`() throws {
    let stock = """
      { warehouses: [ Depozit, Magazin ], at: [ "06:00", "23:30" ], identify_by: title, \
      hidden_category: neverificate, decimals: keep, vanished: leave, zero_share_max: 5, \
      reserve_orders: true }
      """
    let times = Set(["06:00", "23:30"].compactMap { TimeOfDay($0) })
    try expectEqual(
      policy(stock),
      StockPolicy(
        warehouses: ["Depozit", "Magazin"], identity: .title, decimals: .keep, vanished: .leave,
        zeroShareMax: 5, hiddenCategory: "neverificate", reservesOrders: true,
        schedule: .at(times)))
    try expectEqual(
      policy("{ warehouses: [ Depozit ], every: 2h }")?.schedule, .every(.seconds(7200)))
  }

  @Test func `products are told apart as the shop's are, unless the section says otherwise`() throws
  {
    func identity(_ stock: String) throws -> ProductIdentity? {
      let products = "\n    products: { identify_by: title, warehouse: Depozit }"
      return try SettingsFile.read(text(stock) + products).get().policies["magazin"]?.stock?
        .identity
    }
    try expectEqual(identity("{ warehouses: [ Depozit ] }"), .title)
    try expectEqual(identity("{ warehouses: [ Depozit ], identify_by: code }"), .code)
  }

  @Test(arguments: [
    ("{}", "missing key \"warehouses\""),
    ("{ warehouses: [] }", "shops.magazin.stock.warehouses: is empty"),
    ("{ warehouses: [ D, D ] }", "names one twice"),
    ("{ warehouses: [ D ], at: [ \"6:00\" ] }", "stock.at[0]: isn't a time of day"),
    ("{ warehouses: [ D ], at: [ \"06:00\" ], every: 1h }", "stands beside"),
    ("{ warehouses: [ D ], every: 5s }", "is out of bounds"),
    ("{ warehouses: [ D ], zero_share_max: 101 }", "0 to 100"),
    ("{ warehouses: [ D ], decimals: round }", "stock.decimals"),
    ("{ warehouses: [ D ], hiden_category: x }", "did you mean \"hidden_category\"?"),
  ])
  func `an error is named with its place and its fix`(stock: String, expected: String) {
    let errors = SettingsFile.errors(of: text(stock))
    #expect(errors.contains(expected), "\(errors)")
  }

  @Test func `the token of SmartBill's push is a secret, and not a short one`() throws {
    let good = SettingsFile.good.replacing(
      "cif: RO12345674", with: "cif: RO12345674\n    stock_push_token: ${PUSH}")
    let long = SettingsFile.read(good, environment: ["PUSH": String(repeating: "x", count: 20)])
    try expectEqual(long.get().stockPushTokens.keys.sorted(), ["firma"])
    let errors = SettingsFile.errors(of: good, environment: ["PUSH": "scurt"])
    #expect(errors.contains("stock_push_token: is shorter than 20 characters"))
    #expect(!errors.contains("scurt;"))
  }
}
