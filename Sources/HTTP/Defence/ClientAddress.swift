import Daemon
import NIOCore
import SocketTransport
package import SystemCalls

/// From where a client comes.
package enum ClientAddress: Hashable, Sendable {
  case internet(IPAddress)
  /// A process of this host that has connected to a Unix socket, by its user.
  case user(UInt32)

  package var isOfNetwork: Bool { if case .internet = self { true } else { false } }

  /// What is accounted together.
  package var network: ClientAddress {
    switch self {
    case .internet(let address): .internet(address.network)
    case .user: self
    }
  }
}

extension ClientAddress: CustomStringConvertible {
  package var description: String {
    switch self {
    case .internet(let address): address.description
    case .user(let id): "uid \(id)"
    }
  }
}

extension ClientAddress {
  /// Who is at the other end of a channel, as the kernel tells it.
  /// - Throws: Where the kernel does not tell; the connection must then be refused.
  init(of channel: any Channel) throws {
    if let address = channel.remoteAddress?.ipAddress.flatMap({ IPAddress($0) }) {
      self = .internet(address)
      return
    }
    let userID = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
      try PeerUserID.ofSocket($0)
    }
    guard let userID else { throw ChannelError.operationUnsupported }
    self = .user(userID)
  }
}

extension TrustedProxies {
  func contains(_ address: ClientAddress) -> Bool {
    switch address {
    case .internet(let address): contains(address)
    case .user: includesUnixPeers
    }
  }
}
