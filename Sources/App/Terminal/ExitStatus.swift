/// How a command ends, after `sysexits.h`.
enum ExitStatus: Int32, Sendable {
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case software = 70
  case cannotCreate = 73
  case inputOutput = 74
  case temporary = 75
  case notAllowed = 77
  case configuration = 78
}
