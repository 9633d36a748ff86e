import Domain
import FoundationEssentials

/// The orders that rules are tried on: events' bodies in files, in folders of samples, or in folders
/// of such folders.
enum SampleOrders {
  /// Where the samples of Punte's own source are, seen from there.
  static let standardPath = "samples"
  /// More tell no more about a shop's rules.
  private static let countMax = 500

  /// - Parameter paths: those that the operator named; none takes `samples/`, if it is there.
  static func read(_ paths: [String]) throws(CommandError) -> [RuleChecks.SampleOrder] {
    guard paths.isEmpty else {
      var orders: [RuleChecks.SampleOrder] = []
      for path in paths {
        let found = try samples(at: path).compactMap(order)
        guard !found.isEmpty else {
          throw CommandError(
            "\(path) holds no order", remedy: "Name an event's body, or a folder of samples.",
            .badData)
        }
        orders += found
      }
      return Array(orders.prefix(countMax))
    }
    guard FileReading.isFolder(standardPath) else { return [] }
    return (try? samples(at: standardPath))?.compactMap(order) ?? []
  }

  private static func samples(at path: String) throws(CommandError) -> [Sample] {
    let isSample =
      !FileReading.isFolder(path) || FileReading.exists(path + "/body.json")
      || FileReading.exists(path + "/body.bin")
    guard !isSample else { return [try Sample(at: path)] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.sorted().prefix(countMax).map { "\(path)/\($0)" }
      .filter { FileReading.isFolder($0) || $0.hasSuffix(".json") }
      .compactMap { try? Sample(at: $0) }
  }

  private struct Body: Decodable {
    struct Payload: Decodable { let order: Order }
    let data: Payload
  }

  /// Nil for an event that carries no whole order.
  private static func order(_ sample: Sample) -> RuleChecks.SampleOrder? {
    (try? JSONDecoder().decode(Body.self, from: Data(sample.body))).map {
      RuleChecks.SampleOrder(name: sample.name, order: $0.data.order)
    }
  }
}
