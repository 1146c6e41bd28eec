import SocketTransport

/// Where HTTP is served.
struct HTTPServer: Sendable {
  let address: ListeningAddress
  /// The certificate that TLS is spoken with there; `nil` where HTTP is plain.
  var certificate: OwnCertificate?
}
