/// The files beside the sources: samples, scripts, the runbook.
public enum Repository {
  private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")

  /// - Parameter path: relative to the folder of `Package.swift`.
  public static func path(_ path: String) -> String { "\(root)/\(path)" }
}
