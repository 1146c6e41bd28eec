import Daemon
import Glibc
import Logging
import NIOCore
import NIOPosix
import RPC
import ServiceLifecycle
import SocketTransport
import SystemCalls
import TestSupport
import Testing
import UnitTokens
import WireProtocol

/// The server on a real socket; its clients give their ends the names that systemd gives. As root they are believed.
@Suite("Tokens that systemd loads as credentials", .timeLimit(.minutes(1)))
struct CredentialServerTests {
  private static let isRoot = geteuid() == 0
  private static let token = "eyJhbGciOiJFUzI1NiJ9.e30.AA"

  /// Serves an issuer that knows one unit.
  private func serve(_ test: (String) async throws -> Void) async throws {
    let routes = Interface(TokensIssueToUnit.self).serve(
      TokensIssueToUnit.served { request, _ in
        guard request.unit.text == "report.service" else { throw ServiceError(.notFound, "it is bound to no app") }
        return TokenReply(accessToken: Sensitive(Self.token), expiresIn: 60, scope: "s")
      })
    let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/credential.sock"
    let stage = Stage(
      loop: threads.next(), activity: ServerActivity(logger: .silent), logger: .silent, dispatcher: Dispatcher(routes))
    let server = CredentialFront().service(on: stage, [try ListeningSocket.bind(path: path)])
    let group = ServiceGroup(services: [server], logger: .silent)
    let end = Task { try await group.run() }
    let result: Result<Void, any Error>
    do { result = .success(try await test(path)) } catch { result = .failure(error) }
    await group.triggerGracefulShutdown()
    try await end.value
    try await threads.shutdownGracefully()
    try result.get()
  }

  /// What somebody reads whose end has this name; to the end.
  private func read(_ path: String, as name: String?) async throws -> String {
    let connection = RawConnection(try name.map { try connected(to: path, as: $0) } ?? UnixSocket.connect(to: path))
    connection.endSending()
    var bytes: [UInt8] = []
    while let some = try await connection.receiveSome() { bytes += some }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func connected(to path: String, as name: String) throws -> CInt {
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    try address([0] + name.utf8) { try #require(bind(descriptor, $0, $1) == 0) }
    try address(Array(path.utf8)) { try #require(connect(descriptor, $0, $1) == 0) }
    return descriptor
  }

  private func address(_ bytes: [UInt8], _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    try withUnsafePointer(to: &address) {
      try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { try body($0, length) }
    }
  }

  @Test("root with a bound unit's name reads the token, to the end; anybody else with that name nothing")
  func bound() async throws {
    try await serve { path in
      for number in ["dd7ef0c149c70afb", "1"] {
        let name = "\(number)\(getpid())/unit/report.service/access-token"
        let read = try await read(path, as: name)
        #expect(read == (Self.isRoot ? Self.token : ""))
      }
    }
  }

  @Test("A unit that is not bound, another name and none read nothing, and the next is served")
  func others() async throws {
    try await serve { path in
      for name in ["\(getpid())/unit/other.service/access-token", "\(getpid())/report.service", nil] {
        #expect(try await read(path, as: name).isEmpty)
      }
      let next = try await read(path, as: "2\(getpid())/unit/report.service/x")
      #expect(next == (Self.isRoot ? Self.token : ""))
    }
  }
}
