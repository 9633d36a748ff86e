import CCurl
import COpenSSL
import GRDBSQLite

/// Which punte this is, and which libraries of the system it runs with.
enum Version {
  static let number = "0.1.0"

  static var text: String {
    let openSSL = String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
    let curl = curl_version_info(CURLVERSION_FIRST).map { String(cString: $0.pointee.version) }
    let sqlite = String(cString: sqlite3_libversion())
    return "punte \(number) (OpenSSL \(openSSL), libcurl \(curl ?? "unknown"), SQLite \(sqlite))"
  }
}
