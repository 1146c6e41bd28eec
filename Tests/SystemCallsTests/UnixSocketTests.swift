import Glibc
import SystemCalls
import TestSupport
import Testing

@Suite struct UnixSocketTests {
  @Test("A failed call is told by what could not be done, and why")
  func noListener() throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/s"
    let error = #expect(throws: SystemError.self) { try UnixSocket.connect(to: path) }
    #expect(error == SystemError("connect to \(path)", number: ENOENT))
    #expect(error?.description == "can't connect to \(path): No such file or directory")
  }

  @Test("A path that is too long for a name is refused, not cut")
  func longPath() {
    let path = "/tmp/" + String(repeating: "x", count: UnixSocket.longestPath - 4)
    #expect(throws: SystemError("connect to \(path)", number: ENAMETOOLONG)) { try UnixSocket.connect(to: path) }
    #expect(throws: SystemError("listen on \(path)", number: ENAMETOOLONG)) {
      try UnixSocket.bind(to: path, type: CInt(SOCK_STREAM.rawValue))
    }
  }

  @Test("Reading and writing wait no longer than the limit")
  func limitedWaiting() throws {
    let directory = try TemporaryDirectory()
    let socket = try UnixSocket.bind(to: "\(directory.path)/s", type: CInt(SOCK_DGRAM.rawValue))
    defer { close(socket) }
    var limit = timeval()
    var length = socklen_t(MemoryLayout<timeval>.size)
    UnixSocket.limitWaiting(socket, seconds: 7)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      #expect(getsockopt(socket, SOL_SOCKET, option, &limit, &length) == 0)
      #expect(limit.tv_sec == 7 && limit.tv_usec == 0)
    }
  }
}
