import FoundationEssentials
import RPC
import SocketTransport
import TestSupport
import Testing
import WireProtocol

@Suite(.timeLimit(.minutes(5))) struct DescriptorTests {
  private static let status = RawFrame(#"{"jsonrpc":"2.0","id":1,"method":"service.status"}"#).bytes

  private func expectStatus(_ connection: RawConnection) async throws {
    try await connection.send(Self.status)
    #expect(try await connection.receiveReply()?.id == .number(1))
  }

  /// Lets a process open only so many files more.
  private func limit(_ process: RunningProcess, further: Int) async throws {
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.processID)/fd").count
    let ending = try await Program.run(
      "/usr/bin/prlimit", ["--pid=\(process.processID)", "--nofile=\(open + further):1024"])
    #expect(ending.status == 0, "\(ending.errors)")
  }

  @Test("A daemon that is out of descriptors serves who is connected, says so once, and goes on when there are some")
  func exhausted() async throws {
    let ending = try await Daemons.runUp(in: TemporaryDirectory()) { daemons in
      let path = daemons.socket(of: .secretManager)
      let first = try RawConnection(path: path)
      try await expectStatus(first)
      try await limit(try #require(daemons.processes[.secretManager]), further: 3)
      var more = try (1...20).map { _ in try RawConnection(path: path) }
      try await expectStatus(more[0])
      for connection in more { try await connection.send(Self.status) }
      try await expectStatus(first)
      more.removeAll()
      try await expectStatus(RawConnection(path: path))
      try await expectStatus(first)
    }
    let lines = ending.errors.split(separator: "\n")
    #expect(lines.count { $0.contains("no connection can be accepted") } == 1, "\(ending.errors)")
  }
}
