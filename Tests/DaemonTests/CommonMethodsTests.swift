import RPC
import SocketTransport
import TestSupport
import Testing
import WireProtocol

@testable import Daemon

@Suite struct CommonMethodsTests {
  @Test("What describes a service is encoded once: each caller is sent the same bytes in memory, not just equal ones")
  func description() throws {
    let startup = Startup(.tokenIssuer, logger: .silent) { throw StartError("it does not start") }
    let methods = CommonMethods(
      service: .tokenIssuer, instance: "1", activity: ServerActivity(logger: .silent),
      health: ServiceHealth(.tokenIssuer, startup, LiveSettings()), figures: { [:] })
    let dispatcher = Dispatcher(methods.routes)
    let message = #"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#
    let replies = try [Peer.root, .person("ada"), .inspector].map { peer in
      guard case .answered(let reply) = dispatcher.receive(Array(message.utf8), from: peer) else {
        throw StartError("rpc.discover waits")
      }
      return try reply.outcome.get()
    }
    #expect(replies[0].count > 1000)
    #expect(Set(replies.map { reply in reply.withUnsafeBufferPointer { $0.baseAddress } }).count == 1)
  }
}
