import FoundationEssentials
import Glibc
import NIOCore
import NIOPosix
import RPC
import SocketTransport
import TestSupport
import Testing
import WireProtocol

/// What a client says about a service that it can't use.
@Suite(.timeLimit(.minutes(2))) struct ClientFaultTests {
  private func refusalOfEcho(_ path: String, loop: any EventLoop = MultiThreadedEventLoopGroup.singleton.next())
    async throws -> ServiceError
  {
    let client = Client(SocketClient(path: path, service: .tokenIssuer, loop: loop))
    return try #require(try await refusal { try await client.call(Echo(text: "hello")) })
  }

  @Test("Without a socket, without a listener: unavailable, with the way to start the service")
  func notRunning() async throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/s"
    let start = "start it with systemctl restart oauth-token-issuer.socket, or with oauthctl up"
    #expect(
      try await refusalOfEcho(path)
        == ServiceError(
          .unavailable, "token-issuer can't be reached: there is no socket \(path); \(start)", service: "token-issuer"))
    _ = try RawListener(path: path)
    #expect(
      try await refusalOfEcho(path)
        == ServiceError(
          .unavailable, "token-issuer can't be reached: nobody listens on \(path); \(start)", service: "token-issuer"))
  }

  @Test("A socket whose permissions keep the user out: unavailable, and it says so")
  func notPermitted() async throws {
    let directory = try TemporaryDirectory()
    let path = "\(directory.path)/s"
    let listener = try RawListener(path: path)
    chmod(path, 0)
    // A thread that has, as far as files go, the rights of a user who owns nothing.
    let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let setFileSystemUser = unsafeBitCast(
      try #require(dlsym(nil, "setfsuid")), to: (@convention(c) (uid_t) -> Int32).self)
    _ = try await threads.next().submit { setFileSystemUser(65534) }.get()
    let error = try await refusalOfEcho(path, loop: threads.next())
    #expect(error.message == "token-issuer can't be reached: this user may not connect to \(path)")
    try await threads.shutdownGracefully()
    withExtendedLifetime(listener) {}
  }

  @Test(
    "A service that speaks something else: unavailable, with what was wrong",
    arguments: [
      ("HTTP/1.1 400 Bad Request\r\n\r\n", "frame of 1213486160 bytes"),
      ("\0\0\0\u{2}{}", "not a JSON-RPC 2.0 response"),
      ("\0\0\0\u{5}hello", "not a JSON-RPC 2.0 response"), ("\0\0\0\0", "frame of length 0"),
      (
        "\0\0\0\u{3A}" + #"{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"no"}}"#.prefix(58),
        "not a JSON-RPC 2.0 response"
      ),
    ])
  func garbage(bytes: String, fault: String) async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    async let refusal = refusal { try await client.call(Echo(text: "hello")) }
    let connection = try await service.accept()
    _ = try await connection.receive()
    try await connection.send(Array(bytes.utf8))
    let error = try #require(try await refusal)
    #expect(error.code == .unavailable)
    #expect(error.message.hasPrefix("token-issuer broke the protocol: "))
    #expect(error.message.contains(fault))
    #expect(try await connection.receive() == nil)
  }

  @Test("A service that gives the connection up says why")
  func givenUp() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    async let refusal = refusal { try await client.call(Echo(text: "hello")) }
    let connection = try await service.accept()
    _ = try await connection.receive()
    try await connection.send(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"too much"}}"#)
    #expect(
      try await refusal?.message
        == "token-issuer broke the protocol: too much; it is not known whether the request was carried out")
  }

  @Test("Replies to nobody are passed over")
  func strayReplies() async throws {
    let service = try ScriptedService()
    let client = Client(service.client())
    async let reply = client.call(Echo(text: "hello"))
    let connection = try await service.accept()
    try await connection.send(
      #"{"jsonrpc":"2.0","id":99,"result":{}}"#, #"{"jsonrpc":"2.0","id":"x","result":{}}"#,
      #"{"jsonrpc":"2.0","id":null,"result":{}}"#)
    try await connection.answerOne()
    #expect(try await reply == Echo(text: "hello"))
  }
}
