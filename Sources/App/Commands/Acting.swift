import Domain
import StoreSQLite

/// What every command that acts has in common.
enum Acting {
  /// Performs an act and says what became of it.
  static func perform(
    _ act: OperatorAct, on what: String, by options: OperatorOptions, in settings: SettingsOptions,
    output: OutputOptions, done: String,
    through acts: ((SQLiteStore) async throws(CommandError) -> any Operations)? = nil
  ) async throws {
    let database = DatabaseAccess(try settings.loadOutline().database)
    switch try await database.perform(act, by: options.person, through: acts) {
    case .done:
      try output.show(ActResult.done, as: done + "\n")
    case .notFound:
      throw CommandError("there is no \(what)", remedy: "Look it up with “list”.", .noInput)
    case .refused(let refusal):
      throw CommandError(
        "\(what) can't be changed so", refusal, remedy: "Look at it with “show”.", .badData)
    }
  }
}
