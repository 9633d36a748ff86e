import Domain
import StoreSQLite

/// The database as the command line meets it: it only reads, and asks its owner to write.
struct DatabaseAccess: Sendable {
  let location: DatabaseLocation

  init(_ location: DatabaseLocation) { self.location = location }

  /// Asks something of the database, whether or not a `serve` owns it.
  func read<Value>(
    _ body: (any StoreQueries) async throws(StoreError) -> Value
  ) async throws(CommandError) -> Value {
    let reader: SQLiteReader
    do throws(OpenError) {
      reader = try SQLiteStore.reader(path: location.path)
    } catch {
      throw CommandError(error)
    }
    defer { reader.close() }
    do throws(StoreError) {
      return try await body(reader)
    } catch {
      throw CommandError(error)
    }
  }

  /// Does what a person asks: through the `serve` that owns the database, else by owning it for
  /// that long.
  func perform(_ act: OperatorAct, by person: Operator) async throws(CommandError) -> ActResult {
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
    do throws(StoreError) {
      let result = try await store.perform(act, by: person, at: .ofWallClock)
      await store.close()
      return result
    } catch {
      await store.close()
      throw CommandError(error)
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
    case .closed:
      self.init("the database is being closed", remedy: "Try again.", .temporary)
    }
  }

  init(_ error: OpenError) {
    let (status, remedy): (ExitStatus, String) =
      switch error {
      case .owned: (.temporary, "Stop that process, or try again once it has ended.")
      case .missing: (.noInput, "Name the right settings with --settings, or run “punte serve”.")
      case .schemaTooNew: (.configuration, "Use the newer punte.")
      case .schemaTooOld: (.configuration, "Run “punte serve” of this version once.")
      case .foreign: (.configuration, "Name another file under database: in the settings.")
      case .unusable: (.inputOutput, "Look at the disk and at the file's owner, then try again.")
      }
    self.init("\(error)", remedy: remedy, status)
  }
}
