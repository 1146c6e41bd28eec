import Glibc
import SocketTransport
import SystemCalls
import TestSupport
import Testing

@Suite struct ListeningSocketTests {
  @Test("A socket takes the place of the one that a dead process left, with the permissions that are asked for")
  func replacesDeadSocket() throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/s"
    for mode in [0o600, 0o666] as [UInt32] {
      let socket = try ListeningSocket.bind(path: path, mode: mode)
      defer { close(socket.descriptor) }
      var status = stat()
      #expect(stat(path, &status) == 0)
      #expect(status.st_mode & 0o777 == mode)
      _ = try RawConnection(path: path)
    }
  }

  @Test("A path that no Unix socket can have is refused with the limit")
  func longPath() throws {
    let path = "/tmp/" + String(repeating: "x", count: 103)
    #expect(throws: ActivationError.pathTooLong(path, limit: 107)) { try ListeningSocket.bind(path: path) }
  }

  @Test("A path in a directory that is not there is refused with the reason")
  func noDirectory() {
    let error = #expect(throws: SystemError.self) { try ListeningSocket.bind(path: "/nowhere/s") }
    #expect(error?.description == "can't listen on /nowhere/s: No such file or directory")
  }

  @Test("A process that was passed no socket is told how to get one")
  func notActivated() {
    #expect(throws: ActivationError.notActivated("token-issuer")) { try ListeningSocket.adopt(named: "token-issuer") }
  }
}
