import SocketTransport
import SystemCalls
import WireProtocol

/// How requests are sent: over so many connections, each with so many of them under way.
package struct Shape: Hashable, Sendable {
  package let connections: Int
  /// 1: the next request leaves when the reply is there; more: pipelined.
  package let depth: Int

  package init(_ connections: Int, _ depth: Int = 1) {
    self.connections = connections
    self.depth = depth
  }
}

extension Shape: CustomStringConvertible {
  package var description: String { "\(connections) x \(depth)" }
}

/// Requests of one kind to one socket, and what their replies must be.
struct Load: Sendable {
  /// What the report calls it.
  var operation: String
  let socket: String
  /// Where HTTP is served, for requests of HTTP; ``socket`` is nothing to them.
  var http: HTTPServer?
  var shape: Shape
  var requests: RequestSequence
  /// A text that every reply must hold.
  let expected: String
  /// The name of a member of the replies whose values are kept.
  var collected: String?
  /// Processes that share the socket.
  var instances = 1
  /// Whether the service may refuse what it can't do now; the client then asks again at once.
  var mayBeRefused = false
  /// Seconds that go before, on the same connections. Where there are any, neither they count nor what is answered
  /// after the end: only what happens while all connections are busy.
  var settling = 0.0

  /// Keeps the requests coming for a time, or until there are no more, and awaits the last reply.
  /// - Parameter position: Of the next request in the sequence; left where the next stretch begins.
  /// - Throws: ``FailedOperation``, with the first error of a reply.
  func run(for seconds: Double, from position: inout Int) throws -> LoadOutcome {
    do {
      let connections = try open()
      var exchange = Exchange(self, position, for: seconds)
      if connections.count == 1, shape.depth == 1 {
        try exchange.runBlocking(connections[0])
      } else {
        try exchange.run(connections)
      }
      position = exchange.position
      return exchange.outcome
    } catch {
      throw FailedOperation(operation: operation, cause: "\(error)")
    }
  }

  /// Tries for each connection before the kernel's choice is taken as it is.
  private static let patience = 50

  /// Instances share a socket and the kernel chooses: like any client that keeps its connections, this one sees to it
  /// that each instance has its share.
  private func open() throws -> [LoadConnection] {
    var connections: [LoadConnection] = []
    var taken: [Int: Int] = [:]
    var attempts = 0
    let share = (shape.connections + instances - 1) / instances
    while connections.count < shape.connections {
      let connection = try http.map { try LoadConnection(http: $0) } ?? LoadConnection(path: socket)
      if instances > 1 {
        attempts += 1
        let process = try connection.process()
        guard taken[process, default: 0] < share || attempts > Self.patience * shape.connections else { continue }
        taken[process, default: 0] += 1
      }
      connections.append(connection)
    }
    return connections
  }
}

/// An operation that did not do what it is measured for.
struct FailedOperation: Error, CustomStringConvertible {
  let operation: String
  let cause: String

  var description: String { "\(operation) failed: \(cause)" }
}
