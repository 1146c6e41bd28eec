import NIOSSL
import SystemCalls
import WireProtocol

/// A certificate with its chain, and the certificate's key: two files in PEM.
package struct TLSFiles: Sendable {
  let certificate: String
  let key: String

  /// - Parameters:
  ///   - certificate: The path of the one file.
  ///   - key: The path of the other.
  package init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }

  private static let longest = 262_144

  var stamps: [FileStamp?] { [FileStamp(certificate), FileStamp(key)] }

  /// - Parameter now: Seconds since 1970.
  /// - Throws: ``TLSFault`` for a file that can't be read, is none of its kind, or does not fit the other, and for a
  ///   certificate that does not hold now.
  func load(at now: Int) throws(TLSFault) -> TLSCertificate {
    let (chainText, keyText) = (try read(certificate), try read(key))
    guard let chain = try? NIOSSLCertificate.fromPEMBytes(chainText), let leaf = chain.first else {
      throw TLSFault("\(certificate) holds no certificate in PEM")
    }
    let (start, end) = (Int(leaf.notValidBefore), Int(leaf.notValidAfter))
    guard now < end else {
      throw TLSFault("the certificate in \(certificate) has expired on \(Self.day(of: end)); renew it")
    }
    guard now >= start else {
      throw TLSFault("the certificate in \(certificate) holds from \(Self.day(of: start)) on; is the clock right?")
    }
    guard let key = try? NIOSSLPrivateKey(bytes: keyText, format: .pem) else {
      throw TLSFault("\(key) holds no private key in PEM, or one with a passphrase")
    }
    do { return TLSCertificate(context: try NIOSSLContext(configuration: Self.server(chain, key)), end: end) } catch {
      throw TLSFault("the key in \(self.key) is not the one of the certificate in \(certificate)")
    }
  }

  private func read(_ path: String) throws(TLSFault) -> [UInt8] {
    do throws(SystemError) { return try FileContent.read(path, limit: Self.longest) } catch {
      throw TLSFault("\(error)")
    }
  }

  /// TLS 1.2 with forward secrecy and authenticated encryption, and 1.3.
  private static func server(_ chain: [NIOSSLCertificate], _ key: NIOSSLPrivateKey) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    return configuration
  }

  static func day(of second: Int) -> Substring { Timestamp(secondsSince1970: second).description.prefix(10) }
}

/// A certificate that is ready to serve.
struct TLSCertificate: Sendable {
  let context: NIOSSLContext
  /// Seconds since 1970 at which it expires.
  let end: Int
}

/// What is wrong with a certificate or its key, and the cure.
package struct TLSFault: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
