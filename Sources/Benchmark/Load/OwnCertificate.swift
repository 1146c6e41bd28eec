import NIOSSL

/// A certificate of 127.0.0.1 that only its own key has signed, made by openssl(1).
struct OwnCertificate: Sendable {
  /// What the gateway is told of it.
  let environment: [String: String]
  /// How a client that trusts it, and nothing else, speaks TLS 1.3.
  let context: NIOSSLContext

  /// - Parameter directory: To put it and its key in.
  init(in directory: String) throws {
    let (certificate, key) = ("\(directory)/tls-certificate.pem", "\(directory)/tls-key.pem")
    try ExternalProgram.run(
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
      "-subj",
      "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate)
    environment = ["OAUTH_APPS_TLS_CERTIFICATE": certificate, "OAUTH_APPS_TLS_KEY": key]
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv13
    configuration.trustRoots = .file(certificate)
    configuration.certificateVerification = .noHostnameVerification
    context = try NIOSSLContext(configuration: configuration)
  }
}
