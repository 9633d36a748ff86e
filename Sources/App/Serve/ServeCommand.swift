import ArgumentParser
import Domain
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
    } catch let error as StoreError {
      throw CommandError(error)
    } catch {
      throw CommandError(ServeFailure(error, settings))
    }
  }
}

/// What ended the service, or kept it from starting, and isn't told by a type of its own.
struct ServeFailure {
  let reason: String
  /// It could not listen.
  let isOfBinding: Bool
  let remedy: BilingualText

  init(_ error: any Error, _ settings: Settings) {
    reason = "\(error)"
    // As NIO words an address that is taken or isn't this machine's, and one that nobody knows.
    isOfBinding =
      reason.contains("bind(") || reason.contains("listen(")
      || String(reflecting: type(of: error)).contains("SocketAddressError")
    let addresses = [settings.listen, settings.admin.listen].compactMap { $0?.description }
    let list = (ro: addresses.joined(separator: " și "), en: addresses.joined(separator: " and "))
    remedy =
      isOfBinding
      ? .both(
        "Vedeți ca \(list.ro) să fie ale acestei mașini și neocupate, iar dosarul lui "
          + "\(settings.database.path) să poată fi scris.",
        "See that \(list.en) are free and this machine's own, and that the folder of "
          + "\(settings.database.path) can be written.")
      : .both(
        "Citiți în jurnal rândurile dinainte, apoi porniți din nou serviciul Punte.",
        "Read the lines before this in the log, then start “punte serve” again.")
  }
}

extension CommandError {
  init(_ failure: ServeFailure) {
    self.init(
      "punte can't serve: \(failure.reason)",
      remedy: "\(failure.remedy.ro)\n\(failure.remedy.en)", .unavailable)
  }

  init(_ error: Server.StartError) {
    switch error {
    case .database(let path, let error, let isDamaged):
      if isDamaged {
        self.init(OpenError.damaged(path: path, error.reason))
      } else {
        self.init(error)
      }
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
