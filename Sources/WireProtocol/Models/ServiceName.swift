/// The services of the suite. The raw value names the socket, its descriptor and the service in errors.
package enum ServiceName: String, Choice {
  case appRegistry = "app-registry"
  case secretManager = "secret-manager"
  case tokenIssuer = "token-issuer"

  /// The daemon's executable, which is its system user's name as well.
  package var executable: String { "oauth-\(rawValue)" }
  /// The socket's name in the runtime directory.
  package var socket: String { "\(rawValue).sock" }
  /// In the runtime directory as well: the file in which the service tells of its changes.
  package var changePage: String { "\(rawValue)/changes" }
}
