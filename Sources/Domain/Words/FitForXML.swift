extension String {
  /// Without what XML 1.0 can't hold, in which e-Factura carries an invoice: controls other than tabs
  /// and ends of lines, and what is no character. Nil where it holds none of these.
  public var withoutUnfitForXML: String? {
    guard unicodeScalars.contains(where: \.isUnfitForXML) else { return nil }
    var text = ""
    text.unicodeScalars.append(contentsOf: unicodeScalars.filter { !$0.isUnfitForXML })
    return text
  }
}

extension Unicode.Scalar {
  fileprivate var isUnfitForXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0x00...0x1F, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
