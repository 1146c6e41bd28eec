import RPC
import Testing
import WireProtocol

@testable import SocketTransport

/// What is sent again after a connection broke, and how often.
@Suite struct RepetitionTests {
  private func repetition(worksOnce: Bool) -> Repetition {
    let request = OutgoingRequest(
      TokensIssue.self, params: Array("{}".utf8), meta: Meta(), worksOnce: worksOnce)
    return Repetition(of: request, to: .tokenIssuer)
  }

  @Test("A request that may have been carried out is sent three times in all")
  func doubts() throws {
    var repetition = repetition(worksOnce: false)
    for _ in 1...2 { _ = try repetition.pause(after: ConnectionLoss(isInDoubt: true)) }
    let error = #expect(throws: ServiceError.self) { try repetition.pause(after: ConnectionLoss(isInDoubt: true)) }
    #expect(error?.code == .unavailable)
  }

  @Test("RFC 7523 section 3: an assertion that may have been used is not sent again; one that never arrived is")
  func worksOnce() throws {
    var repetition = repetition(worksOnce: true)
    for _ in 1...5 { _ = try repetition.pause(after: ConnectionLoss(isInDoubt: false)) }
    let error = #expect(throws: ServiceError.self) { try repetition.pause(after: ConnectionLoss(isInDoubt: true)) }
    #expect(error?.message.contains("not known whether the request was carried out") == true)
  }

  @Test("A request works once if it shows an assertion, whoever writes it")
  func assertion() throws {
    let byAssertion = TokensIssue(clientAssertionType: .jwtBearer, clientAssertion: Sensitive("a.b.c"))
    #expect(try OutgoingRequest(byAssertion, meta: Meta()).worksOnce)
    #expect(try !OutgoingRequest(MetadataGet(), meta: Meta()).worksOnce)
  }
}
