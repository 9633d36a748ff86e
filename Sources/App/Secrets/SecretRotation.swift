/// What a secret's file holds after a rotation; pure.
enum SecretRotation {
  /// The new secret first; the others end with `end` at the latest, and those that had ended by
  /// `now` are left out.
  static func lines(
    of old: SecretLines, adding secret: String, othersEnd end: SecretEnd, atSeconds now: Int64
  ) -> SecretLines {
    let living = old.lines.filter { $0.notAfter.map { $0.seconds >= now } ?? true }
    let ending = living.map { line in
      let earlier = line.notAfter.flatMap { $0.seconds < end.seconds ? $0 : nil }
      return SecretLines.Line(secret: line.secret, notAfter: earlier ?? end, number: 0)
    }
    let fresh = SecretLines.Line(secret: secret, notAfter: nil, number: 1)
    return SecretLines([fresh] + ending)
  }
}
