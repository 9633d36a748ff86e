import Glibc

/// An IPv4 or IPv6 address, as its 4 or 16 bytes.
struct IPAddress: Equatable {
  let bytes: [UInt8]

  init?(_ text: String) {
    var v4 = in_addr()
    var v6 = in6_addr()
    if inet_pton(AF_INET, text, &v4) == 1 {
      bytes = withUnsafeBytes(of: v4) { Array($0) }
    } else if inet_pton(AF_INET6, text, &v6) == 1 {
      bytes = withUnsafeBytes(of: v6) { Array($0) }
    } else {
      return nil
    }
  }

  /// Of a socket address; nil for another family, or one that is cut short.
  init?(socketAddress: UnsafeRawPointer, family: Int32, byteCount: Int) {
    switch family {
    case AF_INET:
      guard byteCount >= MemoryLayout<sockaddr_in>.size else { return nil }
      let address = socketAddress.loadUnaligned(as: sockaddr_in.self)
      bytes = withUnsafeBytes(of: address.sin_addr) { Array($0) }
    case AF_INET6:
      guard byteCount >= MemoryLayout<sockaddr_in6>.size else { return nil }
      let address = socketAddress.loadUnaligned(as: sockaddr_in6.self)
      bytes = withUnsafeBytes(of: address.sin6_addr) { Array($0) }
    default:
      return nil
    }
  }
}
