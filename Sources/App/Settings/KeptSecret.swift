import Signatures

/// A secret of the settings, and where it is kept.
struct KeptSecret: Sendable {
  let dated: DatedSecret
  let origin: SecretOrigin

  var secret: Secret { dated.secret }
}

enum SecretOrigin: Sendable, Equatable {
  case environment(variable: String)
  /// The file's path as the settings' folder makes it; the line counts from 1.
  case file(path: String, line: Int)
}

extension SecretOrigin: CustomStringConvertible {
  var description: String {
    switch self {
    case .environment(let variable): "${\(variable)}"
    case .file(let path, let line): "\(path):\(line)"
    }
  }
}
