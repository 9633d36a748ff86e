import Domain
import Signatures

/// The links that open an invoice's PDF.
public struct DocumentLinks: Sendable {
  /// Where strangers reach Punte; without a slash at its end.
  private let baseURL: String
  private let signer: DocumentLinkSigner
  private let valid: Duration

  public init(baseURL: String, signer: DocumentLinkSigner, valid: Duration) {
    self.baseURL = baseURL
    self.signer = signer
    self.valid = valid
  }

  /// The link that a notice carries; nil where it is about no document.
  ///
  /// It expires by the time of the fact and not of the sending: a fact has one id for ever, so its
  /// body must be the same at each attempt, and a shop drops the second one unread.
  public func url(of stored: StoredNotice) -> String? {
    let (document, revision): (IssuedDocument, Int)
    switch stored.notice.content {
    case .issued(let issued, let its), .proformaIssued(let issued, let its):
      (document, revision) = (issued, its)
    // A refund's own row has the revision 0, a storno's its invoice's.
    case .reversed(let reversal):
      (document, revision) = (reversal.document, reversal.isWhole ? reversal.revision : 0)
    default: return nil
    }
    guard let invoice = stored.notice.invoice else { return nil }
    let mark = DocumentMark(
      shop: stored.notice.asked.shop, order: stored.notice.order, revision: revision,
      number: document.number)
    return url(of: invoice, mark, from: stored.createdAt)
  }

  /// A fresh link; nil while there is nothing to be shown.
  public func url(of invoice: Invoice, at now: Timestamp) -> String? {
    DocumentMark(invoice).map { url(of: invoice.id, $0, from: now) }
  }

  private func url(of invoice: Invoice.ID, _ mark: DocumentMark, from start: Timestamp) -> String {
    let link = DocumentLink(
      invoice: invoice, mark: mark, expiresAtSeconds: (start + valid).seconds)
    return "\(baseURL)/documents/\(signer.token(for: link))"
  }
}
