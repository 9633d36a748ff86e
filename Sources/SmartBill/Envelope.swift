import FoundationEssentials

/// The flat object that SmartBill answers with (`smartbill-api.md` §4.7, §7.1). Fields that aren't
/// known here are ignored, and a wrapper of its XML days is looked through.
struct Envelope: Decodable, Equatable {
  /// Empty is success, whatever the status.
  var errorText: ErrorText
  /// Whether it has one at all, empty or not: what has none is no answer of SmartBill's.
  var saysErrorText: Bool
  var message: ErrorText
  /// Padded with zeros to four digits; empty where no document was made.
  var number: String
  var series: String
  var documentURL: String?
  var documentViewURL: String?
  /// The words of the request-level `errors[]`, which comes without an `errorText`.
  var requestErrors: [String]

  /// Nil for anything but a JSON object: a page of HTML, nothing, a list.
  init?(_ body: [UInt8]) {
    guard let envelope = try? JSONDecoder().decode(Self.self, from: Data(body)) else { return nil }
    self = envelope
  }

  init(from decoder: any Decoder) throws {
    let root = try decoder.container(keyedBy: CodingKeys.self)
    let fields =
      root.contains(.sbcResponse)
      ? try root.nestedContainer(keyedBy: CodingKeys.self, forKey: .sbcResponse) : root
    errorText = ErrorText(try fields.decodeIfPresent(String.self, forKey: .errorText) ?? "")
    saysErrorText = fields.contains(.errorText)
    message = ErrorText(try fields.decodeIfPresent(String.self, forKey: .message) ?? "")
    number = try fields.decodeIfPresent(DocumentNumber.self, forKey: .number)?.text ?? ""
    series = try fields.decodeIfPresent(String.self, forKey: .series) ?? ""
    documentURL = (try? fields.decodeIfPresent(String.self, forKey: .documentUrl)).nonBlank
    documentViewURL = (try? fields.decodeIfPresent(String.self, forKey: .documentViewUrl)).nonBlank
    let errors = try fields.decodeIfPresent([RequestError].self, forKey: .errors) ?? []
    requestErrors = errors.map(\.text)
  }

  private enum CodingKeys: String, CodingKey {
    case sbcResponse, errorText, message, number, series, documentUrl, documentViewUrl, errors
  }

  private struct RequestError: Decodable {
    var code: String?
    var message: String?

    var text: String {
      ErrorText([code, message].compactMap { $0 }.joined(separator: ": ")).text
    }
  }
}
