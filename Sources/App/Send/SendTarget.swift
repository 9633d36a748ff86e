import Domain
import FoundationEssentials

/// Where a sample is sent.
enum SendTarget {
  /// The shop's webhook of a listener; `given` may be the listener's address alone.
  static func url(
    _ given: String?, listen: ListenAddress, shop: ShopID
  ) throws(CommandError) -> String {
    let path = "/webhooks/\(shop)"
    if let given {
      guard let url = URL(string: given), let scheme = url.scheme, url.host() != nil,
        ["http", "https"].contains(scheme)
      else {
        throw CommandError(
          "\(given) isn't an address", remedy: "Write --to http://127.0.0.1:8080.", .usage)
      }
      guard url.path().isEmpty || url.path() == "/" else { return given }
      return (given.hasSuffix("/") ? String(given.dropLast()) : given) + path
    }
    guard listen.port != 0 else {
      throw CommandError(
        "the settings leave the port to the system", remedy: "Say where, with --to.", .usage)
    }
    // Listening on every address, it is at home here too.
    var address = listen
    if address.host == "0.0.0.0" { address.host = "127.0.0.1" }
    if address.host == "::" { address.host = "::1" }
    return "http://\(address)\(path)"
  }
}
