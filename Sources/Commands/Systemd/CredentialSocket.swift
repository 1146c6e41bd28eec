import Dispatch
import Glibc
import SocketTransport
import SystemCalls
import WireProtocol

/// The token issuer's socket for credentials, asked as systemd asks it for a unit that it starts. Root alone gets an
/// answer.
struct CredentialSocket {
  let path: String

  /// Seconds; the issuer answers sooner, or closes the connection.
  private static let patience = 10

  /// - Throws: ``UsageFault`` for a user that may not reach the socket; `ServiceError` where nobody answers there, or
  ///   gives no token.
  func token(of unit: UnitName) async throws -> Sensitive {
    let reading: Result<[UInt8], SystemError> = await withCheckedContinuation { continuation in
      DispatchQueue(label: "credential").async {
        continuation.resume(returning: Result { () throws(SystemError) in try read(for: unit) })
      }
    }
    let answer: [UInt8]
    do throws(SystemError) { answer = try reading.get() } catch {
      if error.number == EACCES { throw UsageFault("\(error); it is for root alone") }
      throw ServiceError(.unavailable, "\(error); is oauth-apps.target started?")
    }
    guard let token = Self.token(answer) else {
      throw ServiceError(
        .accessDenied, "\(unit) gets no token; journalctl OAUTH_UNIT=\(unit) says why, oauthctl unit list what is bound"
      )
    }
    return token
  }

  private func read(for unit: UnitName) throws(SystemError) -> [UInt8] {
    let descriptor = try UnixSocket.connect(to: path, from: UnitAddress.text(of: unit))
    defer { close(descriptor) }
    UnixSocket.limitWaiting(descriptor, seconds: Self.patience)
    return try FileContent.read(descriptor, called: path, limit: Sensitive.maximumLength)
  }

  /// `nil` for what is no token.
  private static func token(_ answer: [UInt8]) -> Sensitive? {
    guard (1...Sensitive.maximumLength).contains(answer.count) else { return nil }
    return String(validating: answer, as: UTF8.self).map(Sensitive.init)
  }
}
