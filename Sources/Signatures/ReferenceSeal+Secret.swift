import Domain

extension ReferenceSeal {
  /// Of the ledger's key.
  public init(_ secret: Secret) {
    self.init { secret.authenticationCode(of: Self.purpose, $0) }
  }

  /// So that no code of another kind of text is a tag.
  private static let purpose = Array("punte: reference ".utf8)
}
