import Foundation

/// A file system of its own, small enough to be filled, for a database.
public final class SmallDisk: Sendable {
  public struct Refused: Error, CustomStringConvertible {
    public let description: String
  }

  public let folder: URL
  private var filler: URL { folder.appending(path: "filler") }

  /// Takes many times what a trial writes, and no time to fill.
  private static let size = "48m"

  /// Mounts it, for which one must be root.
  public init() async throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "punte-disk-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let result = try await Command.run(
      URL(filePath: "/usr/bin/mount"),
      ["-t", "tmpfs", "-o", "size=\(Self.size)", "punte-verify", folder.path], in: folder)
    guard result.status == 0 else {
      try? FileManager.default.removeItem(at: folder)
      throw Refused(description: "a small disk can't be mounted: \(result.errors)")
    }
  }

  /// Leaves not one page free.
  public func fill() {
    let file = open(filler.path, O_CREAT | O_WRONLY, 0o600)
    defer { close(file) }
    let page = [UInt8](repeating: 0, count: 4096)
    while write(file, page, page.count) > 0 {}
  }

  public func free() { unlink(filler.path) }

  public func unmount() async throws {
    _ = try await Command.run(
      URL(filePath: "/usr/bin/umount"), ["--lazy", folder.path],
      in: FileManager.default.temporaryDirectory)
    try? FileManager.default.removeItem(at: folder)
  }
}
