import ArgumentParser
import Foundation

/// `punte serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Listen, issue, and call back.")
  @Option var settings = "punte.yaml"
  func run() async throws {
    let text = try String(contentsOfFile: settings, encoding: .utf8)
    let read = SettingsReader.read(
      text: text, file: settings, environment: ProcessInfo.processInfo.environment
    ) { _ in fatalError() }
    let settings = try read.get()
    StandardErrorLog.install(settings.log)
    try await Server(settings: settings).run()
  }
}
