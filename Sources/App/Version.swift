import CCurl
import COpenSSL
import GRDBSQLite

/// Which punte this is, and which libraries of the system it runs with.
enum Version {
  static let number = "0.1.0"

  static var libraries: [(library: String, version: String)] {
    let curl = curl_version_info(CURLVERSION_FIRST).map { String(cString: $0.pointee.version) }
    return [
      ("OpenSSL", String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))),
      ("libcurl", curl ?? "unknown"),
      ("SQLite", String(cString: sqlite3_libversion())),
    ]
  }

  /// One line, and one more for each known defect of a library.
  static var text: String { text(of: libraries) }

  static func text(of libraries: [(library: String, version: String)]) -> String {
    let list = libraries.map { "\($0.library) \($0.version)" }.joined(separator: ", ")
    let defects = KnownDefect.found(in: libraries).map { defect in
      "warning: this \(defect.library) \(defect.text.en)"
    }
    return (["punte \(number) (\(list))"] + defects).joined(separator: "\n")
  }
}
