import Domain
import Signatures
import Yams

extension SettingsSection {
  /// A secret from where it is kept: the environment, or a file of its own.
  func secret<Value>(
    _ key: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> Value? {
    node(key).flatMap { secret(in: $0, at: path(to: key), as: read) }
  }

  func requiredSecret<Value>(
    _ key: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> Value? {
    if node(key) == nil { reportMissing(key) }
    return secret(key, as: read)
  }

  /// Whether the list is there and has as many secrets as it may, the newest first; else that is
  /// reported.
  func holdsSecrets(_ allowed: ClosedRange<Int>, inList key: String) -> Bool {
    guard node(key) != nil else {
      reportMissing(key)
      return false
    }
    // What is no list is reported by who reads it.
    return count(ofList: key).map { isAllowed($0, secrets: allowed, key: key) } ?? true
  }

  /// Whether so many secrets may stand under the key; else that is reported.
  func isAllowed(_ count: Int, secrets allowed: ClosedRange<Int>, key: String) -> Bool {
    guard !allowed.contains(count) else { return true }
    report(
      SettingsComplaint(
        .both(
          count == 1 ? "are un secret" : "are \(count) secrete", "holds \(count) secrets"),
        remedy: .both(
          "scrieți 1 până la \(allowed.upperBound), cel mai nou primul",
          "list 1 to \(allowed.upperBound), the newest first")),
      onKey: key)
    return false
  }

  func secrets<Value>(
    _ key: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> [Value] {
    nodes(ofList: key).enumerated().compactMap { index, node in
      secret(in: node, at: "\(path(to: key))[\(index)]", as: read)
    }
  }

  /// Those of a list, in which a file may hold several, and a secret of the environment have an
  /// end: `{ secret: "${NAME}", not_after: 2026-12-31 }`.
  func secrets(
    ofList key: String, as read: (String) throws(SettingsComplaint) -> Secret
  ) -> [KeptSecret] {
    nodes(ofList: key).enumerated().flatMap { index, node in
      secrets(in: node, at: "\(path(to: key))[\(index)]", as: read)
    }
  }

  /// Those of one place: several where its file holds several.
  func secrets(
    of key: String, as read: (String) throws(SettingsComplaint) -> Secret
  ) -> [KeptSecret] {
    node(key).map { secrets(in: $0, at: path(to: key), as: read) } ?? []
  }

  private func secrets(
    in node: Node, at path: String, as read: (String) throws(SettingsComplaint) -> Secret
  ) -> [KeptSecret] {
    var reference = node
    var end: SecretEnd?
    if case .mapping = node {
      guard
        let section = SettingsSection(node, at: path, keys: ["secret", "not_after"], in: source)
      else { return [] }
      guard let inner = section.node("secret") else {
        section.reportMissing("secret")
        return []
      }
      reference = inner
      end = section.required("not_after") { (text: String) throws(SettingsComplaint) in
        try SecretEnd(text)
      }
      if end == nil { return [] }
    }
    do throws(SettingsComplaint) {
      return try keptSecrets(try Self.scalar(reference), end: end, as: read)
    } catch {
      source.report(error, at: reference.mark, path: path)
      return []
    }
  }

  private func keptSecrets(
    _ text: String, end: SecretEnd?, as read: (String) throws(SettingsComplaint) -> Secret
  ) throws(SettingsComplaint) -> [KeptSecret] {
    let (contents, place) = try kept(text)
    switch place {
    case .environment(let variable):
      guard !contents.isEmpty else { throw Self.emptyVariable }
      let dated = DatedSecret(try read(contents), notAfterSeconds: end?.seconds)
      return [KeptSecret(dated: dated, origin: .environment(variable: variable))]
    case .file(let file, _):
      let lines = try SecretLines(contents).lines
      guard !lines.isEmpty else {
        throw SettingsComplaint.emptySecretFile
      }
      guard end == nil || lines.count == 1 else {
        throw SettingsComplaint(
          .both(
            "numește un fișier cu mai multe secrete și le dă o singură expirare",
            "names a file of several secrets, and gives them one end"),
          remedy: .both(
            "scrieți not_after= după fiecare secret din fișier",
            "write not_after= behind each secret in the file"))
      }
      var secrets: [KeptSecret] = []
      for line in lines {
        let dated = DatedSecret(
          try read(line.secret), notAfterSeconds: (line.notAfter ?? end)?.seconds)
        secrets.append(KeptSecret(dated: dated, origin: .file(path: file, line: line.number)))
      }
      return secrets
    }
  }

  private static let emptyVariable = SettingsComplaint(
    .both("e gol", "is empty"),
    remedy: .both(
      "dați variabilei de mediu valoarea ei", "give the environment variable its value"))

  private func secret<Value>(
    in node: Node, at path: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> Value? {
    do throws(SettingsComplaint) {
      let (text, _) = try kept(try Self.scalar(node))
      guard !text.isEmpty else { throw Self.emptyVariable }
      return try read(text)
    } catch {
      source.report(error, at: node.mark, path: path)
      return nil
    }
  }

  private func kept(
    _ text: String
  ) throws(SettingsComplaint) -> (contents: String, origin: SecretOrigin) {
    if let name = SettingsReference.soleName(in: text) {
      let value = try SettingsReference.value(of: name, in: source.environment)
      return (value, .environment(variable: name))
    }
    guard let file = SettingsReference.file(in: text) else {
      throw SettingsComplaint(
        .both(
          "e un secret, care nu are voie să stea în acest fișier",
          "is a secret, which must not stand in this file"),
        remedy: .both(
          "scrieți ${NUME} pentru o variabilă de mediu sau file:/cale, și schimbați secretul",
          "write ${NAME} for an environment variable or file:/path, and renew the secret"))
    }
    let path = try SettingsReference.filled(file, from: source.environment)
    let contents = try source.secret(inFile: path)
    return (contents, .file(path: FilePath.absolute(path, in: source.folder), line: 1))
  }
}
