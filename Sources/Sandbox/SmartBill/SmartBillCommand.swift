import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle

struct SmartBillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "smartbill",
    abstract: "Pretends to be SmartBill: issues invoices that are not fiscal documents.")

  @OptionGroup var options: SmartBillOptions

  func run() async throws {
    try await ServiceGroup(
      configuration: .sandbox(services: [try await service()])
    ).run()
  }

  /// The server; says on stdout where it listens, in a line for machines.
  func service() async throws -> some Service {
    Console.warn(Self.notice)
    let host = options.host
    return SmartBillSandbox(settings: options.settings)
      .application(host: host, port: options.port) { port in
        let address = host.contains(":") ? "[\(host)]" : host
        Console.say("listening http://\(address):\(port)")
      }
  }

  private static let notice = """
    ************************************************************************
    *  SANDBOX. This is NOT SmartBill. It issues NO fiscal document.       *
    *  SANDBOX. Acesta NU este SmartBill. NU emite documente fiscale.      *
    ************************************************************************
    """
}

extension ServiceGroupConfiguration {
  /// Stops on SIGTERM and SIGINT; a slow answer still under way is cut after the grace period.
  static func sandbox(services: [any Service]) -> ServiceGroupConfiguration {
    var logger = Logger(label: "punte-sandbox")
    logger.logLevel = .warning
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(5)
    return configuration
  }
}

/// What the sandbox tells whoever started it, unbuffered, since a pipe may be waiting.
enum Console {
  static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  static func warn(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
