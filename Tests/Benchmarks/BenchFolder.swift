import Foundation

/// Where a benchmark keeps its files: beside the binaries, and so on the disk that is measured, not
/// in memory.
enum BenchFolder {
  static func make() throws -> URL {
    let folder = URL(filePath: FileManager.default.currentDirectoryPath)
      .appending(path: ".build/bench-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  static func remove(_ folder: URL) { try? FileManager.default.removeItem(at: folder) }
}
