import Hummingbird

/// The shop's HTTP side and its courier, running together.
struct ShopServer {
  let shop: Shop
  let courier: ShopCourier
  let host: String
  /// 0 takes a free one.
  let port: Int

  /// A connection on which nothing moves for so long is closed.
  static let idleSeconds: Int64 = 75

  init(shop: Shop, secret: ShopSecret, host: String = "127.0.0.1", port: Int = 0) {
    self.shop = shop
    self.courier = ShopCourier(shop: shop, secret: secret)
    self.host = host
    self.port = port
  }

  /// Serves until cancelled or told to stop by SIGTERM or SIGINT; `onListening` gets the port.
  func run(onListening: @escaping @Sendable (Int) -> Void) async throws {
    let router = Router(context: ShopRequestContext.self)
    ShopCallbackRoute(shop: shop).add(to: router)
    // Middleware guards the routes that are added after it.
    router.add(middleware: ShopOriginGuard())
    ShopPageRoutes(shop: shop).add(to: router)
    ShopScriptRoutes(shop: shop).add(to: router)
    ShopProductRoutes(shop: shop).add(to: router)
    let application = Application(
      router: router,
      server: .http1(configuration: .init(idleTimeout: .seconds(Self.idleSeconds))),
      configuration: .init(address: .hostname(host, port: port), serverName: "punte-sandbox-shop"),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.runService() }
      group.addTask { await courier.run() }
      try await group.next()
      group.cancelAll()
    }
  }
}
