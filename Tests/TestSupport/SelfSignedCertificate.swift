/// A certificate that vouches for itself, with its key: two files in PEM.
package struct SelfSignedCertificate: Sendable {
  package let certificate: String
  package let key: String

  /// - Parameter directory: Where the files stand, once they were made.
  package init(in directory: String, named name: String = "certificate") {
    certificate = "\(directory)/\(name).pem"
    key = "\(directory)/\(name)-key.pem"
  }

  /// Makes both, for two days; the ones from before are replaced.
  package func make() async throws {
    let ending = try await Program.run(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
        "/CN=gateway.example", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
      ], environment: [:])
    guard ending.status == 0 else { throw Fault(description: ending.errors) }
  }

  /// What OpenSSL says.
  private struct Fault: Error, CustomStringConvertible {
    let description: String
  }
}
