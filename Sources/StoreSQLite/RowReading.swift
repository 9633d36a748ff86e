import Domain
import GRDB

/// Reads a row as far as this version can, and keeps what it can't: another version wrote it, or the
/// file is damaged. One such row must not keep others from being read.
struct RowReading {
  private let row: Row
  private var unreadable: [String] = []

  init(_ row: Row) { self.row = row }

  /// nil where the value can't be read, or there is none.
  mutating func take<Value>(_ read: () throws -> Value?) -> Value? {
    do {
      return try read()
    } catch let error as UnreadableColumn {
      unreadable.append(error.name)
    } catch let error as DamagedColumn {
      unreadable.append(error.name)
    } catch {
      unreadable.append("\(type(of: error))")
    }
    return nil
  }

  mutating func add(_ error: UnreadableColumn?) {
    if let error { unreadable.append(error.name) }
  }

  // MARK: Columns, as `Row` reads them

  /// - Parameter substitute: stands in the place of what can't be read; the row is at fault then.
  mutating func value<Value: DatabaseValueConvertible>(_ column: String, or substitute: Value)
    -> Value
  {
    let row = row
    return take { try row.value(column) as Value } ?? substitute
  }

  mutating func optional<Value: DatabaseValueConvertible>(_ column: String) -> Value? {
    let row = row
    return take { try row.optional(column) as Value? }
  }

  mutating func text(_ column: String) -> String { value(column, or: "") }

  mutating func counted(_ column: String) -> Int {
    let row = row
    return take { try row.counted(column) } ?? 0
  }

  mutating func optionalCount(_ column: String) -> Int? {
    let row = row
    return take { try row.optionalCount(column) }
  }

  mutating func moment(_ column: String) -> Timestamp {
    let row = row
    return take { try row.moment(column) } ?? Timestamp(milliseconds: 0)
  }

  mutating func optionalMoment(_ column: String) -> Timestamp? {
    let row = row
    return take { try row.optionalMoment(column) }
  }

  // MARK: What couldn't be read

  /// The columns; nil where all was read.
  var error: UnreadableColumn? {
    unreadable.isEmpty ? nil : UnreadableColumn(name: unreadable.joined(separator: ", "))
  }

  /// Nil where all was read.
  ///
  /// - Parameter name: what the row is, and which.
  func fault(of name: String) -> Failure? {
    error.map { Failure(unreadable: $0, of: name) }
  }
}

extension Row {
  /// The row's failure; where that can't be read, that it can't.
  func shownFailure(of name: String) -> Failure? {
    var reading = RowReading(self)
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
