import JSON
import RPC
import TestSupport
import Testing
import WireProtocol

@testable import Commands

/// Nobody waits for a service that systemd can't start.
@Suite(.timeLimit(.minutes(1))) struct UnitStateTests {
  private func fault(_ active: String, _ sub: String, _ result: String, _ status: String) -> String? {
    UnitState(
      of: "oauth-token-issuer@1.service",
      "ActiveState=\(active)\nSubState=\(sub)\nResult=\(result)\nExecMainStatus=\(status)\n"
    ).fault
  }

  @Test("What keeps systemd from starting a unit is told with the cure")
  func faults() {
    let start = "systemd can't start oauth-token-issuer@1.service: "
    let end = "; see systemctl status oauth-token-issuer@1.service"
    #expect(
      fault("activating", "auto-restart", "exit-code", "243")
        == "\(start)its credential can't be decrypted, restore it in /etc/credstore.encrypted\(end)")
    #expect(
      fault("activating", "auto-restart", "exit-code", "217")
        == "\(start)its user is missing, systemd-sysusers makes it\(end)")
    #expect(fault("failed", "failed", "exit-code", "1") == "\(start)result exit-code, status 1\(end)")
  }

  @Test("A unit that runs, starts, or was ended by somebody is no fault")
  func healthy() {
    #expect(fault("active", "running", "success", "0") == nil)
    #expect(fault("activating", "start", "success", "0") == nil)
    #expect(fault("inactive", "dead", "success", "0") == nil)
    #expect(fault("activating", "auto-restart", "signal", "9") == nil)
    #expect(UnitState(of: "x", "").fault == nil)
  }

  @Test("A call that is not answered ends as soon as systemd says why")
  func call() async throws {
    let line = WatchedTransport(
      transport: Silence(), service: .tokenIssuer, startFault: { _ in "its user is missing" }, patience: .zero)
    let request = try OutgoingRequest(MetadataGet(), meta: Meta())
    let expected = ServiceError(.unavailable, "token-issuer: its user is missing", service: "token-issuer")
    await #expect(throws: expected) { try await line.exchange(request) }
  }

  @Test("A call that is answered is not disturbed, whatever systemd says meanwhile")
  func answered() async throws {
    let line = WatchedTransport(
      transport: Echo(), service: .tokenIssuer, startFault: { _ in nil }, patience: .milliseconds(1))
    #expect(try await line.exchange(OutgoingRequest(MetadataGet(), meta: Meta())).isObject)
  }

  /// Never answers.
  private struct Silence: Transport {
    func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
      try? await Task.sleep(for: .seconds(3600))
      return .emptyObject
    }
  }

  private struct Echo: Transport {
    func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
      try? await Task.sleep(for: .milliseconds(5))
      return .emptyObject
    }
  }
}
