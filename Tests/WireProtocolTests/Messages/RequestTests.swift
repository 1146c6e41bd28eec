import Foundation
import JSON
import Testing
import WireProtocol

@Suite struct RequestTests {
  private func rejection(_ text: String) -> ReceivedRequest.Rejection? {
    do throws(ReceivedRequest.Rejection) {
      _ = try ReceivedRequest(message: Array(text.utf8))
      return nil
    } catch { return error }
  }

  @Test("A request is taken apart, and what is missing is as if it were empty")
  func smallest() throws {
    let request = try ReceivedRequest(message: Array(#"{"jsonrpc":"2.0","id":1,"method":"apps.get"}"#.utf8))
    #expect(request.id == .number(1))
    #expect(request.method == "apps.get")
    #expect(String(decoding: request.params.text, as: UTF8.self) == "{}")
    #expect(request.meta == Meta())
  }

  @Test("The order of the members is of no importance, and what begins with x- is for others")
  func foreignMembers() throws {
    let text =
      #"{"params":{"b":[1]},"x-y":{"y":1},"method":"a.b","meta":{"x-later":true,"deadline_ms":5},"#
      + #""id":"q","jsonrpc":"2.0"}"#
    let request = try ReceivedRequest(message: Array(text.utf8))
    #expect(String(decoding: request.params.text, as: UTF8.self) == #"{"b":[1]}"#)
    #expect(request.id == .string("q"))
    #expect(request.meta == Meta(deadlineMs: 5))
  }

  @Test(
    "A member that a request does not have is refused by name: acting_user misspelt must not act as the caller",
    arguments: [
      (#""acting_user":"ada""#, "acting_user"), (#""meta":{"acting_usr":"ada"}"#, "meta.acting_usr"),
      (#""meta":{"actingUser":"ada"}"#, "meta.actingUser"), (#""Params":{}"#, "Params"),
    ])
  func unknownMembers(_ member: String, path: String) {
    let rejection = rejection(#"{"jsonrpc":"2.0","id":7,"method":"a.b",\#(member)}"#)
    #expect(rejection?.id == .number(7))
    #expect(rejection?.error.code == .malformedRequest)
    #expect(rejection?.error.path == path)
    #expect(rejection?.error.message.contains("has no such member; it takes ") == true)
  }

  @Test(
    "An id is a whole number or a string of up to 128 bytes, told back as it was",
    arguments: [
      ("0", "0"), ("-1", "-1"), ("9223372036854775807", "9223372036854775807"),
      ("-9223372036854775808", "-9223372036854775808"),
      (#""""#, #""""#),
      (#""a b""#, #""a b""#), (#""1""#, #""1""#), (#""\u0061\n\"""#, #""a\u000a\"""#),
      (#""\#(String(repeating: "x", count: 128))""#, nil),
    ] as [(String, String?)])
  func ids(_ sent: String, toldBack: String?) throws {
    let request = try ReceivedRequest(message: Array(#"{"jsonrpc":"2.0","id":\#(sent),"method":"a.b"}"#.utf8))
    let reply = Reply(id: request.id, .success(Array("{}".utf8))).encoded()
    #expect(String(decoding: reply, as: UTF8.self) == #"{"jsonrpc":"2.0","id":\#(toldBack ?? sent),"result":{}}"#)
  }

  @Test(
    "Another kind of id is refused, with id null",
    arguments: [
      "null", "true", "1.5", "1.0", "-0.0", "1e2", "1E+2", "1e30", "9223372036854775808", "{}", "[]",
      #""\#(String(repeating: "x", count: 129))""#,
      #""\#(String(repeating: "é", count: 65))""#,
    ])
  func otherIDs(_ id: String) {
    let rejection = rejection(#"{"jsonrpc":"2.0","id":\#(id),"method":"a.b"}"#)
    #expect(rejection?.id == nil)
    #expect(rejection?.error.code == .malformedRequest)
    #expect(rejection?.error.path == "id")
  }

  @Test("A notification is refused: it has no id")
  func notification() {
    let rejection = rejection(#"{"jsonrpc":"2.0","method":"a.b"}"#)
    #expect(rejection?.id == nil)
    #expect(rejection?.error.code == .malformedRequest)
    #expect(rejection?.error.message == "id is missing: notifications are not taken, every request gets a reply")
  }

  @Test(
    "A batch or a bare value is refused as a request, not as a text",
    arguments: ["[]", " \n[ ]", #"[{"jsonrpc":"2.0","id":1,"method":"a.b"}]"#, "1", "null", #""""#, "true", " -1.5e3 "])
  func batch(_ text: String) {
    let rejection = rejection(text)
    #expect(rejection?.id == nil)
    #expect(rejection?.error.code == .malformedRequest)
    #expect(rejection?.error.message.contains("batches") == true)
  }

  @Test(
    "What is no JSON is refused with the place of the fault",
    arguments: ["", "x", "{", "{}}", "[[[", " \n[", "1 2", "nul", #"{"id":1,"id":2}"#, #"{"a":"\ud800"}"#])
  func noJSON(_ text: String) {
    let rejection = rejection(text)
    #expect(rejection?.id == nil)
    #expect(rejection?.error.code == .parseError)
    #expect(rejection?.error.message.contains(", at byte ") == true)
  }

  @Test("The version is 2.0, as a string", arguments: [#""1.0""#, #""2""#, "2.0", "2", "null", #""2.0 ""#])
  func version(_ version: String) {
    let rejection = rejection(#"{"jsonrpc":\#(version),"id":7,"method":"a.b"}"#)
    #expect(rejection?.id == .number(7))
    #expect(rejection?.error == ServiceError(.malformedRequest, #"jsonrpc: expected "2.0""#))
  }

  @Test("Without a version a request is refused")
  func noVersion() {
    #expect(
      rejection(#"{"id":7,"method":"a.b"}"#)?.error == ServiceError(.malformedRequest, #"jsonrpc: expected "2.0""#))
  }

  @Test("A method is a string", arguments: ["1", "null", "[]", "{}", "true"])
  func method(_ method: String) {
    let rejection = rejection(#"{"jsonrpc":"2.0","id":7,"method":\#(method)}"#)
    #expect(rejection?.id == .number(7))
    #expect(rejection?.error.code == .malformedRequest)
    #expect(rejection?.error.path == "method")
  }

  @Test("Without a method a request is refused")
  func noMethod() {
    #expect(rejection(#"{"jsonrpc":"2.0","id":7}"#)?.error == ServiceError(.malformedRequest, "method is missing"))
  }

  @Test("Parameters are passed by name, in an object", arguments: ["[]", "[1]", "null", "1", #""x""#, "true"])
  func params(_ params: String) {
    let rejection = rejection(#"{"jsonrpc":"2.0","id":7,"method":"a.b","params":\#(params)}"#)
    #expect(rejection?.id == .number(7))
    #expect(rejection?.error.code == .invalidParams)
    #expect(rejection?.error.path == "params")
  }

  @Test(
    "A member of meta that is wrong is refused by name",
    arguments: [
      (#"{"deadline_ms":"5"}"#, "meta.deadline_ms"), (#"{"deadline_ms":1.5}"#, "meta.deadline_ms"),
      (#"{"deadline_ms":1e30}"#, "meta.deadline_ms"),
      (#"{"traceparent":7}"#, "meta.traceparent"),
      (#"{"acting_user":[]}"#, "meta.acting_user"),
      ("[]", "meta"), ("1", "meta"), ("null", "meta"),
    ])
  func meta(_ meta: String, path: String) {
    let rejection = rejection(#"{"jsonrpc":"2.0","id":7,"method":"a.b","meta":\#(meta)}"#)
    #expect(rejection?.id == .number(7))
    #expect(rejection?.error.code == .malformedRequest)
    #expect(rejection?.error.path == path)
  }

  @Test("A request that is encoded is read as it was")
  func roundTrip() throws {
    let meta = Meta(deadlineMs: 250, traceparent: .random(isSampled: true), actingUser: "Zoë \"z\"\n")
    for (id, meta) in [(RequestID.number(-3), meta), (.string("\u{1F512}\"\\"), Meta())] {
      let request = Request(id: id, method: "a.\"b\"\u{1}", params: Array(#"{"x":"/"}"#.utf8), meta: meta)
      let read = try ReceivedRequest(message: request.encoded())
      #expect(read.id == request.id)
      #expect(read.method == request.method)
      #expect(Array(read.params.text) == request.params)
      #expect(read.meta == request.meta)
    }
  }
}
