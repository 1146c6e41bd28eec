import Glibc
import Logging

extension Daemon {
  /// The files of the certificate that HTTP is served with, and of its key: those of the settings, or else the
  /// credentials `tls-certificate` and `tls-key`; `nil` where there are none.
  /// - Throws: ``StartError`` for one without the other.
  package func tlsFiles() throws(StartError) -> (certificate: String, key: String)? {
    let certificate = settings.http.tlsCertificate ?? passed("tls-certificate")
    let key = settings.http.tlsKey ?? passed("tls-key")
    switch (certificate, key) {
    case (nil, nil): return nil
    case (let certificate?, let key?): return (certificate, key)
    case (let certificate?, nil):
      throw StartError("\(certificate) is a certificate without a key; give its key by tls_key or credential tls-key")
    case (nil, let key?):
      throw StartError(
        "\(key) is a key without a certificate; give that by tls_certificate or credential tls-certificate")
    }
  }

  /// Says in the journal that the files were changed and can't serve.
  package func note(faultyRenewal fault: any Error) {
    logger.warning("a renewed certificate can't serve, the one from before does: \(fault)")
  }

  /// The path of a credential, where it was passed.
  private func passed(_ name: String) -> String? {
    let path = surroundings.credentialsDirectory.map { "\($0)/\(name)" }
    return path.flatMap { access($0, F_OK) == 0 ? $0 : nil }
  }
}
