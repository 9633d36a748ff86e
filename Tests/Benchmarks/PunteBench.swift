import ArgumentParser

/// `punte-bench`: measures Punte against a baseline in the same run.
@main struct PunteBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "punte-bench",
    abstract: "Measure Punte, each figure as a ratio to a baseline of the same run.",
    discussion: """
      The binaries are those beside this one, or in PUNTE_BINARIES. Run it by deploy/bench, which \
      builds first. A figure that misses its target is marked, and fails nothing: only what could \
      not be measured does.
      """,
    subcommands: [
      DeliveriesBench.self, JobsBench.self, StartBench.self, RecoveryBench.self, StockBench.self,
      PeersBench.self,
      Receiver.self, Filling.self,
    ])
}

/// What every benchmark takes.
struct BenchOptions: ParsableArguments {
  @Flag(help: "A second or less of each: whether it runs, not what it says.") var smoke = false
  @Flag(help: "One JSON object a line.") var json = false
}
