import ArgumentParser
import ServiceLifecycle

struct AllCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "all")
}
