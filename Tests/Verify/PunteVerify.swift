import ArgumentParser

/// `punte-verify`: crashes the real binaries, and holds what is left to the promises.
@main struct PunteVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "punte-verify",
    abstract: "Crash the real binaries, and hold what is left to the promises.",
    discussion: """
      The binaries are those beside this one, or in PUNTE_BINARIES. Each proof ends with one line \
      of figures, and exits 0 only if all held. Run them by deploy/verify, which builds first.
      """,
    subcommands: [
      KeepCommand.self, KillCommand.self, RateCommand.self, ReplayCommand.self,
      StockCommand.self, SyscallsCommand.self,
    ])
}
