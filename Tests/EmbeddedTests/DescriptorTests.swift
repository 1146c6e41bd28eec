import FoundationEssentials
import JSON
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

  private func openFiles(of process: RunningProcess) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.processID)/fd").count
  }

  /// Lets a process open only so many files more; the number that it may have open then.
  private func limit(_ process: RunningProcess, further: Int) async throws -> Int {
    let limit = try openFiles(of: process) + further
    try await permit(limit, process)
    return limit
  }

  private func permit(_ limit: Int, _ process: RunningProcess) async throws {
    let ending = try await Program.run("/usr/bin/prlimit", ["--pid=\(process.processID)", "--nofile=\(limit):1024"])
    #expect(ending.status == 0, "\(ending.errors)")
  }

  @Test("Where no descriptor is left to look a login name up with, the answer is unavailable, not that there is none")
  func loginName() async throws {
    _ = try await Daemons.runUp(in: TemporaryDirectory()) { daemons in
      let creator = try await daemons.makeApp().app
      let connection = try RawConnection(path: daemons.socket(of: .appRegistry))
      func create(_ name: String) async throws -> ReceivedReply? {
        let params = AppsCreate(accountSid: creator.accountSid, friendlyName: try FriendlyName(name), policy: .example)
        let request = Request(id: .string(name), method: AppsCreate.name, params: Array(try Wire.text(params).utf8))
        try await connection.send(String(decoding: request.encoded(), as: UTF8.self))
        return try await connection.receiveReply()
      }
      #expect(try await create("Before")?.outcome.get()["created_by"]?.string == creator.createdBy)
      let daemon = try #require(daemons.processes[.appRegistry])
      // What is open stays open, and nothing more can be opened.
      try await permit(3, daemon)
      let refused = try #require(try await create("Meanwhile"))
      let error = #expect(throws: ServiceError.self) { try refused.outcome.get() }
      #expect(error?.code == .unavailable, "\(refused.outcome)")
      #expect(error?.message.contains("look up uid ") == true && error?.message.contains("Too many open files") == true)
      try await permit(1024, daemon)
      #expect(try await create("After")?.outcome.get()["created_by"]?.string == creator.createdBy)
    }
  }

  @Test("A daemon that is out of descriptors serves who is connected, says so once, and goes on when there are some")
  func exhausted() async throws {
    let ending = try await Daemons.runUp(in: TemporaryDirectory()) { daemons in
      let path = daemons.socket(of: .secretManager)
      let first = try RawConnection(path: path)
      try await expectStatus(first)
      let daemon = try #require(daemons.processes[.secretManager])
      // The daemon may open a few files of its own meanwhile; there are enough for those and for some connections.
      let limit = try await limit(daemon, further: 24)
      var more = try (1...60).map { _ in try RawConnection(path: path) }
      try await expectStatus(more[0])
      for connection in more { try await connection.send(Self.status) }
      try await waitUntil { try openFiles(of: daemon) >= limit }
      try await #require(daemons.up).awaitErrors("no connection can be accepted")
      try await expectStatus(first)
      try await expectStatus(first)
      more.removeAll()
      try await expectStatus(RawConnection(path: path))
      try await expectStatus(first)
    }
    let lines = ending.errors.split(separator: "\n")
    #expect(lines.count { $0.contains("no connection can be accepted") } == 1, "\(ending.errors)")
  }
}
