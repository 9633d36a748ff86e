import Domain

/// What the machine and the settings file tell.
enum MachineChecks {
  static func libraries(_ versions: [(library: String, version: String)]) -> [Check] {
    let defects = KnownDefect.found(in: versions)
    guard defects.isEmpty else {
      return defects.map { defect in
        let version = versions.first { $0.library == defect.library }?.version ?? ""
        return .warning(
          "version", "\(defect.library) \(version)",
          .both(
            "versiunea are un defect cunoscut, descris mai jos în engleză",
            "the version has a known defect: it \(defect.text)"),
          remedy: .both(
            "Actualizați sistemul (apt-get upgrade), unde se poate.",
            "Update the system (apt-get upgrade), where that helps."))
      }
    }
    let list = versions.map { "\($0.library) \($0.version)" }.joined(separator: ", ")
    return [.ok("version", ro: list, en: "no known defect")]
  }

  /// - Parameter permissions: of the settings file.
  static func settings(file: String, permissions: UInt32) -> Check {
    guard permissions & 0o022 == 0 else {
      return .failed(
        "settings", file,
        .both(
          "alți utilizatori pot schimba fișierul (\(String(permissions, radix: 8)))",
          "other users can change the file (\(String(permissions, radix: 8)))"),
        remedy: .both("chmod 600 \(file)", "chmod 600 \(file)"), .configuration)
    }
    return .ok("settings", file, ro: "fără greșeli", en: "no errors")
  }

  static func errors(_ errors: SettingsErrors) -> [Check] {
    errors.all.map { error in
      let place = error.path.isEmpty ? nil : error.path
      return .failed(
        "settings", place, .both(error.what, error.what),
        remedy: .both("\(error.remedy)", "\(error.remedy)"), .configuration)
    }
  }

  static func timeZone(isKnown: Bool) -> Check {
    isKnown
      ? .ok("time_zone", ro: "Europe/Bucharest", en: "is known")
      : .failed(
        "time_zone", nil,
        .both(
          "mașina nu cunoaște fusul Europe/Bucharest",
          "this machine doesn't know the time zone Europe/Bucharest"),
        remedy: .both("apt-get install tzdata", "apt-get install tzdata"), .configuration)
  }
}
