import Glibc
import HTTP
package import NIOCore
import NIOSSL
import Synchronization
import SystemCalls

/// Speaks TLS with clients, by a certificate that is taken up anew whenever its files change.
package final class TLSServer: ChannelSecurity {
  private struct State {
    var certificate: TLSCertificate
    var stamps: [FileStamp?]
    var looked: Int
    /// Why the files as they are now are not what is served.
    var fault: TLSFault?
  }

  private let files: TLSFiles
  private let now: @Sendable () -> Int
  private let report: @Sendable (TLSFault) -> Void
  private let state: Mutex<State>

  /// Seconds between two looks at the files.
  private static let interval = 2

  /// - Parameters:
  ///   - now: Seconds since 1970.
  ///   - report: Told, once, of files that were changed and can't serve.
  /// - Throws: ``TLSFault`` for files that can't serve.
  package init(
    _ files: TLSFiles, now: @escaping @Sendable () -> Int = { time(nil) },
    report: @escaping @Sendable (TLSFault) -> Void
  ) throws(TLSFault) {
    self.files = files
    self.now = now
    self.report = report
    let stamps = files.stamps
    let certificate = try files.load(at: now())
    state = Mutex(State(certificate: certificate, stamps: stamps, looked: now()))
  }

  package func secure(_ channel: any Channel, note: @escaping (_ isDone: Bool) -> Void) throws {
    let handler = NIOSSLServerHandler(context: served)
    try channel.pipeline.syncOperations.addHandlers([handler, HandshakeWatch(note: note)])
  }

  var served: NIOSSLContext { current().context }

  /// What a look at the service tells of the certificate.
  /// - Throws: ``TLSFault`` for one that has expired, and for files that were changed and can't serve.
  package func check() async throws -> String {
    let certificate = current()
    if let fault = state.withLock(\.fault) { throw fault }
    guard now() < certificate.end else {
      throw TLSFault("the certificate in \(files.certificate) has expired on \(TLSFiles.day(of: certificate.end))")
    }
    return "holds until \(TLSFiles.day(of: certificate.end))"
  }

  /// The one of the files; where these can't serve, the one from before. What kept them from it may pass, such as that
  /// the certificate holds from later on, so they are tried again.
  private func current() -> TLSCertificate {
    let (certificate, found) = state.withLock { state -> (TLSCertificate, TLSFault?) in
      let now = now()
      // A clock that was set back must not keep the files from being looked at.
      guard now >= state.looked + Self.interval || now < state.looked else { return (state.certificate, nil) }
      state.looked = now
      let stamps = files.stamps
      let isChanged = stamps != state.stamps
      guard isChanged || state.fault != nil else { return (state.certificate, nil) }
      state.stamps = stamps
      do throws(TLSFault) {
        state.certificate = try files.load(at: now)
        state.fault = nil
      } catch { state.fault = error }
      return (state.certificate, isChanged ? state.fault : nil)
    }
    if let found { report(found) }
    return certificate
  }
}
