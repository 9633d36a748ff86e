import Files
import Glibc

/// A copy that gets its name only once it is whole and synced; until then it is for its owner's eyes
/// alone, under a name of its own.
public final class PartialFile: Sendable {
  private let file: FreshFile

  public var path: String { file.path }
  public var part: String { file.part }
  /// Of what is written by now.
  public var bytes: Int { DatabaseFiles.size(of: part) }
  /// All that there is of it until it is finished, SQLite's own journal of it included.
  public var unfinished: [String] { [part, part + "-journal"] }

  /// - Parameter replacing: whether a file that has the name already is replaced at the end.
  public init(_ path: String, replacing: Bool) throws(CopyError) {
    do throws(FreshFile.Problem) {
      file = try FreshFile(path, replacing: replacing)
    } catch {
      throw CopyError(error)
    }
  }

  /// Adds bytes at its end.
  public func write(_ bytes: [UInt8]) throws(CopyError) {
    do throws(FreshFile.Problem) {
      try file.write(bytes)
    } catch {
      throw CopyError(error)
    }
  }

  /// Syncs it and gives it its name.
  public func finish() throws(CopyError) {
    do throws(FreshFile.Problem) {
      try file.finish()
    } catch {
      throw CopyError(error)
    }
  }

  /// Leaves nothing of it.
  public func discard() {
    file.discard()
    unlink(part + "-journal")
  }
}

extension CopyError {
  public init(_ problem: FreshFile.Problem) {
    self =
      switch problem {
      case .exists(let path): .exists(path: path)
      case .underWay(let path): .underWay(path: path)
      case .notFile(let path): .failed(path: path, "it is no file")
      case .failed(let path, let reason): .failed(path: path, reason)
      }
  }
}
