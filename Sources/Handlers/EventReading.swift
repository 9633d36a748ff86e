import Domain
import FoundationEssentials

/// What every event has, whatever its type; of its order, what can be read.
struct EventHead: Decodable {
  let type: String
  let timestamp: String?
  /// nil where it is missing, or not fit to be one.
  let subject: OrderID?
  let status: String?

  /// Longer than any of ours: it is printed and logged.
  static let typeCharactersMax = 100

  private enum CodingKeys: String, CodingKey { case type, timestamp, data }
  private enum DataKeys: String, CodingKey { case order }
  private enum OrderKeys: String, CodingKey { case id, status }

  init(from decoder: any Decoder) throws {
    let event = try decoder.container(keyedBy: CodingKeys.self)
    type = try event.decode(String.self, forKey: .type)
    guard type.unicodeScalars.prefix(Self.typeCharactersMax + 1).count <= Self.typeCharactersMax,
      !type.unicodeScalars.contains(where: \.isUnseen)
    else {
      throw DecodingError.unfit(
        "has control characters, or more than \(Self.typeCharactersMax) characters",
        forKey: .type, in: event)
    }
    timestamp = try? event.decode(String.self, forKey: .timestamp)
    let data = try? event.nestedContainer(keyedBy: DataKeys.self, forKey: .data)
    let order = try? data?.nestedContainer(keyedBy: OrderKeys.self, forKey: .order)
    let id = try? order?.decode(OrderID.self, forKey: .id)
    subject = id.flatMap { $0.fault == nil ? $0 : nil }
    status = try? order?.decode(String.self, forKey: .status)
  }

  var label: EventLabel { EventLabel(type: type, subject: subject, occurredAt: timestamp) }
}

struct EventBody<Payload: EventPayload>: Decodable {
  let data: Payload
}

/// Reads an event's bytes, and says of unreadable ones which field is wrong and how, without
/// repeating what stands there: it may be a customer's data.
enum EventReading {
  static func read<Value: Decodable>(
    _ type: Value.Type, from text: EventText
  ) -> Result<Value, Failure> {
    do {
      return .success(try JSONDecoder().decode(type, from: text.data))
    } catch let error as DecodingError {
      return .failure(Failure(.eventUnreadable, detail: words(for: error)))
    } catch {
      return .failure(Failure(.eventUnreadable, detail: "the body is not JSON"))
    }
  }

  private static func words(for error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "\(path(context.codingPath + [key])) is missing"
    case .valueNotFound(_, let context):
      "\(path(context.codingPath)) is null"
    case .typeMismatch(let type, let context):
      "\(path(context.codingPath)) is not \(jsonName(of: type))"
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      "the body is not JSON"
    case .dataCorrupted(let context):
      "\(path(context.codingPath)) \(refusal(context.underlyingError))"
    @unknown default:
      "the body can't be read"
    }
  }

  private static func refusal(_ error: (any Error)?) -> String {
    (error as? UnfitValue)?.description ?? "is not JSON"
  }

  /// `data.order.lines[0].price`.
  private static func path(_ keys: [any CodingKey]) -> String {
    guard !keys.isEmpty else { return "the body" }
    return keys.reduce(into: "") { path, key in
      if let index = key.intValue {
        path += "[\(index)]"
      } else {
        path += (path.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }

  private static func jsonName(of type: Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Bool.Type: "true or false"
    case is [Any].Type: "a list"
    case is [String: Any].Type: "an object"
    default: "of the expected type"
    }
  }
}
