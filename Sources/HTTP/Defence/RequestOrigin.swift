import Daemon
import NIOHTTP1
import SystemCalls

/// Where a request comes from, as far as is believed: what the kernel says of the connection, and what a trusted proxy
/// says in `Forwarded` (RFC 7239) or the `X-Forwarded-` fields.
package struct RequestOrigin: Sendable {
  package let client: ClientAddress
  /// By TLS, here or at the proxy.
  package let isSecure: Bool
  /// The host that the client has asked for, as the proxy says.
  package let host: String?

  /// - Throws: ``RequestFault`` where a proxy contradicts itself: it has added one kind of fields, and let pass what
  ///   the client wrote into the other; and for a field that can't be read.
  init(_ head: HTTPRequestHead, of peer: ConnectedPeer, _ proxies: TrustedProxies) throws(RequestFault) {
    guard peer.isProxy else {
      self.init(of: peer)
      return
    }
    let hops = try ForwardedHop.list(head.headers["forwarded"])
    let others = head.headers.list("x-forwarded-for")
    let hop = Self.client(of: hops.map { $0.node.map(String.init) }, behind: peer.address, proxies)
    let other = Self.client(of: others.map { String($0) }, behind: peer.address, proxies)
    guard hops.isEmpty || others.isEmpty || hop.address == other.address else {
      throw RequestFault(
        .badRequest, "Forwarded and X-Forwarded-For contradict each other; the proxy must set or remove both")
    }
    let told = hop.index.map { hops[$0] }
    let scheme =
      told?.scheme.map { String($0) } ?? head.headers.list("x-forwarded-proto").last.map { String($0) }
    self.init(
      client: hops.isEmpty ? other.address : hop.address,
      isSecure: scheme.map { $0.lowercased() == "https" } ?? peer.isSecure,
      host: told?.host.map { String($0) } ?? head.headers.list("x-forwarded-host").last.map { String($0) })
  }

  /// What the kernel says alone.
  init(of peer: ConnectedPeer) {
    self.init(client: peer.address, isSecure: peer.isSecure, host: nil)
  }

  private init(client: ClientAddress, isSecure: Bool, host: String?) {
    self.client = client
    self.isSecure = isSecure
    self.host = host
  }

  /// The last hop that is not itself a trusted proxy. What stands before it anybody may have written.
  private static func client(
    of nodes: [String?], behind peer: ClientAddress, _ proxies: TrustedProxies
  ) -> (address: ClientAddress, index: Int?) {
    var result: (ClientAddress, Int?) = (peer, nil)
    for (index, node) in nodes.enumerated().reversed() {
      guard let address = node.flatMap(ForwardedHop.address) else { return result }
      result = (.internet(address), index)
      guard proxies.contains(address) else { return result }
    }
    return result
  }
}

extension HTTPHeaders {
  /// The members of fields that are lists (RFC 9110 section 5.6.1). They are cut by bytes: a character may consist of a
  /// comma and of something that a client has put beside it.
  fileprivate func list(_ name: String) -> [Substring] {
    self[name].flatMap { $0.utf8.split(separator: UInt8(ascii: ",")).map { Substring($0).trimmingBlanks() } }
  }
}
