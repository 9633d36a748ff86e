import Domain
import StoreSQLite
import Transport

/// The database as the command line meets it: it only reads, and asks its owner to write.
struct DatabaseAccess: Sendable {
  let location: DatabaseLocation

  init(_ location: DatabaseLocation) { self.location = location }

  /// Asks something of the database, whether or not a `serve` owns it.
  func read<Value>(
    _ body: (any StoreQueries) async throws(StoreError) -> Value
  ) async throws(CommandError) -> Value {
    let reader = try reader()
    defer { reader.close() }
    return try await Self.answer { () async throws(StoreError) in try await body(reader) }
  }

  /// What the store says, its errors in the command line's words.
  static func answer<Value>(
    _ body: () async throws(StoreError) -> Value
  ) async throws(CommandError) -> Value {
    do throws(StoreError) {
      return try await body()
    } catch {
      throw CommandError(error)
    }
  }

  /// Whether a `serve` answers, which does the jobs.
  func isServed() async -> Bool {
    guard FileReading.exists(location.socketPath) else { return false }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    return await RunningService(socketPath: location.socketPath).listener(through: transport) != nil
  }

  /// Opens the database for reading alone.
  func reader() throws(CommandError) -> SQLiteReader {
    do throws(OpenError) {
      return try SQLiteStore.reader(path: location.path)
    } catch {
      throw CommandError(error)
    }
  }

  /// Does what a person asks: through the `serve` that owns the database, else by owning it for
  /// that long.
  ///
  /// - Parameter acts: what does it on a store that no `serve` owns; the store itself if nil.
  func perform(
    _ act: OperatorAct, by person: Operator,
    through acts: ((SQLiteStore) async throws(CommandError) -> any Operations)? = nil
  ) async throws(CommandError) -> ActResult {
    // Opening for writing would make a new, empty database.
    guard FileReading.exists(location.path) else {
      throw CommandError(OpenError.missing(path: location.path))
    }
    let store: SQLiteStore
    do throws(OpenError) {
      store = try SQLiteStore.open(path: location.path, at: .ofWallClock)
    } catch {
      guard case .owned(_, let owner) = error else { throw CommandError(error) }
      return try await RunningService(socketPath: location.socketPath, process: owner.process)
        .perform(act, by: person)
    }
    do throws(CommandError) {
      let operations: any Operations = try await acts?(store) ?? store
      let result = try await Self.answer { () async throws(StoreError) in
        try await operations.perform(act, by: person, at: .ofWallClock)
      }
      await store.close()
      return result
    } catch {
      await store.close()
      throw error
    }
  }
}

extension CommandError {
  init(_ error: StoreError) {
    switch error {
    case .unavailable(let reason):
      self.init(
        "the database did not answer: \(reason)", remedy: "Look at the disk, then try again.",
        .inputOutput)
    case .unreadable(let what):
      self.init(
        "this version of punte can't read what is stored: \(what)",
        remedy: "Use the newer version that wrote it, or restore a copy.", .badData)
    case .closed:
      self.init("the database is being closed", remedy: "Try again.", .temporary)
    }
  }

  init(_ error: OpenError) {
    let (what, remedy) = (error.what, error.remedy)
    let lines = [remedy.ro, remedy.en] + error.commands.map { "Command: \($0)" }
    self.init(
      "\(what.ro) / \(what.en)", logged: what.en, remedy: lines.joined(separator: "\n"),
      error.status)
  }
}
