import ArgumentParser
import Listener
import StoreSQLite

/// `punte serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the service: take events, issue invoices, tell shops.",
    discussion: """
      Ends on SIGTERM or SIGINT, once what is under way has ended: a create call that has been \
      sent is waited for, as long as its time-out. SIGHUP has it read the shops' secrets again.
      """)

  @OptionGroup var settings: SettingsOptions

  func run() async throws {
    let options = settings
    let settings = try options.load()
    StandardErrorLog.install(settings.log)
    LargeBlocks.giveBackAtOnce()
    do {
      try await Server(settings: settings) { () throws(CommandError) in try options.load() }.run()
    } catch let error as OpenError {
      throw CommandError(error)
    } catch let error as Server.StartError {
      throw CommandError(error)
    } catch {
      throw CommandError(
        "punte can't serve: \(error)",
        remedy: "See that \(settings.listen) is free and this machine's own, and that the folder "
          + "of \(settings.database.path) can be written.", .unavailable)
    }
  }
}

extension CommandError {
  init(_ error: Server.StartError) {
    switch error {
    case .timeZoneMissing:
      self.init(
        "this machine doesn't know the time zone Europe/Bucharest",
        remedy: "Install the time zone data (Debian: apt-get install tzdata).", .unavailable)
    case .settingsMoved(let found):
      self.init(
        "\(found.what.ro) / \(found.what.en)",
        remedy: "\(found.remedy.ro)\n\(found.remedy.en)", .configuration)
    case .verifier(let shop, _):
      self.init(
        "the signature settings of shop \(shop) can't be used",
        remedy: "Give it 1 to 4 secrets.", .configuration)
    case .tooFewFiles(let limit):
      self.init(
        "the system lets this process have \(limit) files open, and it needs \(OpenFiles.needed)",
        remedy: "For all connections, \(OpenFiles.remedy(for: ListenerLimits().connectionsMax)).",
        .configuration)
    }
  }
}
