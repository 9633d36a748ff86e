import FoundationEssentials

/// A delivery that a shop could make, as a folder of `samples/` holds it.
struct Sample: Sendable, Equatable {
  let name: String
  let body: [UInt8]
  let delivery: SampleDelivery

  /// A body above the listener's own limit may be sent on purpose; above this it is no sample.
  static let bodyBytesMax = 8 << 20
  private static let deliveryBytesMax = 64 << 10

  /// Reads a folder with `body.json` (or `body.bin`) and perhaps `delivery.json`; or a lone body.
  init(at path: String) throws(CommandError) {
    name = FilePath.lastName(of: path)
    guard FileReading.isFolder(path) else {
      body = try Self.contents(path, bytesMax: Self.bodyBytesMax)
      delivery = SampleDelivery()
      return
    }
    let bodies = ["body.json", "body.bin"].map { path + "/" + $0 }
    guard let file = bodies.first(where: { FileReading.exists($0) }) else {
      throw CommandError(
        "\(path) holds no body.json", remedy: "Name a folder of samples/, or a file.", .noInput)
    }
    body = try Self.contents(file, bytesMax: Self.bodyBytesMax)
    let settings = path + "/delivery.json"
    delivery =
      FileReading.exists(settings)
      ? try Self.delivery(try Self.contents(settings, bytesMax: Self.deliveryBytesMax), settings)
      : SampleDelivery()
  }

  private static func contents(_ path: String, bytesMax: Int) throws(CommandError) -> [UInt8] {
    do throws(FileReading.Problem) {
      return try FileReading.contents(of: path, bytesMax: bytesMax).bytes
    } catch {
      let remedy = "Name a folder of samples/, or a file."
      switch error {
      case .missing: throw CommandError("there is no \(path)", remedy: remedy, .noInput)
      case .unreadable(let reason):
        throw CommandError("\(path) can't be read: \(reason)", remedy: remedy, .noInput)
      case .notFile: throw CommandError("\(path) is no file", remedy: remedy, .noInput)
      case .tooLarge:
        throw CommandError("\(path) is larger than a sample", remedy: remedy, .badData)
      }
    }
  }

  private static func delivery(
    _ bytes: [UInt8], _ path: String
  ) throws(CommandError) -> SampleDelivery {
    do {
      return try JSONDecoder().decode(SampleDelivery.self, from: Data(bytes))
    } catch {
      throw CommandError(
        "\(path) is not what it should be",
        remedy: "Write JSON with signature, times, id, expect or after, as in samples/.", .badData)
    }
  }
}
