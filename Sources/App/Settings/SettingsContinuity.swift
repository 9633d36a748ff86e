import Domain

/// Whether the settings still name those whose documents the ledger has. An order is told apart by its
/// shop and account, and a number by its company: under other names the same order would get a second
/// invoice.
struct SettingsContinuity: Sendable {
  struct Break: Error, Sendable, Equatable {
    let what: BilingualText
    let remedy: BilingualText
  }

  let owners: [DocumentOwner]

  /// The first thing that doesn't fit; nil if all does.
  func firstBreak(in settings: Settings) -> Break? {
    owners.lazy.compactMap { owner in
      company(of: owner, settings) ?? account(of: owner, settings) ?? name(of: owner, settings)
    }.first
  }

  /// Shops that have documents, and that the settings name no more: what of theirs is open waits.
  func gone(from settings: Settings) -> [ShopID] {
    Set(owners.map(\.shop)).filter { settings.shops[$0] == nil }.sorted()
  }

  private func company(of owner: DocumentOwner, _ settings: Settings) -> Break? {
    guard let account = settings.accounts[owner.account], account.cif != owner.cif else {
      return nil
    }
    return Break(
      what: .both(
        "contul \(owner.account) are documente ale firmei \(owner.cif), iar cif este acum "
          + account.cif,
        "account \(owner.account) has documents of \(owner.cif), and its cif is \(account.cif) now"),
      remedy: .both(
        "Scrieți la loc cif: \(owner.cif). Altă firmă are nevoie de un cont al ei, iar magazinele "
          + "ei de alte nume.",
        "Write cif: \(owner.cif) again. Another company needs an account of its own, and its shops "
          + "names of their own."))
  }

  private func account(of owner: DocumentOwner, _ settings: Settings) -> Break? {
    guard let shop = settings.shops[owner.shop], shop.account != owner.account else { return nil }
    return Break(
      what: .both(
        "magazinul \(owner.shop) are documente în contul \(owner.account), iar contul lui este "
          + "acum \(shop.account)",
        "shop \(owner.shop) has documents of account \(owner.account), and its account is "
          + "\(shop.account) now"),
      remedy: .both(
        "Scrieți la loc account: \(owner.account). Un magazin care trece la alt cont are nevoie "
          + "acolo de alt nume.",
        "Write account: \(owner.account) again. A shop that goes to another account needs a name "
          + "of its own there."))
  }

  /// A shop that is gone, while one without documents took its place in the series.
  private func name(of owner: DocumentOwner, _ settings: Settings) -> Break? {
    guard settings.shops[owner.shop] == nil else { return nil }
    let known = Set(owners.map(\.shop))
    let renamed = settings.shops.keys.sorted().first { id in
      guard !known.contains(id), let shop = settings.shops[id] else { return false }
      return settings.accounts[shop.account]?.cif == owner.cif
        && shop.invoicing.allSeries.union(shop.invoicing.proformaSeries).contains(owner.series)
    }
    guard let renamed else { return nil }
    return Break(
      what: .both(
        "magazinul \(owner.shop) are documente în seria \(owner.series), iar în locul lui stă "
          + "magazinul \(renamed), care nu are niciunul",
        "shop \(owner.shop) has documents in series \(owner.series), and shop \(renamed), which "
          + "has none, takes its place"),
      remedy: .both(
        "Scrieți la loc \(owner.shop) unde stă \(renamed). Un magazin nou are nevoie de o serie a "
          + "lui.",
        "Write \(owner.shop) again where \(renamed) stands. A new shop needs a series of its own."))
  }
}
