import HTTPTypes
import Hummingbird

/// What a person reads who opened a link and gets no document: Romanian, and English below it.
/// The pages hold nothing of the link, of an invoice or of a customer, and no script.
enum DocumentPage: Equatable {
  /// The settings have no `documents`.
  case notOffered
  /// Altered, cut, or never ours: one answer for all of these, whatever it asks for.
  case damaged
  case expired
  /// Ours, and of an invoice that has no document, or that this database doesn't know.
  case unknown
  case notNow(seconds: Int)
  case unavailable

  var response: Response {
    var headers = Self.headers
    if let retryAfterSeconds { headers[.retryAfter] = "\(retryAfterSeconds)" }
    return Response(
      status: status, headers: headers,
      body: .init(byteBuffer: Self.bodies[texts.title] ?? ByteBuffer(string: html)))
  }

  /// By title, made once: answers that wait to be taken, however many, share their bytes.
  private static let bodies: [String: ByteBuffer] = {
    let pages: [DocumentPage] = [.notOffered, .damaged, .expired, .unknown, .unavailable]
    return pages.reduce(into: [:]) { $0[$1.texts.title] = ByteBuffer(string: $1.html) }
  }()

  /// 403, 410 and 404 can be told apart only by who holds a link that we signed; whoever makes
  /// tokens up always gets the same page.
  private var status: HTTPResponse.Status {
    switch self {
    case .notOffered, .unknown: .notFound
    case .damaged: .forbidden
    case .expired: .gone
    case .notNow, .unavailable: .serviceUnavailable
    }
  }

  private var retryAfterSeconds: Int? {
    switch self {
    case .notNow(let seconds): seconds
    case .unavailable: Response.retryAfterSeconds
    default: nil
    }
  }

  private var texts: (title: String, ro: String, en: String) {
    switch self {
    case .notOffered:
      (
        "Aici nu se pot vedea facturi",
        "Punte nu este configurat să arate facturi. Cereți factura magazinului.",
        "Punte isn't set up to show invoices. Ask the shop for the invoice."
      )
    case .damaged:
      (
        "Linkul nu este bun",
        "Linkul a fost copiat incomplet sau a fost schimbat. Deschideți-l din nou de unde l-ați "
          + "primit, sau cereți factura magazinului.",
        "The link was copied incompletely, or was changed. Open it again from where you got it, or "
          + "ask the shop for the invoice."
      )
    case .expired:
      (
        "Linkul a expirat",
        "Un link către o factură este valabil un timp limitat. Cereți magazinului un link nou.",
        "A link to an invoice is valid for a limited time. Ask the shop for a new link."
      )
    case .unknown:
      (
        "Factura nu există",
        "Factura acestui link nu mai există sau nu este cunoscută aici. Cereți lămuriri magazinului.",
        "The invoice of this link doesn't exist any more, or isn't known here. Ask the shop about it."
      )
    case .notNow, .unavailable:
      (
        "Factura nu poate fi arătată acum",
        "Factura există, dar acum nu poate fi adusă. Încercați din nou peste câteva minute.",
        "The invoice exists, but can't be fetched now. Try again in a few minutes."
      )
    }
  }

  private var html: String {
    let texts = texts
    return """
      <!DOCTYPE html>
      <html lang="ro">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(texts.title)</title>
      <style>
      body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }
      </style>
      </head>
      <body>
      <main>
      <h1>\(texts.title)</h1>
      <p>\(texts.ro)</p>
      <p lang="en">\(texts.en)</p>
      </main>
      </body>
      </html>

      """
  }

  private static let headers: HTTPFields = {
    var headers = DocumentHeaders.ofAll
    headers[.contentType] = "text/html; charset=utf-8"
    headers[.cacheControl] = "no-store"
    headers[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
      + "frame-ancestors 'none'"
    return headers
  }()
}
