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
            "versiunea are un defect cunoscut: \(defect.text.ro)",
            "the version has a known defect: it \(defect.text.en)"),
          remedy: .both(
            "Actualizați sistemul, unde se poate.", "Update the system, where that helps."),
          commands: ["apt-get upgrade"])
      }
    }
    let list = versions.map { "\($0.library) \($0.version)" }.joined(separator: ", ")
    return [.ok("version", ro: "\(list): niciun defect cunoscut", en: "no known defect")]
  }

  /// - Parameter permissions: of the settings file.
  static func settings(file: String, permissions: UInt32) -> Check {
    guard permissions & 0o022 == 0 else {
      return .failed(
        "settings", file,
        .both(
          "alți utilizatori pot schimba fișierul (\(String(permissions, radix: 8)))",
          "other users can change the file (\(String(permissions, radix: 8)))"),
        remedy: .both(
          "Lăsați-l schimbat numai de proprietarul lui.", "Let only its owner change it."),
        .configuration, commands: ["chmod 600 \(file)"])
    }
    return .ok("settings", file, ro: "fără greșeli", en: "no errors")
  }

  static func errors(_ errors: SettingsErrors) -> [Check] {
    errors.all.map { error in
      let place = error.path.isEmpty ? nil : error.path
      return .failed(
        "settings", place, error.what, remedy: error.remedy, .configuration)
    }
  }

  static func timeZone(isKnown: Bool) -> Check {
    isKnown
      ? .ok(
        "time_zone", ro: "fusul Europe/Bucharest e cunoscut",
        en: "the time zone Europe/Bucharest is known")
      : .failed(
        "time_zone", nil,
        .both(
          "mașina nu cunoaște fusul Europe/Bucharest",
          "this machine doesn't know the time zone Europe/Bucharest"),
        remedy: .both(
          "Instalați pachetul tzdata.", "Install the package tzdata."), .configuration,
        commands: ["apt-get install tzdata"])
  }
}
