import Hummingbird

extension SmartBillSandbox {
  /// The documents as their clients see them. Whoever has the link may look.
  func addPageRoutes(to router: Router<SandboxContext>) {
    router.get("documente/extern/pf/factura/:hash") { _, context in
      let hash = context.parameters.get("hash") ?? ""
      return self.page { $0.document(withHash: hash) }
    }
    router.get("documente/editare/factura/:id") { _, context in
      let id = context.parameters.get("id", as: Int.self)
      return self.page { account in account.documents.first { $0.id == id } }
    }
  }

  private func page(_ find: (Account) -> IssuedDocument?) -> Response {
    let (document, supplier) = state.withLock { (find($0.account), $0.settings.cif) }
    let html = document.map { InvoicePage(document: $0, supplierCIF: supplier).html }
    var reply = Reply(
      status: html == nil ? 404 : 200, body: .html(html ?? InvoicePage.notFound))
    reply.headers = [
      ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
      ("X-Content-Type-Options", "nosniff"),
    ]
    return reply.response
  }
}
