import Domain

/// Where the listener waits for shops.
struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
  var host: String
  /// 0 takes any free port.
  var port: Int

  static let standard = ListenAddress(host: "127.0.0.1", port: 8080)

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `host:port`; an IPv6 address stands in brackets.
  init(_ text: String) throws(SettingsComplaint) {
    guard let colon = text.lastIndex(of: ":"),
      let port = UInt16(text[text.index(after: colon)...])
    else { throw Self.complaint }
    let written = text[..<colon]
    let isBracketed = written.hasPrefix("[") && written.hasSuffix("]")
    let host = isBracketed ? written.dropFirst().dropLast() : written
    guard !host.isEmpty, isBracketed || !host.contains(":"), !host.contains(where: \.isWhitespace)
    else { throw Self.complaint }
    self.init(host: String(host), port: Int(port))
  }

  /// Whether both can't be listened on at once: the port is the same, and the host, or one of them
  /// stands for all of the machine's. Where the system gives the port, it gives two.
  func collides(with other: Self) -> Bool {
    guard port == other.port, port != 0 else { return false }
    let hosts = [host, other.host].map { host in
      let host = host.lowercased()
      return host == "localhost" ? "127.0.0.1" : host
    }
    return hosts[0] == hosts[1] || hosts.contains { $0 == "0.0.0.0" || $0 == "::" }
  }

  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  private static let complaint = SettingsComplaint(
    .both("nu e o adresă de ascultare", "isn't an address to listen on"),
    remedy: .both(
      "scrieți gazda:portul, de exemplu 127.0.0.1:8080",
      "write host:port, such as 127.0.0.1:8080"))
}
