import ArgumentParser
import Foundation

/// `punte-sandbox shop`.
struct ShopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shop",
    abstract: "Pretends to be a shop: orders, the buttons of an order, and Punte's callbacks.",
    discussion: """
      Everything is invented and kept in memory. Callbacks arrive at POST /punte/callback. \
      Scripts find JSON at GET /_sandbox/state and /_sandbox/summary, and POST \
      /_sandbox/orders, /_sandbox/orders/batch, /_sandbox/orders/{id}/status, /issue and /cancel, \
      /_sandbox/faults, /_sandbox/punte.
      """)

  @Option(help: "The address to listen on; loopback unless told otherwise.")
  var host = "127.0.0.1"

  @Option(help: "The port to listen on; 0 takes a free one.")
  var port = 0

  @Option(help: "Where Punte listens for this shop; may be set later by POST /_sandbox/punte.")
  var punte: String?

  @Option(help: "The secret that signs what the shop sends: whsec_ and base64.")
  var secret: String

  @Option(help: "The secret that signs Punte's callbacks; the same one unless given.")
  var callbackSecret: String?

  @Option(help: "The invoice series to show while an invoice is awaited.")
  var seriesHint: String?

  @Option(help: "The number of the first order.")
  var firstOrder = 1001

  func validate() throws {
    guard ShopSecret(secret) != nil, ShopSecret(callbackSecret ?? secret) != nil else {
      throw ValidationError("A secret is whsec_ followed by the base64 of 24 to 64 bytes.")
    }
    guard punte == nil || ShopLink.web(punte) != nil else {
      throw ValidationError("--punte is an http:// or https:// address.")
    }
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port is from 0 to 65535.")
    }
  }

  func run() async throws {
    guard let secret = ShopSecret(secret),
      let callbackSecret = ShopSecret(callbackSecret ?? self.secret)
    else { return }
    var state = ShopState(firstNumber: firstOrder, at: .now())
    state.punte = punte
    let shop = Shop(state, callbackSecret: callbackSecret, seriesHint: seriesHint)
    let host = host
    FileHandle.standardError.write(Data(Self.warning.utf8))
    try await ShopServer(shop: shop, secret: secret, host: host, port: port).run { port in
      let address = "http://\(host):\(port)"
      let line = "listening \(address)\ncallbacks at \(address)\(ShopCallbackRoute.path)\n"
      FileHandle.standardOutput.write(Data(line.utf8))
    }
  }

  private static let warning = """
    ╔════════════════════════════════════════════════════════════════╗
    ║  MAGAZIN DE PROBĂ – NU ESTE UN MAGAZIN REAL                    ║
    ║  A PRETEND SHOP – NOT A REAL ONE. Nothing here is kept.        ║
    ╚════════════════════════════════════════════════════════════════╝

    """
}
