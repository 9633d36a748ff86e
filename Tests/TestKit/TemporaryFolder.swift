import Foundation

/// A folder of a test's own, gone when the test ends.
public struct TemporaryFolder: Sendable {
  public let path: String

  public static func use<Value>(_ body: (TemporaryFolder) async throws -> Value) async throws
    -> Value
  {
    let path = NSTemporaryDirectory() + "punte-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(TemporaryFolder(path: path))
  }

  public func path(_ name: String) -> String { path + "/" + name }
}
