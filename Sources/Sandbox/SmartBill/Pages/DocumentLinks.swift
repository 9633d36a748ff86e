/// Where a document can be seen. At SmartBill the edit page needs a login; here both show the
/// same page.
enum DocumentLinks {
  static let viewPrefix = "/documente/extern/pf/factura/"
  static let editPrefix = "/documente/editare/factura/"

  static func view(_ document: IssuedDocument) -> String {
    "\(viewPrefix)\(document.hash)?srvid=2"
  }

  static func edit(_ document: IssuedDocument) -> String {
    "\(editPrefix)\(document.id)/"
  }
}
