import CCairo

/// A PDF being drawn by cairo, in points from the top left of an A4 page.
///
/// Text is drawn with an embedded font and keeps its characters, so that it can be read back out.
final class PDFSurface {
  static let (width, height) = (595.0, 842.0)
  /// In Debian's `fonts-dejavu-core`; it has ș and ț.
  static let fontFamily = "DejaVu Sans"

  enum Weight {
    case regular, bold
  }

  /// What cairo has written so far.
  private final class Output {
    var bytes: [UInt8] = []
  }

  private let output = Output()
  private let surface: OpaquePointer
  private let context: OpaquePointer

  init(title: String) {
    surface = cairo_pdf_surface_create_for_stream(
      { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let output = Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
        output.bytes += UnsafeBufferPointer(start: data, count: Int(count))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(output).toOpaque(), Self.width, Self.height)
    context = cairo_create(surface)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  func setFont(size: Double, weight: Weight) {
    cairo_select_font_face(
      context, Self.fontFamily, CAIRO_FONT_SLANT_NORMAL,
      weight == .bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, size)
  }

  /// How far the text moves the pen in the current font.
  func width(of text: String) -> Double {
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return extents.x_advance
  }

  /// Draws text with its baseline's left end at a point.
  func draw(_ text: String, x: Double, y: Double) {
    cairo_move_to(context, x, y)
    cairo_show_text(context, text)
  }

  func drawRule(y: Double, from left: Double, to right: Double) {
    cairo_set_line_width(context, 0.5)
    cairo_move_to(context, left, y)
    cairo_line_to(context, right, y)
    cairo_stroke(context)
  }

  func endPage() {
    cairo_show_page(context)
  }

  /// The whole file. Nothing may be drawn afterwards.
  func finish() -> [UInt8] {
    cairo_surface_finish(surface)
    return output.bytes
  }
}
