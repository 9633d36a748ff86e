import Domain
import FoundationEssentials

/// Addresses that Punte calls.
enum WebAddress {
  static func callback(
    _ text: String, allowsPrivate: Bool
  ) throws(SettingsComplaint) -> String {
    let url = try absolute(text)
    guard url.scheme == "https" || allowsPrivate else {
      throw SettingsComplaint(
        .both("trebuie să fie https", "must be https"),
        remedy: .both(
          "scrieți https://…, sau puneți callback_private_addresses: true pentru un magazin aflat "
            + "lângă Punte",
          "write https://…, or set callback_private_addresses: true for a shop beside Punte"))
    }
    return text
  }

  /// What SmartBill's own pages add to its address; ours comes from the requests.
  private static let smartBillPath = "/SBORO/api"

  /// Of SmartBill; without a slash at its end.
  static func base(_ text: String) throws(SettingsComplaint) -> String {
    let base = try base(text, carrying: .both("tokenul", "the token"))
    guard !base.hasSuffix(smartBillPath) else {
      throw SettingsComplaint(
        .both(
          "se termină cu \(smartBillPath), care i se adaugă oricum",
          "ends with \(smartBillPath), which is put behind it anyway"),
        remedy: .both(
          "scrieți \(base.dropLast(smartBillPath.count))",
          "write \(base.dropLast(smartBillPath.count))"))
    }
    return base
  }

  /// Of the links to documents; without a slash at its end.
  static func documents(_ text: String) throws(SettingsComplaint) -> String {
    try base(text, carrying: .both("facturile clienților", "customers' invoices"))
  }

  /// Where shops reach Punte; without a slash at its end.
  static func publicBase(_ text: String) throws(SettingsComplaint) -> String {
    try base(text, carrying: .both("comenzile clienților", "customers' orders"))
  }

  private static func base(
    _ text: String, carrying what: BilingualText
  ) throws(SettingsComplaint) -> String {
    let url = try absolute(text)
    guard url.scheme == "https" || isLoopback(url.host() ?? "") else {
      throw SettingsComplaint(
        .both(
          "trebuie să fie https, căci duce \(what.ro)", "must be https, as it carries \(what.en)"),
        remedy: .both(
          "scrieți https://…; http e pentru 127.0.0.1", "write https://…; http is for 127.0.0.1"))
    }
    guard url.query() == nil, url.fragment() == nil else {
      throw SettingsComplaint(
        .both("e mai mult decât adresa de bază", "is more than a base"),
        remedy: .both("lăsați deoparte ce urmează după ? sau #", "leave out what follows ? or #"))
    }
    return String(text.reversed().drop { $0 == "/" }.reversed())
  }

  private static func absolute(_ text: String) throws(SettingsComplaint) -> URL {
    guard let url = URL(string: text), let scheme = url.scheme, let host = url.host(),
      ["http", "https"].contains(scheme), !host.isEmpty
    else {
      throw SettingsComplaint(
        .both("nu e o adresă", "isn't an address"),
        remedy: .both(
          "scrieți, de exemplu, https://magazin.example/x",
          "write one like https://magazin.example/x"))
    }
    guard url.user() == nil, url.password() == nil else {
      throw SettingsComplaint(
        .both("are un nume de utilizator sau o parolă", "holds a user name or password"),
        remedy: .both("scoateți-le", "leave them out"))
    }
    return url
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
