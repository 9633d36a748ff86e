extension Account {
  /// Every document there ever was, deleted ones included, in the order of issue: short enough to
  /// be asked for again and again while thousands are issued.
  var documentList: JSONValue {
    let ever = (documents + deleted).sorted { $0.id < $1.id }
    return ["documents": .array(ever.map(\.summary))]
  }
}

extension IssuedDocument {
  fileprivate var summary: JSONValue {
    [
      "kind": .string(kind.rawValue), "reverses": .optional(reverses?.name),
      "series": .string(series), "number": .optional(number),
      "total": .string(totals.total.text(decimals: 2)), "mentions": .string(mentions),
      "aviz": .string(aviz), "draft": .boolean(number == nil),
      "cancelled": .boolean(isCancelled), "foreign": .boolean(isForeign),
      "issued_ms": .integer(issuedMilliseconds),
      "deleted_ms": .integerOrNull(deletedMilliseconds),
    ]
  }
}
