/// Why Punte could not do what was asked, and what to do about it.
struct ShopFailure: Encodable, Equatable, Sendable {
  let operation: ShopRequest
  let code: String
  let reason: Words
  let remedy: Words
  let detail: String?

  struct Words: Codable, Equatable, Sendable {
    let ro: String
    let en: String
  }
}
