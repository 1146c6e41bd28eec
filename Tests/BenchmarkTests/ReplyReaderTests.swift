import Benchmark
import Testing

struct ReplyReaderTests {
  private let reader = ReplyReader(expecting: #""active":true"#, collecting: "jti")

  private func slot(_ message: String) throws -> Int {
    try Array(message.utf8).withUnsafeBytes { bytes throws(LoadFault) in try reader.slot(of: bytes) }
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
      #"{"jsonrpc":"2.0","id":1000,"error":{"code":-32001,"message":"too old","data":{"error":"invalid_scope","x":"\"active\":true"}}}"#,
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

  @Test("What is no reply at all is an error", arguments: ["", "{}", "[]", "x", #"{"jsonrpc":"2.0","id":null,"result":{"active":true}}"#])
  func noReply(message: String) {
    #expect(throws: LoadFault.self) { try slot(message) }
  }

  @Test("The text of a member can be collected")
  func collecting() {
    let message = Array(#"{"jsonrpc":"2.0","id":1000,"result":{"jti":"AT01","active":true}}"#.utf8)
    #expect(message.withUnsafeBytes { reader.value(in: $0) } == "AT01")
    #expect(Array("{}".utf8).withUnsafeBytes { reader.value(in: $0) } == nil)
  }
}
