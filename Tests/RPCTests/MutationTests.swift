import Foundation
import RPC
import TestSupport
import Testing
import WireProtocol

@Suite struct MutationTests {
  /// Pieces that mean something to one layer or another.
  private static let pieces =
    [
      "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u", "\\ud83d", "\\u0000", "null", "true", "-", "1e999", "0.5",
      "99999999999999999999",
      "\0", "\u{FF}",
      "\"id\":1,", "\"id\":null", "\"meta\":{\"deadline_ms\":0},", "\"meta\":{\"acting_user\":\"ada\"},",
      "\"params\":[],",
      "\"jsonrpc\":\"1.0\",",
      "\"page_size\":0,", "\"policy\":{\"allow\":[7]},", "[[[[[[[[[[[[[[[[", "tokens.issue", "rpc.discover",
      "\u{1F512}", " ",
    ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], []]

  private static func mutated(_ message: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var message = message
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let start = Int.random(in: 0...message.count, using: &random)
      let length = min(Int.random(in: 0...12, using: &random), message.count - start)
      switch Int.random(in: 0..<5, using: &random) {
      case 0:
        message.replaceSubrange(start..<start + length, with: pieces[Int.random(in: 0..<pieces.count, using: &random)])
      case 1: message.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: start)
      case 2: message.insert(contentsOf: message[start..<start + length], at: message.count == 0 ? 0 : start / 2)
      case 3: message.removeSubrange(start..<start + length)
      default: if start < message.count { message[start] = UInt8.random(in: 0 ... .max, using: &random) }
      }
    }
    return message
  }

  /// Routes that answer each method with its example, every second one after a wait.
  private static let dispatcher: Dispatcher = {
    let examples = ExampleRoutes()
    try? examples.run()
    return Dispatcher(examples.routes)
  }()

  private final class ExampleRoutes: MethodCheck {
    var routes: [Route] = []

    func callAsFunction<M: Method>(_ method: M.Type) {
      let isWaiting = routes.count.isMultiple(of: 2)
      let handler: Handler<M> =
        isWaiting ? M.served { _, _ in M.example.reply } : M.served(atOnceBy: { _, _ in M.example.reply })
      routes += Interface(M.self).serve(handler)
    }
  }

  private static func reply(to message: [UInt8], from peer: Peer) async -> Reply {
    switch dispatcher.receive(message, from: peer) {
    case .answered(let reply): reply
    case .pending(let finish): await finish()
    }
  }

  private static func request(_ method: MethodDescription) throws -> [UInt8] {
    let meta = Meta(
      deadlineMs: 5000, traceparent: TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
    return try Request(id: .string("m"), method: method.name, params: try method.example().request, meta: meta)
      .encoded()
  }

  @Test(
    "Each method's example is taken by its dispatcher, from a caller that may call it",
    arguments: everyMethod.map(\.name))
  func valid(_ name: String) async throws {
    let method = try #require(everyMethod.first { $0.name == name })
    let peer = Peer(processID: 1, userID: 1, callers: method.access) { nil }
    let reply = await Self.reply(to: try Self.request(method), from: peer)
    #expect(reply.id == .string("m"))
    let result = try JSONSerialization.jsonObject(with: Data(reply.outcome.get())) as? NSDictionary
    let expected = try JSONSerialization.jsonObject(with: Data(method.example().reply)) as? NSDictionary
    #expect(result == expected)
  }

  @Test(
    "However a request is garbled, it gets exactly one reply that is valid JSON, with its id or null",
    arguments: everyMethod.map(\.name))
  func garbled(_ name: String) async throws {
    let method = try #require(everyMethod.first { $0.name == name })
    let message = try Self.request(method)
    var random = SplitMix64(seed: UInt64(message.count) &* 7919)
    let peers = [Peer.root, .person("ada"), Peer(processID: 1, userID: 1, callers: method.access) { nil }]
    for round in 0..<400 {
      let garbled = Array(Self.mutated(message, &random))
      let reply = await Self.reply(to: garbled, from: peers[round % peers.count])
      let encoded = reply.encoded()
      #expect(encoded.count <= Frame.maximumLength)
      let read = try ReceivedReply(message: encoded)
      #expect(read.id == reply.id)
      if case .failure(let error) = reply.outcome {
        #expect(error.code != .internalError, "\(String(decoding: garbled, as: UTF8.self))")
        #expect(!error.message.isEmpty && !error.code.symbol.isEmpty)
      }
    }
  }

  @Test("A request cut off at any byte gets one reply: that it is no JSON")
  func truncated() async throws {
    let message = try Self.request(try #require(everyMethod.first { $0.name == "apps.create" }))
    for length in 0..<message.count {
      let reply = await Self.reply(to: Array(message.prefix(length)), from: .root)
      #expect(reply.id == nil)
      #expect(throws: ServiceError.self) { try reply.outcome.get() }
      if case .failure(let error) = reply.outcome { #expect(error.code == .parseError) }
    }
  }
}
