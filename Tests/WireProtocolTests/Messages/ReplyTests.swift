import Foundation
import JSON
import Testing
import WireProtocol

@Suite struct ReplyTests {
  @Test("A result comes back as the bytes that it was")
  func result() throws {
    let result = Array(#"{"a":[1,{"b":"/é\n"}]}"#.utf8)
    let reply = try ReceivedReply(message: Reply(id: .number(4), .success(result)).encoded())
    #expect(reply.id == .number(4))
    #expect(try Array(reply.outcome.get().text) == result)
  }

  @Test(
    "An error comes back as it was, with all that it names",
    arguments: [
      ServiceError(.notFound, "no such thing"),
      ServiceError(.invalidParams, "a \"quoted\"\n\u{1B}[31m text", path: "policy.allow[3]"),
      ServiceError(.unavailable, "down", service: "secret-manager"),
      ServiceError(ErrorCode(number: -32099, symbol: "quota_of_a_later_version"), "later"),
      ServiceError(ErrorCode(number: Int.min, symbol: ""), ""),
    ])
  func errors(_ error: ServiceError) throws {
    for id in [RequestID.string("x"), nil] {
      let reply = try ReceivedReply(message: Reply(id: id, .failure(error)).encoded())
      #expect(reply.id == id)
      #expect(throws: error) { try reply.outcome.get() }
    }
  }

  @Test("An error without data, as other implementations send it, keeps its number")
  func foreignError() throws {
    let reply = try ReceivedReply(
      message: Array(#"{"jsonrpc":"2.0","id":null,"error":{"code":-1,"message":"no"}}"#.utf8))
    #expect(throws: ServiceError(ErrorCode(number: -1, symbol: "error_-1"), "no")) { try reply.outcome.get() }
  }

  @Test("Members that a later version adds to an error are left alone")
  func laterError() throws {
    let text = #"{"id":1,"error":{"code":-32007,"message":"m","hint":1,"data":{"error":"not_found","retry":[]}}}"#
    #expect(throws: ServiceError(.notFound, "m")) { try ReceivedReply(message: Array(text.utf8)).outcome.get() }
  }

  @Test(
    "What is no response is an internal error, and no crash",
    arguments: [
      "", "x", "[]", "{}", #"{"id":1}"#, #"{"id":{},"result":1}"#, #"{"id":1,"error":"x"}"#,
      #"{"id":1,"error":{"code":"x","message":""}}"#,
      #"{"id":1,"error":{"code":1e99,"message":""}}"#, #"{"id":1,"error":{}}"#, #"{"id":1,"result":1"#,
    ])
  func noResponse(_ text: String) {
    let error = #expect(throws: ServiceError.self) { try ReceivedReply(message: Array(text.utf8)) }
    #expect(error?.code == .internalError)
  }
}
