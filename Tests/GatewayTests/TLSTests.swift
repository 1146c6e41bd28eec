import FoundationEssentials
import Glibc
import NIOCore
import NIOSSL
import Synchronization
import TestSupport
import Testing

@testable import GatewayTLS

/// Certificates: what serves, what does not and why, and how a new one is taken up.
@Suite struct TLSTests {
  private let directory: TemporaryDirectory
  private let own: SelfSignedCertificate
  private var certificate: String { own.certificate }
  private var key: String { own.key }
  private var files: TLSFiles { TLSFiles(certificate: certificate, key: key) }
  /// When the certificate was there.
  private let now: Int

  init() async throws {
    directory = try TemporaryDirectory()
    own = SelfSignedCertificate(in: directory.path)
    try await own.make()
    now = Int(time(nil))
  }

  private func fault(_ files: TLSFiles, after seconds: Int = 0) -> String {
    do throws(TLSFault) {
      _ = try files.load(at: now + seconds)
      return ""
    } catch { return error.description }
  }

  @Test("A certificate and its key serve")
  func good() throws {
    _ = try TLSServer(files) { Issue.record("\($0)") }
    #expect(try files.load(at: now).end > now)
  }

  @Test("An expired certificate, and one that holds later only, are told with the day")
  func days() {
    #expect(fault(files, after: 3 * 86_400).contains("has expired on 20"))
    #expect(fault(files, after: -86_400).contains("holds from 20"))
  }

  @Test("A key that is another certificate's, a file that is none, and one that is not there")
  func badFiles() async throws {
    let other = SelfSignedCertificate(in: directory.path, named: "other")
    try await other.make()
    #expect(fault(TLSFiles(certificate: certificate, key: other.key)).contains("is not the one of the certificate"))
    #expect(fault(TLSFiles(certificate: key, key: key)).contains("holds no certificate in PEM"))
    #expect(fault(TLSFiles(certificate: certificate, key: certificate)).contains("holds no private key in PEM"))
    let missing = fault(TLSFiles(certificate: "\(directory.path)/missing", key: key))
    #expect(missing.contains("missing") && missing.contains("No such file"))
  }

  @Test("A renewed certificate is taken up; a renewal that went wrong leaves the one from before, and is told")
  func renewal() async throws {
    let clock = Mutex(now + 3_600)
    let faults = Mutex<[TLSFault]>([])
    let server = try TLSServer(
      files, now: { clock.withLock(\.self) }, report: { fault in faults.withLock { $0.append(fault) } })
    let first = server.served
    try await own.make()
    clock.withLock { $0 += 2 }
    #expect(server.served !== first)
    let second = server.served
    try Data("nothing".utf8).write(to: URL(filePath: certificate))
    clock.withLock { $0 += 2 }
    #expect(server.served === second)
    await #expect(throws: TLSFault.self) { try await server.check() }
    clock.withLock { $0 += 2 }
    #expect(server.served === second)
    #expect(faults.withLock(\.count) == 1, "told once")
    try await own.make()
    clock.withLock { $0 += 2 }
    #expect(try await server.check().hasPrefix("holds until 20"))
    clock.withLock { $0 += 3 * 86_400 }
    await #expect(throws: TLSFault.self) { try await server.check() }
  }

  @Test("A renewed certificate is taken up also when the clock was set back")
  func clockSetBack() async throws {
    let clock = Mutex(now + 7_200)
    let server = try TLSServer(files, now: { clock.withLock(\.self) }, report: { Issue.record("\($0)") })
    let first = server.served
    try await own.make()
    clock.withLock { $0 = now + 3_600 }
    #expect(server.served !== first)
  }

  @Test("A renewed certificate that holds from later on is told, and taken up then")
  func early() async throws {
    let clock = Mutex(now)
    let faults = Mutex<[TLSFault]>([])
    let server = try TLSServer(
      files, now: { clock.withLock(\.self) }, report: { fault in faults.withLock { $0.append(fault) } })
    let first = server.served
    try await own.make()
    clock.withLock { $0 -= 60 }
    #expect(server.served === first)
    #expect(faults.withLock { $0.first?.description.contains("holds from 20") } == true)
    clock.withLock { $0 += 3_600 }
    #expect(server.served !== first)
    #expect(try await server.check().hasPrefix("holds until 20"))
    #expect(faults.withLock(\.count) == 1)
  }
}
