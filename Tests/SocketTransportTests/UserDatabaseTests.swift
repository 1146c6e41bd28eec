import Foundation
import Glibc
import SystemCalls
import Testing

@testable import SocketTransport

@Suite struct UserDatabaseTests {
  /// Has a table of descriptors of its own for a thread, unless there are flags to the contrary. Glibc's module leaves
  /// it out.
  private static let unshare = dlsym(nil, "unshare").map {
    unsafeBitCast($0, to: (@convention(c) (CInt) -> CInt).self)
  }
  /// CLONE_FILES of <sched.h>.
  private static let files: CInt = 0x400

  private static var mayUnshare: Bool { unshare.map { $0(0) == 0 } ?? false }

  /// Runs a body on a thread that finds no free descriptor. The descriptors of other threads are not touched.
  private func withoutDescriptors<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value? {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        guard Self.unshare?(Self.files) == 0 else { return continuation.resume(returning: nil) }
        // What stays open here seems open to the peers of other tests.
        for descriptor in 3..<max(3, CInt(clamping: sysconf(CInt(_SC_OPEN_MAX)))) { close(descriptor) }
        let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
        while null >= 0, dup(null) >= 0 {}
        continuation.resume(returning: body())
      }
    }
  }

  /// 2 is bin, in group bin, 2, on every Debian.
  @Test(
    "Without a free descriptor nobody is told not to be there, whatever the sources of names make of it",
    .enabled(if: Self.mayUnshare, "this process may not have descriptors of its own for a thread"))
  func noDescriptor() async throws {
    // Has all sources loaded, those as well that know of nobody and need no descriptor to say so.
    #expect(try UserDatabase.loginName(of: 4_000_000) == nil && UserDatabase.groupName(of: 4_000_000) == nil)
    let lookUps: [@Sendable () throws -> Any?] = [
      { try UserDatabase.loginName(of: 2) }, { try UserDatabase.userID(of: "bin") },
      { try UserDatabase.groupID(of: "bin") }, { try UserDatabase.groupName(of: 2) },
      { try UserDatabase.groupIDs(of: 2) }, { try UserDatabase.loginName(of: 4_000_000) },
    ]
    let errors = await withoutDescriptors { lookUps.map { Self.error(of: $0)?.number } }
    #expect(errors == Array(repeating: EMFILE, count: lookUps.count))
    for lookUp in lookUps.dropLast() { #expect(try lookUp() != nil) }
  }

  private static func error(of lookUp: () throws -> Any?) -> SystemError? {
    do {
      _ = try lookUp()
      return nil
    } catch { return error as? SystemError }
  }
}
