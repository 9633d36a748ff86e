/// SmartBill's own words, without the HTML around them (`smartbill-api.md` §7.1).
///
/// Cutting at the first `<` would lose a product's name, which stands in `<b>`; so a hidden `<div>`
/// and the advice after `<br/>` are dropped, then the tags.
struct ErrorText: Equatable {
  let text: String

  init(_ raw: String) {
    var text = Self.withoutDivs(raw)
    if let lineBreak = Self.start(of: "<br", in: text) { text = text[..<lineBreak] }
    self.text = Self.unescaped(Self.withoutTags(text)).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  var isEmpty: Bool { text.isEmpty }

  func contains(_ fragment: String) -> Bool {
    Self.start(of: fragment, in: text[...]) != nil
  }

  private static func withoutDivs(_ raw: String) -> Substring {
    var rest = raw[...]
    var kept = ""
    while let open = start(of: "<div", in: rest) {
      kept += rest[..<open]
      rest = rest[open...]
      guard let close = start(of: "</div>", in: rest) else { return kept[...] }
      rest = rest[rest.index(close, offsetBy: "</div>".count)...]
    }
    return (kept + rest)[...]
  }

  /// A `<` that begins no tag is a text's own.
  private static func withoutTags(_ text: Substring) -> String {
    var kept = ""
    var rest = text
    while let open = rest.firstIndex(of: "<") {
      kept += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      guard inside.first.map({ $0.isLetter || $0 == "/" || $0 == "!" }) == true,
        let close = inside.firstIndex(of: ">")
      else {
        kept.append("<")
        rest = inside
        continue
      }
      rest = inside[inside.index(after: close)...]
    }
    return kept + rest
  }

  private static let entities: [Substring: Character] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
  ]
  /// The longest that is read, such as `#128512`.
  private static let entityCharactersMax = 8

  private static func unescaped(_ text: String) -> String {
    var kept = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      kept += rest[..<ampersand]
      let inside = rest[rest.index(after: ampersand)...]
      guard let end = inside.prefix(entityCharactersMax + 1).firstIndex(of: ";"),
        let character = character(named: inside[..<end])
      else {
        kept.append("&")
        rest = inside
        continue
      }
      kept.append(character)
      rest = inside[inside.index(after: end)...]
    }
    return kept + rest
  }

  private static func character(named name: Substring) -> Character? {
    if let character = entities[name] { return character }
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    let code = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return code.flatMap(Unicode.Scalar.init).map(Character.init)
  }

  /// Case doesn't matter; ASCII alone is compared so, so that indices stay those of `text`.
  private static func start(of fragment: String, in text: Substring) -> Substring.Index? {
    let sought = fragment.utf8.map(lowercased)
    let bytes = text.utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index...].prefix(sought.count).map(lowercased) == sought { return index }
      index = bytes.index(after: index)
    }
    return nil
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
