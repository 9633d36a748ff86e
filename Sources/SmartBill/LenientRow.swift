/// A row of a list that SmartBill gives. One that can't be read spoils none of the others.
struct LenientRow<Row: Decodable>: Decodable {
  /// nil where it can't be read.
  let row: Row?

  init(from decoder: any Decoder) throws { row = try? Row(from: decoder) }
}
