/// What a request body may contain, field by field: the strict mapper of the API.
///
/// A field that isn't listed, or of another type, refuses the whole request with the path of the
/// field (smartbill-api.md §7.1, `json_mapping_error`). `null` stands for absent everywhere.
indirect enum JSONShape: Sendable {
  case string, number, integer, boolean
  /// `yyyy-MM-dd`, where the mapper itself wants one.
  case date
  case array(JSONShape)
  /// A list, or the one element that it would have had.
  case oneOrMany(JSONShape)
  case object([String: JSONShape])

  struct Mismatch: Equatable, Sendable {
    var message: String
    /// Like `products[0].quantity`.
    var path: String
  }

  func mismatch(in value: JSONValue, at path: String = "") -> Mismatch? {
    switch (self, value) {
    case (_, .null): return nil
    case (.string, .string): return nil
    case (.date, .string(let text)) where CalendarDate.isValid(text): return nil
    case (.number, .number) where value.number != nil: return nil
    case (.integer, .number) where value.integer != nil: return nil
    case (.boolean, _) where value.truth != nil: return nil
    case (.array(let element), .array(let values)):
      return values.enumerated().lazy.compactMap { index, value in
        element.mismatch(in: value, at: "\(path)[\(index)]")
      }.first
    case (.oneOrMany(let element), .array): return Self.array(element).mismatch(in: value, at: path)
    case (.oneOrMany(let element), _): return element.mismatch(in: value, at: path)
    case (.object(let fields), .object(let object)):
      return Self.mismatch(in: object, of: fields, at: path)
    default: return Mismatch(message: "Could not map property: \(path).", path: path)
    }
  }

  private static func mismatch(
    in object: JSONObject, of fields: [String: JSONShape], at path: String
  ) -> Mismatch? {
    for member in object.members {
      let memberPath = path.isEmpty ? member.name : "\(path).\(member.name)"
      guard let shape = fields[member.name] else {
        return Mismatch(message: "Unrecognized property: \(memberPath).", path: memberPath)
      }
      if let mismatch = shape.mismatch(in: member.value, at: memberPath) { return mismatch }
    }
    return nil
  }
}
