/// The members of a JSON object in the order they were written.
struct JSONObject: Equatable, Sendable {
  struct Member: Equatable, Sendable {
    var name: String
    var value: JSONValue

    init(_ member: (String, JSONValue)) {
      (name, value) = member
    }
  }

  var members: [Member]

  /// The value of a name: nil when it is absent or `null`; of a repeated name, the last value.
  subscript(name: String) -> JSONValue? {
    get {
      guard let value = members.last(where: { $0.name == name })?.value, value != .null else {
        return nil
      }
      return value
    }
    set {
      let index = members.lastIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member((name, value)))
      case (nil, nil): break
      }
    }
  }

  /// Whether the name was written at all, be it as `null`.
  func writes(_ name: String) -> Bool {
    members.contains { $0.name == name }
  }
}
