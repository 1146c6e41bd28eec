import Foundation
import TestSupport
import Testing
import WireProtocol

@Suite struct TraceContextTests {
  @Test(
    "A traceparent is read and written as it was",
    arguments: [
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "00-00000000000000000000000000000001-0000000000000001-00",
      "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-01",
    ])
  func roundTrip(_ text: String) throws {
    let context = try #require(TraceContext(text))
    #expect(context.description == text)
    #expect(context.isSampled == text.hasSuffix("1"))
    #expect(context.traceIDText == text.dropFirst(3).prefix(32))
    #expect(try Wire.value(TraceContext.self, Wire.text(context)) == context)
  }

  @Test("Flags other than sampled are dropped")
  func flags() {
    #expect(
      TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff")?.description.hasSuffix("-01") == true)
    #expect(
      TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-02")?.description.hasSuffix("-00") == true)
  }

  @Test(
    "What is no traceparent is refused",
    arguments: [
      "", "-", "---", "00", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
      "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
      "1-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e47366-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
      "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e47é-00f067aa0ba902b7-01",
      " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6-a3ce929d0e0e473600f067aa0ba902b7-01",
    ])
  func refused(_ text: String) {
    #expect(TraceContext(text) == nil)
  }

  @Test(
    "Of a later version what this one has is read",
    arguments: [
      "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "fe-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
      "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-be-like",
    ])
  func laterVersions(_ text: String) {
    #expect(TraceContext(text)?.description == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
  }

  @Test("A request whose traceparent is none gets a trace of its own", arguments: ["", "00-1-2-3", "x"])
  func malformed(_ text: String) throws {
    let request = #"{"jsonrpc":"2.0","id":1,"method":"a.b","meta":{"traceparent":"\#(text)"}}"#
    let trace = try #require(try ReceivedRequest(message: Array(request.utf8)).meta.traceparent)
    #expect(!trace.isSampled)
    #expect(try ReceivedRequest(message: Array(request.utf8)).meta.traceparent != trace)
  }

  @Test("A child is another piece of the same trace")
  func child() {
    let parent = TraceContext.random(isSampled: true)
    let child = parent.child()
    #expect(child.traceIDText == parent.traceIDText)
    #expect(child.isSampled)
    #expect(child.spanID != parent.spanID)
    #expect(child != parent)
  }

  @Test("Two traces differ, and what is made is valid")
  func random() {
    let contexts = (1...1000).map { _ in TraceContext.random() }
    #expect(Set(contexts.map(\.traceIDText)).count == 1000)
    #expect(contexts.allSatisfy { TraceContext($0.description) == $0 && !$0.isSampled })
  }
}
