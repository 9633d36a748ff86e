import COpenSSL
import Synchronization

/// What this process uses of OpenSSL, fetched once, under a lock: no two threads fetch at once, which
/// OpenSSL 3.0 doesn't bear while providers are loaded (its issue 17633), and no secret is made by
/// another way than the first, which the settings' reader makes before anything listens.
///
/// Never freed: it lives as long as the process.
final class Cryptography: Sendable {
  nonisolated(unsafe) let sha256: OpaquePointer
  /// An HMAC context that has its digest, and no key that counts: only ever duplicated.
  nonisolated(unsafe) private let hmac: OpaquePointer

  /// Made at the first use; a failure isn't kept, so that the next use tries again.
  static func shared() throws(SecretError) -> Cryptography {
    let made = process.withLock { process in
      Result { () throws(SecretError) in
        if let made = process { return made }
        let made = try Cryptography()
        process = made
        return made
      }
    }
    return try made.get()
  }

  private static let process = Mutex<Cryptography?>(nil)

  /// - Parameter digest: another name than SHA256 shows what a failure says.
  init(digest: String = "SHA256") throws(SecretError) {
    ERR_clear_error()
    guard let sha256 = EVP_MD_fetch(nil, digest, nil) else { throw Self.failure(digest) }
    guard let method = EVP_MAC_fetch(nil, "HMAC", nil) else { throw Self.failure("HMAC") }
    defer { EVP_MAC_free(method) }
    guard let hmac = EVP_MAC_CTX_new(method) else { throw Self.failure("an HMAC context") }
    // A parameter holds the addresses of its name and its value: both must live until it was read.
    var (key, value) = (Array("digest".utf8CString), Array(digest.utf8CString))
    let isSet = key.withUnsafeMutableBufferPointer { key in
      value.withUnsafeMutableBufferPointer { value in
        let parameters = [
          OSSL_PARAM_construct_utf8_string(key.baseAddress, value.baseAddress, 0),
          OSSL_PARAM_construct_end(),
        ]
        // One without any key can't be duplicated.
        return EVP_MAC_init(hmac, [0], 1, parameters) == 1
      }
    }
    guard isSet else { throw Self.failure("HMAC with \(digest)") }
    self.sha256 = sha256
    self.hmac = hmac
  }

  /// An HMAC-SHA256 context with this key; whoever asked for it frees it.
  func keyedContext(_ key: [UInt8]) throws(SecretError) -> OpaquePointer {
    guard let context = EVP_MAC_CTX_dup(hmac) else { throw Self.failure("an HMAC context") }
    guard EVP_MAC_init(context, key, key.count, nil) == 1 else {
      EVP_MAC_CTX_free(context)
      throw Self.failure("an HMAC key")
    }
    return context
  }

  func fillRandomly(_ bytes: inout [UInt8]) throws(SecretError) {
    guard RAND_bytes(&bytes, Int32(bytes.count)) == 1 else {
      throw Self.failure("random bytes")
    }
  }

  /// What is missing, and OpenSSL's own words on it, which it keeps a thread and a call at a time.
  private static func failure(_ missing: String) -> SecretError {
    var reasons: [String] = []
    while reasons.count < reasonsMax, case let code = ERR_get_error(), code != 0 {
      var text = [CChar](repeating: 0, count: reasonBytes)
      ERR_error_string_n(code, &text, text.count)
      reasons.append(
        String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    ERR_clear_error()
    let words = reasons.isEmpty ? "it gives no reason" : reasons.joined(separator: "; ")
    return .cryptographyUnavailable("OpenSSL has not given \(missing): \(words)")
  }

  /// The first are the cause; OpenSSL keeps 16.
  private static let reasonsMax = 4
  /// OpenSSL asks for 256 at the least.
  private static let reasonBytes = 256
}
