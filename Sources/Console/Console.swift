package import SocketTransport

/// The pages for people. It keeps nothing and has no right of its own: each call is made in the session that the
/// browser shows.
package struct Console: Sendable {
  let appRegistry: SocketClient
  let tokenIssuer: SocketClient
  let gateway: SocketClient

  package init(appRegistry: SocketClient, tokenIssuer: SocketClient, gateway: SocketClient) {
    self.appRegistry = appRegistry
    self.tokenIssuer = tokenIssuer
    self.gateway = gateway
  }
}
