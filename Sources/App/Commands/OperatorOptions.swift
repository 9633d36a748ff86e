import ArgumentParser
import Domain
import Glibc

/// Who acts, and why: both are kept with what was done.
struct OperatorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Your name; the system's name of you unless given.", valueName: "name"))
  var by: String?

  @Option(help: ArgumentHelp("Why; kept with what is done.", valueName: "text"))
  var reason: String

  /// A name and a sentence or two; the audit trail is no place for more.
  static let nameCharactersMax = 100
  static let reasonCharactersMax = 500

  func validate() throws { _ = try Self.person(by, reason) }

  var person: Operator { Operator(name: Self.name(by), reason: reason) }

  /// Who acts and why, if both are said well enough.
  static func person(_ by: String?, _ reason: String) throws(ValidationError) -> Operator {
    let name = name(by)
    guard holds(name, atMost: nameCharactersMax) else {
      throw ValidationError(
        "--by takes a name of at most \(nameCharactersMax) characters; the system knows none.")
    }
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("--reason must not be empty: it says why, and is kept.")
    }
    guard holds(reason, atMost: reasonCharactersMax) else {
      throw ValidationError("--reason takes a text of at most \(reasonCharactersMax) characters.")
    }
    return Operator(name: name, reason: reason)
  }

  private static func name(_ by: String?) -> String {
    by ?? getenv("USER").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
      ?? getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? ""
  }

  private static func holds(_ text: String, atMost charactersMax: Int) -> Bool {
    text.count <= charactersMax && text.contains { !$0.isWhitespace }
  }
}
