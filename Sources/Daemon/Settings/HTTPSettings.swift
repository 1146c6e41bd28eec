/// What an administrator may set for a daemon that serves HTTP.
package struct HTTPSettings: Sendable {
  package var trustedProxies = TrustedProxies()
  /// Trusted proxies begin each connection with the PROXY protocol.
  package var usesProxyProtocol = false
  package var corsOrigins = OriginList()
  package var writesAccessLines = false
  /// Paths of files in PEM.
  package var tlsCertificate: String?
  package var tlsKey: String?

  package init() {}
}
