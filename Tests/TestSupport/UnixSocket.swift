import Dispatch
import Glibc

/// The system calls of Unix sockets, for tests that speak to one without the code that is tested.
enum UnixSocket {
  static func make(_ type: CInt) throws(SystemFailure) -> CInt {
    let descriptor = socket(AF_UNIX, type | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SystemFailure("make a socket") }
    return descriptor
  }

  static func connect(_ descriptor: CInt, _ path: String) throws(SystemFailure) {
    guard withAddress(path, { Glibc.connect(descriptor, $0, $1) }) == 0 else {
      throw SystemFailure("connect to \(path)")
    }
  }

  static func bind(_ descriptor: CInt, _ path: String) throws(SystemFailure) {
    guard withAddress(path, { Glibc.bind(descriptor, $0, $1) }) == 0 else { throw SystemFailure("bind \(path)") }
  }

  /// Makes a test fail that would hang. None waits for this.
  static func limitPatience(_ descriptor: CInt) {
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    let length = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, length)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, length)
  }

  private static func withAddress<Result>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result)
    -> Result
  {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}

/// A system call of a test that failed.
package struct SystemFailure: Error, CustomStringConvertible {
  package let description: String

  init(description: String) {
    self.description = description
  }

  init(_ action: String) {
    self.init(description: "can't \(action): \(String(cString: strerror(errno)))")
  }
}

extension DispatchQueue {
  /// Runs what blocks on this queue, which has a thread of its own, so that what runs asynchronously keeps its threads.
  func run<Value: Sendable>(_ body: @escaping @Sendable () throws(SystemFailure) -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      async {
        do throws(SystemFailure) { continuation.resume(returning: try body()) } catch {
          continuation.resume(throwing: error)
        }
      }
    }
  }
}
