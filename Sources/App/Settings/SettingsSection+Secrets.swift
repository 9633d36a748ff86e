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

  func secrets<Value>(
    _ key: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> [Value] {
    nodes(ofList: key).enumerated().compactMap { index, node in
      secret(in: node, at: "\(path(to: key))[\(index)]", as: read)
    }
  }

  private func secret<Value>(
    in node: Node, at path: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> Value? {
    do throws(SettingsComplaint) {
      let text = try kept(try Self.scalar(node))
      guard !text.isEmpty else {
        throw SettingsComplaint("is empty", remedy: "give the environment variable its value")
      }
      return try read(text)
    } catch {
      source.report(error, at: node.mark, path: path)
      return nil
    }
  }

  private func kept(_ text: String) throws(SettingsComplaint) -> String {
    if let name = SettingsReference.soleName(in: text) {
      return try SettingsReference.value(of: name, in: source.environment)
    }
    let scheme = "file:"
    guard text.hasPrefix(scheme), text.count > scheme.count else {
      throw SettingsComplaint(
        "is a secret, which must not stand in this file",
        remedy: "write ${NAME} for an environment variable or file:/path, and renew the secret")
    }
    let path = try SettingsReference.filled(
      String(text.dropFirst(scheme.count)), from: source.environment)
    return try source.secret(inFile: path)
  }
}
