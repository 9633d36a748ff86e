import Domain
import FoundationEssentials
import GRDB

/// Statements are prepared once a connection and then reused.
extension Database {
  /// Answers how many rows were changed.
  @discardableResult
  func run(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
    try cachedStatement(sql: sql).execute(arguments: arguments)
    return changesCount
  }

  func row(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
    try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }

  func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64? {
    try Int64.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  /// Writes a row anew, with other values in some columns.
  ///
  /// An update that makes a row shorter leaves the room to no other row: only a deleted row does.
  /// Of a row that others refer to it is an error.
  ///
  /// - Parameters:
  ///   - emptied: a column that holds no bytes from now on.
  ///   - isKeyed: whether one of the columns is the row's id.
  func rewrite(
    _ table: String, _ rowid: Int64, _ changes: [String: DatabaseValue], emptied: String? = nil,
    isKeyed: Bool = true
  ) throws {
    guard let old = try row("SELECT * FROM \(table) WHERE rowid = ?", [rowid]) else { return }
    var names: [String] = []
    var marks: [String] = []
    var arguments: StatementArguments = []
    for name in old.columnNames {
      names.append(name)
      if name == emptied {
        marks.append("X''")
      } else {
        let value: DatabaseValue = changes[name] ?? old[name]
        marks.append("?")
        arguments += [value]
      }
    }
    if !isKeyed {
      names.append("rowid")
      marks.append("?")
      arguments += [rowid]
    }
    try run("DELETE FROM \(table) WHERE rowid = ?", [rowid])
    let (columns, values) = (names.joined(separator: ", "), marks.joined(separator: ", "))
    try run("INSERT INTO \(table) (\(columns)) VALUES (\(values))", arguments)
  }
}

extension Row {
  /// A value that the schema promises: what is missing or of another kind shows damage, and traps
  /// nobody, as GRDB's own reading would.
  func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    guard let value = try optional(column) as Value? else { throw DamagedColumn(name: column) }
    return value
  }

  /// The same, of a column that may be empty.
  func optional<Value: DatabaseValueConvertible>(_ column: String) throws -> Value? {
    guard let stored = self[column] as DatabaseValue?, !stored.isNull else { return nil }
    guard let value = Value.fromDatabaseValue(stored) else { throw DamagedColumn(name: column) }
    return value
  }

  /// The value at a position; `column` is for the error.
  func at<Value: DatabaseValueConvertible>(_ index: Int, _ column: String) throws -> Value {
    guard let value = Value.fromDatabaseValue(self[index] as DatabaseValue) else {
      throw DamagedColumn(name: column)
    }
    return value
  }

  /// What is counted here, or numbered by SmartBill, stays far below; a few sums of such counts don't
  /// overflow.
  static let countMax = 1_000_000_000_000_000

  /// A number that is counted with: none that can't have been counted is given out.
  func counted(_ column: String) throws -> Int {
    guard let count = try optionalCount(column) else { throw DamagedColumn(name: column) }
    return count
  }

  func optionalCount(_ column: String) throws -> Int? {
    guard let count = try optional(column) as Int? else { return nil }
    guard (0...Self.countMax).contains(count) else { throw UnreadableColumn(name: column) }
    return count
  }

  /// Within the bounds of moments, whatever stands there.
  func moment(_ column: String) throws -> Timestamp {
    Timestamp(milliseconds: try value(column))
  }

  func optionalMoment(_ column: String) throws -> Timestamp? {
    try (optional(column) as Int64?).map(Timestamp.init(milliseconds:))
  }

  func bytes(_ column: String) throws -> [UInt8]? {
    try (optional(column) as Data?).map(Array.init)
  }

  /// nil where it is unknown, or another program's.
  func trace() -> TraceID? {
    guard let text = try? optional("trace") as String? else { return nil }
    return TraceID(text)
  }

  func series() throws -> Series {
    Series(cif: try value("cif"), name: try value("series"))
  }

  /// Of a row of `events`: what names it.
  func names() throws -> StatementArguments {
    try [value("shop") as String, value("id") as String]
  }

  /// Who asked for it, and why.
  func person() throws -> Operator {
    Operator(name: try value("who"), reason: try value("why"))
  }

  func asking() throws -> Asking {
    Asking(
      shop: ShopID(try value("shop")), event: EventID(try value("event")), run: try value("run"))
  }

  func failure() throws -> Failure? {
    guard let code = try optional("failure_code") as String? else { return nil }
    return Failure(try stored(code, in: "failure_code"), detail: try optional("failure_detail"))
  }

  /// A value kept as JSON; nil if there is none.
  func json<Value: Decodable>(_ column: String) throws -> Value? {
    guard let text = try optional(column) as String? else { return nil }
    return try JSONText.decode(column, text)
  }

  /// A word of a closed set, such as a state.
  func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
    try stored(value(column) as String, in: column)
  }

  private func stored<Word: RawRepresentable<String>>(
    _ text: String, in column: String
  ) throws -> Word {
    guard let word = Word(rawValue: text) else { throw UnreadableColumn(name: column) }
    return word
  }
}

/// A value that this program doesn't know: another version wrote it, or the file is damaged.
struct UnreadableColumn: Error {
  let name: String
}

/// A value that no version of this program wrote.
struct DamagedColumn: Error {
  let name: String
}

/// Values kept as JSON.
enum JSONText {
  static func encode(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ column: String, of row: Row) throws -> Value {
    try decode(column, row.value(column))
  }

  static func decode<Value: Decodable>(_ column: String, _ text: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch {
      throw UnreadableColumn(name: column)
    }
  }
}
