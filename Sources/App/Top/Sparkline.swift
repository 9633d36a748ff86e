/// A row of bars, each as high as its value.
enum Sparkline {
  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The last `width` values, the highest of them a full bar; what is zero has the lowest.
  static func text(of values: [Double], width: Int) -> String {
    let values = values.suffix(max(0, width))
    guard let highest = values.max(), highest > 0 else {
      return String(repeating: bars[0], count: values.count)
    }
    return String(
      values.map { value in
        let height = Int((max(0, value) / highest * Double(bars.count - 1)).rounded(.up))
        return bars[min(height, bars.count - 1)]
      })
  }
}
