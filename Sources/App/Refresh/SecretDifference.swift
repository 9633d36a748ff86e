import Domain
import Listener
import Signatures

/// What differs between the settings that are in force and those that were just read; pure.
extension Settings {
  /// These settings with the other's secrets, for each shop that still signs in the same way.
  func taking(secretsOf other: Settings) -> Settings {
    var taken = self
    for (id, shop) in shops {
      guard let fresh = other.shops[id], fresh.signature.scheme == shop.signature.scheme else {
        continue
      }
      taken.shops[id]?.signature.secrets = fresh.signature.secrets
      taken.shops[id]?.callbackSecrets = fresh.callbackSecrets
    }
    return taken
  }

  func secretChanges(to other: Settings) -> [SecretsRefresh.Change] {
    shops.keys.sorted().flatMap { id -> [SecretsRefresh.Change] in
      let (before, after) = (ends(of: id), other.ends(of: id))
      func changes(
        _ kind: SecretsRefresh.Change.Kind, _ isChanged: (String) -> Bool
      ) -> [SecretsRefresh.Change] {
        Set(before.keys).union(after.keys).filter(isChanged).sorted()
          .map { SecretsRefresh.Change(shop: id, fingerprint: $0, kind: kind) }
      }
      return changes(.added) { before[$0] == nil } + changes(.removed) { after[$0] == nil }
        + changes(.ends) { key in
          before[key].map { end in after[key].map { $0 != end } ?? false } ?? false
        }
    }
  }

  /// By fingerprint; more than one where the callbacks have the same secret with another end.
  private func ends(of shop: ShopID) -> [String: [Int64?]] {
    let secrets = shops[shop]?.allSecrets ?? []
    return Dictionary(grouping: secrets) { $0.secret.fingerprint }
      .mapValues { $0.map(\.dated.notAfterSeconds) }
  }

  /// The keys of the settings that differ and count only after a restart.
  func restartsNeeded(for other: Settings) -> [String] {
    var keys: [String] = []
    func compare(_ key: String, _ isSame: Bool) { if !isSame { keys.append(key) } }
    compare("database", database == other.database)
    compare("listen", listen == other.listen)
    compare("admin", admin == other.admin)
    compare("log", log == other.log)
    compare("keep", keep == other.keep)
    compare("documents", documents?.facts == other.documents?.facts)
    for id in Set(accounts.keys).union(other.accounts.keys).sorted() {
      compare("accounts.\(id)", accounts[id] == other.accounts[id])
    }
    for id in Set(shops.keys).union(other.shops.keys).sorted() {
      compare("shops.\(id)", shops[id]?.facts == other.shops[id]?.facts)
    }
    return keys
  }
}

extension ShopSettings {
  /// All but the secrets.
  fileprivate struct Facts: Equatable {
    let account: AccountID
    let scheme: SignatureScheme
    let tolerance: Duration
    let callback: String
    let allowsPrivateAddresses: Bool
    let invoicing: InvoicingSettings
  }

  fileprivate var facts: Facts {
    Facts(
      account: account, scheme: signature.scheme, tolerance: signature.tolerance,
      callback: callback, allowsPrivateAddresses: allowsPrivateAddresses, invoicing: invoicing)
  }
}

extension DocumentSettings {
  /// The links' secrets among them: those count only after a restart.
  fileprivate struct Facts: Equatable {
    let url: String
    let valid: Duration
    let fingerprints: [String]
  }

  fileprivate var facts: Facts {
    Facts(url: url, valid: valid, fingerprints: secrets.map(\.fingerprint))
  }
}
