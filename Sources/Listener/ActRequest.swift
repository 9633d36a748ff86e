import Domain

/// What the command line asks of the running service: `POST /acts`, answered by an `ActResult`.
public struct ActRequest: Codable, Sendable, Equatable {
  public let act: OperatorAct
  public let by: Operator

  public init(act: OperatorAct, by person: Operator) {
    self.act = act
    by = person
  }
}
