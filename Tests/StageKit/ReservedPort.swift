import Foundation

/// A free port that stays free until our own program listens on it, and between its runs.
///
/// It is bound and never listened on: Linux then gives it to nobody who asks for any port, and lets
/// a second socket be bound to it that, like this one, is ready to share the address.
final class ReservedPort: Sendable {
  let number: Int
  private let socket: Int32

  init() throws {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var byteCount = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutableBytes(of: &address) {
      guard let pointer = $0.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
        return false
      }
      return bind(socket, pointer, byteCount) == 0 && getsockname(socket, pointer, &byteCount) == 0
    }
    number = Int(UInt16(bigEndian: address.sin_port))
    self.socket = socket
    guard isBound else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }

  deinit { close(socket) }
}
