import Domain

/// A command as the row it becomes; made before the writer's turn, so that it need not encode.
struct NewJob: Sendable {
  let key: String
  let kind: JobKind
  let pool: Pool
  let lane: String?
  let asked: Asking
  let delay: Duration
  let isUrgent: Bool
  /// nil where the row's other columns say it all: of the most frequent jobs, to handle an event.
  let command: String?

  init(_ command: Command) throws {
    key = command.key
    kind = command.kind
    pool = command.pool
    lane = command.lane
    asked = command.asked
    delay = command.delay
    isUrgent = command.isUrgent
    self.command = if case .handleEvent = command { nil } else { try JSONText.encode(command) }
  }
}
