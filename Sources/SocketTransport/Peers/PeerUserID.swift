/// The user whose process connected to a Unix socket.
package enum PeerUserID {
  /// - Throws: ``SystemError`` if the kernel does not tell; the connection must then be refused.
  package static func ofSocket(_ descriptor: CInt) throws -> UInt32 {
    try PeerCredentials(ofSocket: descriptor).userID
  }
}
