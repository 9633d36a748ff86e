import Domain

/// How long ago something was, as a person says it: in the one unit that counts.
enum AgeText {
  static func text(of age: Duration) -> String {
    let seconds = max(0, age.wholeMilliseconds / 1000)
    return switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) d"
    }
  }
}
