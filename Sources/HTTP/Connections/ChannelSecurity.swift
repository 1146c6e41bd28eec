package import NIOCore

/// Encrypts connections.
package protocol ChannelSecurity: Sendable {
  /// Puts itself in front of what makes requests of bytes.
  /// - Parameter note: To be told once how the handshake has ended.
  func secure(_ channel: any Channel, note: @escaping (_ isDone: Bool) -> Void) throws
}
