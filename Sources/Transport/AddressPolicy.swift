/// Which addresses a request may connect to.
///
/// The address that is about to be connected is judged, not the name: so a name that resolves
/// differently the second time (DNS rebinding) gains nothing.
public enum AddressPolicy: Sendable, Equatable {
  case any
  /// Only what is reachable on the public Internet: for URLs that others may choose.
  case publicOnly

  /// The special-purpose IPv4 ranges (IANA's registry, RFC 6890).
  private static let reservedV4: [AddressRange] = [
    "0.0.0.0/8",  // this network
    "10.0.0.0/8",  // private
    "100.64.0.0/10",  // carrier-grade NAT
    "127.0.0.0/8",  // loopback
    "169.254.0.0/16",  // link-local, with the clouds' metadata service
    "172.16.0.0/12",  // private
    "192.0.0.0/24",  // protocol assignments
    "192.0.2.0/24",  // documentation
    "192.88.99.0/24",  // 6to4 relays
    "192.168.0.0/16",  // private
    "198.18.0.0/15",  // benchmarks
    "198.51.100.0/24",  // documentation
    "203.0.113.0/24",  // documentation
    "224.0.0.0/4",  // multicast
    "240.0.0.0/4",  // reserved, with broadcast
  ]

  /// All public IPv6 lies in here; loopback, IPv4-mapped, NAT64, local and multicast outside.
  private static let globalV6: AddressRange = "2000::/3"

  private static let reservedInGlobalV6: [AddressRange] = [
    "2001::/23",  // protocol assignments, with Teredo, which embeds IPv4
    "2001:db8::/32",  // documentation
    "2002::/16",  // 6to4, which embeds IPv4
    "3fff::/20",  // documentation
  ]

  func allows(_ address: IPAddress) -> Bool {
    guard self == .publicOnly else { return true }
    return address.bytes.count == 4
      ? !Self.reservedV4.contains { $0.contains(address) }
      : Self.globalV6.contains(address)
        && !Self.reservedInGlobalV6.contains { $0.contains(address) }
  }

  /// Whether a connection to `text` may be used; what isn't an IP address is a Unix socket.
  func allows(connectionTo text: String) -> Bool {
    guard self == .publicOnly else { return true }
    return IPAddress(text).map(allows) ?? false
  }
}
