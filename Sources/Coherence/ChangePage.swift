import Glibc
package import WireProtocol

/// The layout of the file by which a service tells that something about an app has changed: counters of 64 bits, each
/// for the apps whose SID ends in its number.
///
/// The low bits of a counter tell how many changes are under way, the rest how many are done. While one is under way
/// nobody can know whether it is committed, so answers are kept by nobody; see ``ChangeSignal`` and ``ChangeWatch``.
enum ChangePage {
  /// As many as three hexadecimal digits tell apart.
  static let slotCount = 4096
  static let length = slotCount * MemoryLayout<UInt64>.size
  static let oneUnderWay: UInt64 = 1
  static let oneDone: UInt64 = 1 << 20
  static let underWayMask = oneDone - 1

  static func slot(of app: AppSID) -> Int {
    Int(app.low % UInt64(slotCount))
  }

  /// Whether an open page still has a name: one that was removed or replaced is nobody's any more.
  static func isInPlace(_ descriptor: CInt) -> Bool {
    var status = stat()
    return descriptor >= 0 && fstat(descriptor, &status) == 0 && status.st_nlink > 0
  }
}

/// What a change is about.
package enum ChangeSubject: Sendable {
  case app(AppSID)
  /// Too many apps to count them, such as those of an account.
  case everyApp
  /// Nothing that another process may have kept an answer about.
  case noApp
}

/// Why a change page can't be used, and what to do about it.
package struct ChangePageError: Error, CustomStringConvertible {
  package let description: String

  init(_ path: String, _ number: CInt) {
    let cure =
      number == ENOENT
      ? "start this by systemd or by oauthctl up, which make its directory" : "remove it, it is made anew"
    description = "can't use \(path): \(String(cString: strerror(number))); \(cure)"
  }
}
