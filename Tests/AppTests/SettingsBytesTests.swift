import TestKit
import Testing

@testable import App

/// The bytes of a settings file, before anything of them is read.
@Suite struct SettingsBytesTests {
  private static let good = SettingsFile.good.replacing("Confirmata", with: "Confirmată")

  private func errors(_ bytes: [UInt8]) -> String {
    let result = SettingsBytes.text(of: bytes, file: "punte.yaml").flatMap { text in
      SettingsFile.read(text).map { _ in text }
    }
    return switch result {
    case .success: "no error"
    case .failure(let errors): errors.description
    }
  }

  private func statuses(_ bytes: [UInt8]) throws -> Set<String>? {
    let text = try SettingsBytes.text(of: bytes, file: "punte.yaml").get()
    return try SettingsFile.read(text).get().shops["magazin"]?.invoicing.statuses
  }

  @Test func `UTF-8 is read, with a byte order mark or without`() throws {
    let bytes = Array(Self.good.utf8)
    try expectEqual(statuses(bytes), ["Confirmată"])
    try expectEqual(statuses([0xEF, 0xBB, 0xBF] + bytes), ["Confirmată"])
    // As a text that somebody else has read.
    try expectEqual(SettingsFile.read("\u{FEFF}" + Self.good).get().shops.count, 1)
  }

  @Test(
    arguments: [
      // Windows-1250 and ISO 8859-2, then Windows-1252.
      [0xE3], [0xE2, 0x20], [0xFA, 0xFE],
      // Cut off, too long, a surrogate, beyond Unicode.
      [0xC4], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ] as [[UInt8]])
  func `a byte of another code page is refused at its place`(letter: [UInt8]) {
    let text = SettingsFile.good.split(separator: "Confirmata")
    let bytes = Array(text[0].utf8) + Array("Confirmat".utf8) + letter + Array(text[1].utf8)
    let lines = text[0].split(separator: "\n", omittingEmptySubsequences: false)
    let place = "punte.yaml:\(lines.count):\((lines.last?.count ?? 0) + "Confirmat".count + 1): "
    let errors = errors(bytes)
    #expect(errors.hasPrefix(place + "holds a byte that isn't UTF-8 (0x"), "\(errors)")
    #expect(errors.contains("save the file as UTF-8"))
  }

  @Test func `a column counts letters, whatever ends the lines`() {
    let bytes = Array("# ăâîșț\r\n# țș: \r# ".utf8) + [0xE3]
    #expect(errors(bytes).hasPrefix("punte.yaml:3:3: "))
  }

  @Test func `a letter that an editor has lost already is refused`() {
    let errors = errors(
      Array(SettingsFile.good.replacing("Confirmata", with: "Confirmat\u{FFFD}").utf8))
    #expect(errors.contains("U+FFFD"))
    #expect(!errors.hasPrefix("punte.yaml: "))
  }

  @Test(
    arguments: [
      ("UTF-16", [0xFF, 0xFE], true), ("UTF-16", [0xFE, 0xFF], false), ("UTF-16LE", [], true),
      ("UTF-16BE", [], false),
    ] as [(String, [UInt8], Bool)])
  func `UTF-16 is called by its name`(name: String, mark: [UInt8], isLittle: Bool) {
    let bytes = Self.good.utf16.flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isLittle ? [low, high] : [high, low]
    }
    let errors = errors(mark + bytes)
    #expect(errors.hasPrefix("punte.yaml:1:1: is \(name), not UTF-8; "), "\(errors)")
    #expect(errors.contains("iconv -f \(name) -t UTF-8"))
  }

  @Test func `an empty file is said to be empty`() {
    #expect(errors([]).contains("is empty"))
    #expect(errors([0xEF, 0xBB, 0xBF]).contains("is empty"))
  }

  // MARK: A fiscal code

  @Test(arguments: ["RO12345675", "12345675", "RO12345647", "RO", "0012", "RO1234567x"])
  func `a fiscal code whose last digit doesn't fit is refused`(code: String) {
    let errors = SettingsFile.errors(replacing: "cif: RO12345674", with: "cif: \"\(code)\"")
    #expect(errors.contains("accounts.firma.cif: isn't a fiscal code"), "\(errors)")
  }

  @Test(arguments: ["RO12345674", "12345674", "RO 12345674", "ro12345674", "19"])
  func `a fiscal code is kept to the letter`(code: String) throws {
    let text = SettingsFile.good.replacing("cif: RO12345674", with: "cif: \"\(code)\"")
    try expectEqual(SettingsFile.read(text).get().accounts["firma"]?.cif, code)
  }

  // MARK: A secret's file

  @Test func `a byte order mark is no part of a secret`() throws {
    let file = SecretFile(contents: "\u{FEFF}whsec_x\r\n", permissions: 0o600)
    try expectEqual(file.text(path: "/x", environment: [:]), "whsec_x")
  }
}
