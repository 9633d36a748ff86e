/// The files beside the sources: samples, scripts, the runbook.
public enum Repository {
  /// - Parameter path: relative to the folder of `Package.swift`.
  public static func path(_ path: String, from file: String = #filePath) -> String {
    let root = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return root.joined(separator: "/") + "/" + path
  }
}
