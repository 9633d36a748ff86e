/// Why a verifier can't be made: a shop without a secret fails closed, at the start.
public enum VerifierError: Error, Sendable, Equatable {
  case noSecret
  case tooManySecrets(Int)
}
