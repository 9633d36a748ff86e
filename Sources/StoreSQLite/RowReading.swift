import Domain
import GRDB

/// Reads a row as far as this version can, and keeps what it can't: another version wrote it, or the
/// file is damaged. One such row must not keep others from being read.
struct RowReading {
  private var unreadable: [String] = []

  /// nil where the value can't be read, or there is none.
  mutating func take<Value>(_ read: () throws -> Value?) -> Value? {
    do {
      return try read()
    } catch let error as UnreadableColumn {
      unreadable.append(error.name)
    } catch {
      unreadable.append("\(type(of: error))")
    }
    return nil
  }

  /// Nil where all was read.
  ///
  /// - Parameter name: what the row is, and which.
  func fault(of name: String) -> Failure? {
    unreadable.isEmpty
      ? nil : Failure(.rowUnreadable, detail: "\(name): \(unreadable.joined(separator: ", "))")
  }
}

extension Row {
  /// The row's failure; where that can't be read, that it can't.
  func shownFailure(of name: String) -> Failure? {
    var reading = RowReading()
    let failure = reading.take { try self.failure() }
    return reading.fault(of: name) ?? failure
  }
}

extension Failure {
  init(unreadable error: UnreadableColumn, of name: String) {
    self.init(.rowUnreadable, detail: "\(name): \(error.name)")
  }
}

extension UnreadableColumn {
  /// Reads a row, and says which it is where that fails.
  static func naming<Value>(_ row: @autoclosure () -> String, _ read: () throws -> Value) throws
    -> Value
  {
    do {
      return try read()
    } catch let error as UnreadableColumn {
      throw UnreadableColumn(name: "\(row()): \(error.name)")
    }
  }
}
