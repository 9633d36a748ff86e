import Domain
import FoundationEssentials

/// Bodies as they are sent: the same bytes for the same request.
enum WireBody {
  /// - Parameter code: of the failure where it can't be written.
  /// - Parameter name: what it is, for a person: “the order”.
  static func bytes(
    of request: some Encodable, orElse code: FailureCode, _ name: String
  ) throws(Failure) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(request))
    } catch {
      throw Failure(code, detail: "\(name) can't be written as JSON")
    }
  }
}
