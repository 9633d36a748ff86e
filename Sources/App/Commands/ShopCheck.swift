import Domain

extension SettingsOutline {
  /// Refuses a shop that the settings don't name, and that no stored event is of: its name is
  /// mistyped, and nothing would be listed.
  func checkShop(_ shop: ShopID?) async throws(CommandError) {
    guard let shop, !shops.contains(shop) else { return }
    let stored = try await DatabaseAccess(database).read { (store) async throws(StoreError) in
      try await store.events(EventFilter(shop: shop, limit: 1))
    }
    guard stored.isEmpty else { return }
    let names = shops.map(\.rawValue).joined(separator: ", ")
    throw CommandError(
      "there is no shop \(shop) in the settings, and no event of one is stored",
      remedy: names.isEmpty ? "Name it in the settings." : "Name one of \(names).", .usage)
  }
}
