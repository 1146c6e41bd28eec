import Benchmark
import Testing

struct ReplyReaderTests {
  private let reader = ReplyReader(expecting: #""active":true"#, collecting: "jti")

  private func slot(_ message: String) throws -> Int {
    try Array(message.utf8).withUnsafeBytes { bytes throws(LoadFault) in try reader.answer(in: bytes).slot }
  }

  @Test("A result tells the slot of its request by its id")
  func result() throws {
    #expect(try slot(#"{"jsonrpc":"2.0","id":1000,"result":{"active":true}}"#) == 0)
    #expect(try slot(#"{"jsonrpc":"2.0","id":1255,"result":{"active":true}}"#) == 255)
  }

  @Test("So does one whose members stand in another order")
  func order() throws {
    #expect(try slot(#"{ "result":{"active":true}, "id":1007, "jsonrpc":"2.0"}"#) == 7)
  }

  @Test(
    "An error is told in the service's words, wherever it stands",
    arguments: [
      #"{"jsonrpc":"2.0","id":1000,"error":{"code":-32001,"message":"too old","data":{"error":"invalid_scope"}}}"#,
      #"{"error":{"code":-32001,"message":"too old","data":{"error":"invalid_scope"}},"id":1000,"jsonrpc":"2.0"}"#,
      #"{"jsonrpc":"2.0","id":1000,"error":{"code":-32001,"message":"too old","#
        + #""data":{"error":"invalid_scope","x":"\"active\":true"}}}"#,
    ])
  func error(message: String) {
    let fault = #expect(throws: LoadFault.self) { try slot(message) }
    #expect(fault?.description == "invalid_scope: too old")
  }

  @Test("A result that lacks what is expected is an error too, and is shown")
  func unexpected() {
    let fault = #expect(throws: LoadFault.self) { try slot(#"{"jsonrpc":"2.0","id":1000,"result":{"active":false}}"#) }
    #expect(fault?.description.contains(#"{"active":false}"#) == true)
  }

  @Test(
    "What is no reply at all is an error",
    arguments: ["", "{}", "[]", "x", #"{"jsonrpc":"2.0","id":null,"result":{"active":true}}"#])
  func noReply(message: String) {
    #expect(throws: LoadFault.self) { try slot(message) }
  }

  @Test(
    "Where a service may refuse, its refusal is an answer like others, wherever it stands",
    arguments: [
      (
        #"{"jsonrpc":"2.0","id":1003,"error":{"code":-32012,"data":{"error":"too_many_requests"},"message":"later"}}"#,
        .tooManyRequests
      ),
      (
        #"{"jsonrpc":"2.0","id":1003,"error":{"code":-32013,"message":"x","#
          + #""data":{"service":"s","error":"unavailable"}}}"#,
        .unavailable
      ),
      (
        #"{"error":{"code":-32014,"message":"x","data":{ "error" : "deadline_exceeded" }},"id":1003,"jsonrpc":"2.0"}"#,
        .deadlineExceeded
      ),
    ] as [(String, Refusal)])
  func refusal(message: String, refusal: Refusal) throws {
    let tolerant = ReplyReader(expecting: #""active":true"#, mayBeRefused: true)
    let answer = try Array(message.utf8).withUnsafeBytes { bytes throws(LoadFault) in try tolerant.answer(in: bytes) }
    #expect(answer.slot == 3 && answer.refusal == refusal)
    #expect(throws: LoadFault.self) { try slot(message) }
  }

  @Test(
    "Any other error is none, also where its text names one",
    arguments: [
      #"{"jsonrpc":"2.0","id":1000,"error":{"code":-32009,"#
        + #""data":{"error":"conflict"},"message":"\"error\":\"unavailable\""}}"#,
      #"{"jsonrpc":"2.0","id":1000,"result":{"active":false}}"#,
    ])
  func otherError(message: String) {
    let tolerant = ReplyReader(expecting: #""active":true"#, mayBeRefused: true)
    #expect(throws: LoadFault.self) {
      try Array(message.utf8).withUnsafeBytes { bytes throws(LoadFault) in try tolerant.answer(in: bytes) }
    }
  }

  @Test("The text of a member can be collected")
  func collecting() {
    let message = Array(#"{"jsonrpc":"2.0","id":1000,"result":{"jti":"AT01","active":true}}"#.utf8)
    #expect(message.withUnsafeBytes { reader.value(in: $0) } == "AT01")
    #expect(Array("{}".utf8).withUnsafeBytes { reader.value(in: $0) } == nil)
  }
}
