import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import SocketTransport

@Suite(.timeLimit(.minutes(2))) struct PeerTests {
  /// Whom a process runs as, and the command that makes it so.
  struct User: Sendable {
    let userID: uid_t
    let groupIDs: Set<gid_t>
    let command: [String]

    static let own = User(userID: geteuid(), groupIDs: ownGroups, command: [])

    init(userID: uid_t, groupIDs: Set<gid_t>, command: [String]) {
      self.userID = userID
      self.groupIDs = groupIDs
      self.command = command
    }

    /// Only root can run a process as another user.
    init(userID: uid_t, groupID: gid_t, others: Set<gid_t>) {
      let groups = others.isEmpty ? "--clear-groups" : "--groups=\(others.map(String.init).joined(separator: ","))"
      self.init(
        userID: userID, groupIDs: others.union([groupID]),
        command: ["setpriv", "--reuid=\(userID)", "--regid=\(groupID)", groups])
    }

    private static var ownGroups: Set<gid_t> {
      var groups = [gid_t](repeating: 0, count: 65_536)
      return Set(groups.prefix(Int(max(0, getgroups(CInt(groups.count), &groups)))) + [getegid()])
    }
  }

  private static let users: [User] =
    geteuid() != 0
    ? [.own]
    : [
      .own, User(userID: 4242, groupID: 4343, others: []), User(userID: 4242, groupID: 4343, others: [4444, 4445]),
      User(userID: 4242, groupID: 4343, others: Set(5000..<5200)),
    ]

  private static let connect = """
    import socket, sys
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(sys.argv[1])
    connection.recv(1)
    """

  @Test("A caller's process, user and groups are read from the kernel, however many groups there are", arguments: users)
  func credentials(user: User) async throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/s"
    let listener = try RawListener(path: path)
    chmod(directory.path, 0o711)
    chmod(path, 0o666)
    let caller = try Program(
      "/usr/bin/env", user.command + ["python3", "-c", Self.connect, path],
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
    let connection = try await listener.accept()
    let credentials = try PeerCredentials(ofSocket: connection.descriptor)
    connection.cut()
    #expect(credentials.userID == user.userID)
    #expect(credentials.groupIDs == user.groupIDs)
    #expect(credentials.processID == caller.processID)
    #expect(try await caller.awaitEnding().status == 0)
  }

  @Test("A server tells each connection's caller to the handlers")
  func ownPeer() async throws {
    try await TestServer.run { server in
      let identity = try await Client(SocketClient(path: server.socketPath, service: .tokenIssuer)).call(WhoAmI())
      #expect(identity.uid == Int(geteuid()))
      #expect(identity.pid == Int(getpid()))
      #expect(
        Callers(rawValue: UInt32(identity.callers)).isSuperset(of: [
          .anyone, .people, .operators, .service(.appRegistry), .service(.tokenIssuer),
        ]))
      #expect(identity.loginName == getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) })
    }
  }
}
