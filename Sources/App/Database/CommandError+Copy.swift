import StoreSQLite

extension CommandError {
  init(_ error: CopyError) {
    switch error {
    case .exists(let path):
      self.init(
        "\(path) exists already", remedy: "Name another file, or say --force.", .cannotCreate)
    case .underWay(let path):
      self.init(
        "another process is writing \(path)", remedy: "Wait until it has ended.", .temporary)
    case .damaged(let path, let what):
      self.init(
        "\(path) is not sound: \(what)",
        remedy: "Use another copy; if it was made just now, look at the disk and make it again.",
        .badData)
    case .isItself(let path):
      self.init(
        "\(path) is the database itself, or belongs to it", remedy: "Name another file.", .usage)
    case .failed(let path, let reason):
      self.init(
        "\(path) can't be read or written: \(reason)",
        remedy: "See that its folder is there, may be written, and has room.", .cannotCreate)
    case .open(let error): self.init(error)
    }
  }
}
