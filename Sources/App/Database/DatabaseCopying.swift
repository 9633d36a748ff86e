import StoreSQLite

/// Copies of the database, with a bar where it takes a while.
enum DatabaseCopying {
  /// Whoever waits longer wants to see that it goes on.
  private static let quietFor = Duration.seconds(1)
  private static let interval = Duration.milliseconds(200)
  static let bytesShown = 1 << 20
  /// MiB; fewer are read at once.
  static let shownFrom = 64

  /// Copies the database of a reader into a file, which has its name when this returns.
  static func copy(
    to file: PartialFile, of bytes: Int,
    by copy: @escaping @Sendable (PartialFile) async throws(CopyError) -> CopyReport
  ) async throws(CommandError) -> CopyReport {
    Leftovers.remove(file.unfinished)
    defer { Leftovers.keep() }
    let result = await withTaskGroup(of: Void.self) { group in
      group.addTask { await show(file, of: bytes) }
      let result: Result<CopyReport, CopyError>
      do throws(CopyError) {
        result = .success(try await copy(file))
      } catch {
        result = .failure(error)
      }
      group.cancelAll()
      return result
    }
    do throws(CopyError) {
      let report = try result.get()
      try file.finish()
      return report
    } catch {
      file.discard()
      throw CommandError(error)
    }
  }

  private static func show(_ file: PartialFile, of bytes: Int) async {
    try? await Task.sleep(for: quietFor)
    var progress = Progress()
    while !Task.isCancelled {
      progress.show(
        min(file.bytes, bytes) / bytesShown, of: bytes / bytesShown, note: "MiB")
      try? await Task.sleep(for: interval)
    }
  }
}
