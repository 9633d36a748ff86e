import Hummingbird

/// The shelves, what a person does there, and the same for scripts.
///
/// - `POST /products/{code}/price` with the form field `price`, `POST /products/{code}/publish`.
/// - `GET /_sandbox/shelf`: `items`. `GET /_sandbox/stock`: `receipts` (the batches that came) and
///   `created`.
///   `POST /_sandbox/products/{code}/price` with `price`, `POST /_sandbox/products/{code}/publish`:
///   answered 422 with `price_missing` where a person would be told so.
struct ShopProductRoutes {
  let shop: Shop

  func add(to router: Router<ShopRequestContext>) {
    router.get("/products") { _, _ in
      ShopAnswer.page(ShopProductsPage.page(shop.read(\.shelf.items)))
    }
    router.post("/products/:code/price") { request, context in
      let body = String(decoding: try await request.wholeBody(), as: UTF8.self)
      let form = try? URLEncodedFormDecoder().decode(PriceForm.self, from: body)
      let price = form.flatMap { ShopAmount($0.price.replacing(",", with: ".")) }
      return page { (code) throws(ShopError) in try set(code, price) }(context)
    }
    router.post("/products/:code/publish") { _, context in
      page { (code) throws(ShopError) in try publish(code) }(context)
    }
    let sandbox = router.group("/_sandbox")
    sandbox.get("/shelf") { _, _ in try ShopAnswer.json(ShelfReport(shop.read(\.shelf))) }
    sandbox.get("/stock") { _, _ in try ShopAnswer.json(StockReport(shop.read(\.shelf))) }
    sandbox.post("/products/:code/price") { request, context in
      let wish = try await request.decoded(PriceForm.self)
      let price = wish.flatMap { ShopAmount($0.price) }
      return try script { (code) throws(ShopError) in try set(code, price) }(context)
    }
    sandbox.post("/products/:code/publish") { _, context in
      try script { (code) throws(ShopError) in try publish(code) }(context)
    }
  }

  private struct PriceForm: Decodable {
    let price: String
  }

  private struct ShelfReport: Encodable {
    let items: [ShopShelf.Item]

    init(_ shelf: ShopShelf) { items = shelf.items }
  }

  private struct StockReport: Encodable {
    let receipts: [ShopShelf.Receipt]
    let created: Int

    init(_ shelf: ShopShelf) {
      receipts = shelf.receipts
      created = shelf.created
    }
  }

  private func set(_ code: String, _ price: ShopAmount?) throws(ShopError) {
    guard let price else { throw .priceMissing }
    try shop.update { state, _ throws(ShopError) in try state.shelf.price(code, price) }
  }

  private func publish(_ code: String) throws(ShopError) {
    try shop.update { state, _ throws(ShopError) in try state.shelf.publish(code) }
  }

  private func page(
    _ act: @escaping (String) throws(ShopError) -> Void
  ) -> (ShopRequestContext) -> Response {
    { context in
      do throws(ShopError) {
        try act(context.productCode)
        return ShopAnswer.seeOther("/products")
      } catch {
        let complaint =
          error == .priceMissing
          ? "Produsul nu poate fi publicat fără un preț mai mare decât zero."
          : "Produsul nu există."
        return ShopAnswer.page(
          ShopProductsPage.page(shop.read(\.shelf.items), complaint: complaint),
          status: error == .priceMissing ? .unprocessableContent : .notFound)
      }
    }
  }

  private func script(
    _ act: @escaping (String) throws(ShopError) -> Void
  ) -> (ShopRequestContext) throws -> Response {
    { context in
      do throws(ShopError) {
        try act(context.productCode)
      } catch {
        return ShopAnswer.error(error)
      }
      return try ShopAnswer.json(shop.read { $0.shelf.item(context.productCode) })
    }
  }
}

extension ShopRequestContext {
  /// The product that the address names.
  fileprivate var productCode: String {
    parameters.get("code").flatMap(ShopLink.decoded) ?? ""
  }
}
