import Domain
import HTTPTypes
import Hummingbird
import Logging
import Signatures

/// `GET /documents/{token}`: an invoice's PDF, for whoever holds a link that we signed.
struct DocumentSite: Sendable {
  /// What is written at a time; the next part waits until the reader took this one.
  private static let chunkBytes = 64 << 10

  let desk: DocumentDesk
  /// nil where links are not set up.
  let verifier: DocumentLinkVerifier?
  let clock: any TimeSource
  let logger: Logger
  let memory: BodyMemory

  func answer(_ request: Request, token: String) async -> Response {
    guard let verifier else { return DocumentPage.notOffered.response }
    switch verifier.judge(token, nowSeconds: clock.now().seconds) {
    case .forged: return DocumentPage.damaged.response
    case .expired: return DocumentPage.expired.response
    case .genuine(let link): return await answer(request, link)
    }
  }

  private func answer(_ request: Request, _ link: DocumentLink) async -> Response {
    let invoice: Invoice?
    do {
      invoice = try await desk.invoice(link.invoice)
    } catch {
      logger.error("An invoice could not be looked up.", metadata: ["error": "\(error)"])
      return DocumentPage.unavailable.response
    }
    guard let invoice, let document = invoice.shownDocument, DocumentMark(invoice) == link.mark
    else { return DocumentPage.unknown.response }
    switch await desk.source.pdf(of: invoice) {
    case .unavailable(_, let until):
      return DocumentPage.notNow(seconds: seconds(until: until)).response
    case .printed(let pdf):
      return response(pdf, DocumentHeaders.fileName(of: document.number), to: request)
    }
  }

  private func response(_ pdf: [UInt8], _ fileName: String, to request: Request) -> Response {
    let tag = "\"\(MessageDigest.sha256Text(pdf).prefix(32))\""
    var headers = DocumentHeaders.ofDocuments
    headers[.eTag] = tag
    // In the order of RFC 9110 §13.2.2.
    if DocumentHeaders.holds(tag, in: request.headers[values: .ifNoneMatch]) {
      return Response(status: .notModified, headers: headers)
    }
    headers[.contentType] = "application/pdf"
    headers[.contentDisposition] = "inline; filename=\"\(fileName)\""
    switch range(in: request, tag, of: pdf.count) {
    case .whole:
      return response(.ok, headers, pdf[...])
    case .part(let range):
      headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(pdf.count)"
      return response(.partialContent, headers, pdf[range])
    case .unsatisfiable:
      headers[.contentRange] = "bytes */\(pdf.count)"
      headers[.contentType] = nil
      headers[.contentDisposition] = nil
      return Response(status: .rangeNotSatisfiable, headers: headers)
    }
  }

  /// `Range` is for GET alone, and counts only for the document that `If-Range` names.
  private func range(in request: Request, _ tag: String, of byteCount: Int) -> ByteRange {
    guard request.method == .get, request.headers[.ifRange].map({ $0 == tag }) ?? true else {
      return .whole
    }
    return ByteRange(request.headers[.range], of: byteCount)
  }

  private func response(
    _ status: HTTPResponse.Status, _ headers: HTTPFields, _ bytes: ArraySlice<UInt8>
  ) -> Response {
    guard let lent = LentMemory(bytes.count, of: memory) else {
      return DocumentPage.notNow(seconds: Response.retryAfterSeconds).response
    }
    // Of its own: a slice would keep the whole document, and a part is counted as a part.
    let own = Array(bytes)
    return Response(
      status: status, headers: headers,
      body: .init(contentLength: own.count) { writer in
        var rest = own[...]
        while !rest.isEmpty {
          try await writer.write(ByteBuffer(bytes: rest.prefix(Self.chunkBytes)))
          rest = rest.dropFirst(Self.chunkBytes)
        }
        try await writer.finish(nil)
        withExtendedLifetime(lent) {}
      })
  }

  private func seconds(until moment: Timestamp) -> Int {
    max(1, Int(clamping: ((moment - clock.now()).wholeMilliseconds + 999) / 1000))
  }
}

/// Memory that is given back when the last holder lets go, however its answer ended.
private final class LentMemory: Sendable {
  private let bytes: Int
  private let memory: BodyMemory

  init?(_ bytes: Int, of memory: BodyMemory) {
    guard memory.take(bytes) else { return nil }
    self.bytes = bytes
    self.memory = memory
  }

  deinit { memory.giveBack(bytes) }
}
