import WireProtocol

/// How a command ends, as shells and scripts see it; the numbers above 1 are those of sysexits.h.
enum ExitStatus: Int32 {
  case success = 0
  /// The service said no.
  case refused = 1
  /// EX_USAGE: nothing was sent.
  case usage = 64
  /// EX_UNAVAILABLE: a service did not answer, or can't work.
  case unavailable = 69
  /// EX_IOERR: standard output failed.
  case output = 74

  init(_ error: ServiceError) {
    self = [.unavailable, .deadlineExceeded].contains(error.code) ? .unavailable : .refused
  }
}
