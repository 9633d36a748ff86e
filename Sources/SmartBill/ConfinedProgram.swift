import Glibc

/// A program that reads what a stranger may have made: it gets none of this process's environment,
/// little memory and time, and no way to more privileges.
///
/// `setpriv` and `prlimit` set that up (util-linux, which Debian has always). Both replace themselves
/// by the next, so that the process that is started is the program itself in the end.
struct ConfinedProgram {
  /// Address space: a PDF of 9 MB takes a tenth of it.
  static let memoryBytesMax = 1 << 30
  /// Of CPU time: a document takes milliseconds.
  static let cpuSecondsMax = 20
  /// The program's own libraries and fonts.
  static let openFilesMax = 64
  /// It starts no other.
  static let processesMax = 1

  /// The wrapper's path.
  let executable: String
  let arguments: [String]

  /// One of the programs isn't there.
  enum Problem: Error { case missing(String) }

  init(_ program: String, _ arguments: [String]) throws(Problem) {
    executable = try Self.path(of: "setpriv")
    self.arguments =
      [
        "--no-new-privs", try Self.path(of: "prlimit"), "--as=\(Self.memoryBytesMax)",
        "--cpu=\(Self.cpuSecondsMax)", "--nofile=\(Self.openFilesMax)",
        "--nproc=\(Self.processesMax)",
        // No file is written, nor the memory of a crash.
        "--fsize=0", "--core=0", try Self.path(of: program),
      ] + arguments
  }

  /// Where the system's own programs are, whatever the PATH says.
  private static let standardFolders = ["/usr/bin", "/bin"]

  /// With a slash it is a path already; else it is looked for on this process's own PATH.
  private static func path(of program: String) throws(Problem) -> String {
    guard !program.contains("/") else {
      guard access(program, X_OK) == 0 else { throw .missing(program) }
      return program
    }
    let own = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders = own.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    let paths = (folders + standardFolders).map { "\($0)/\(program)" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else {
      throw .missing(program)
    }
    return path
  }
}
