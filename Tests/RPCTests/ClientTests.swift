import Foundation
import JSON
import RPC
import Synchronization
import TestSupport
import Testing
import WireProtocol

@Suite struct ClientTests {
  /// Answers every request with the same bytes, and keeps the requests.
  private final class Recorder: Transport {
    private let answer: Result<JSONValue, ServiceError>
    private let kept = Mutex<[OutgoingRequest]>([])

    init(_ answer: String) {
      self.answer = .success((try? Wire.document(answer.utf8)) ?? .emptyObject)
    }

    init(refusing refusal: ServiceError) {
      answer = .failure(refusal)
    }

    var requests: [OutgoingRequest] { kept.withLock(\.self) }

    func exchange(_ request: OutgoingRequest) async throws(ServiceError) -> JSONValue {
      kept.withLock { $0.append(request) }
      return try answer.get()
    }
  }

  @Test("A call comes back as the method's reply, or as the service's refusal")
  func exchange() async throws {
    let client = Workshop().client()
    #expect(try await client.call(Workshop.ToolsGet(name: .sample)) == Workshop.ToolsReply(text: "x"))
    #expect(try await client.call(Workshop.ToolsMend()) == NoContent())
    let axe = try FriendlyName("axe")
    await #expect(throws: ServiceError(.notFound, "no axe")) { try await client.call(Workshop.ToolsGet(name: axe)) }
  }

  @Test("R19: each change has an idempotency key of its own, or the one given; what reads has none")
  func keys() async throws {
    let recorder = Recorder("{}")
    _ = try? await Client(recorder).call(Workshop.ToolsGet(name: .sample))
    let key = IdempotencyKey.random()
    for given in [nil, nil, key] { _ = try? await Client(recorder).call(Workshop.ToolsMend(), key: given) }
    let keys = recorder.requests.map(\.meta.idempotencyKey)
    #expect(keys[0] == nil && Set(keys).count == 4 && keys[3] == key)
    #expect(recorder.requests.map(\.method) == ["tools.get", "tools.mend", "tools.mend", "tools.mend"])
    #expect(recorder.requests.prefix(2).map { String(decoding: $0.params, as: UTF8.self) } == [#"{"name":"x"}"#, "{}"])
  }

  @Test("A client that acts for a user says so with every call")
  func actingUser() async throws {
    let workshop = Workshop()
    let client = workshop.client(actingUser: "ada")
    _ = try await client.call(Workshop.ToolsGet(name: .sample))
    #expect(workshop.calls.map(\.actingUser) == ["ada"])
  }

  @Test("A call within another has what is left of its time, its trace one deeper, and its own identity")
  func within() async throws {
    let recorder = Recorder(#"{"text":"x"}"#)
    let call = Call(peer: .root, actingUser: "ada", trace: .random(isSampled: true), deadline: .now + .seconds(10))
    _ = try await Client(recorder).call(Workshop.ToolsGet(name: .sample), within: call)
    let meta = try #require(recorder.requests.first?.meta)
    let milliseconds = try #require(meta.deadlineMs)
    #expect((1...10_000).contains(milliseconds))
    #expect(meta.traceparent?.traceIDText == call.trace.traceIDText)
    #expect(meta.traceparent?.spanID != call.trace.spanID)
    #expect(meta.traceparent?.isSampled == true)
    #expect(meta.actingUser == nil)
  }

  @Test(
    "What a service has against the one that calls it is told as the services' fault, not as the caller's",
    arguments: [ErrorCode.accessDenied, .methodNotFound])
  func refusedService(_ code: ErrorCode) async {
    let client = Client(Recorder(refusing: ServiceError(code, "secrets.verify is for the token issuer")))
    let expected = ServiceError(
      .unavailable,
      "a service that this call needs does not serve this one: secrets.verify is for the token issuer",
      service: "secret-manager")
    let question = SecretsVerify(clientId: .sample, clientSecret: Sensitive("x"))
    let call = Call(peer: .root, deadline: .now + .seconds(10))
    await #expect(throws: expected) { try await client.call(question, within: call) }
    let own = await #expect(throws: ServiceError.self) { try await client.call(question) }
    #expect(own?.code == code)
  }

  @Test("A call within one whose deadline has passed is not sent")
  func tooLate() async {
    let recorder = Recorder("{}")
    let call = Call(peer: .root, deadline: .now - .seconds(1))
    let error = await #expect(throws: ServiceError.self) {
      try await Client(recorder).call(Workshop.ToolsMend(), within: call)
    }
    #expect(error?.code == .deadlineExceeded)
    #expect(recorder.requests.isEmpty)
  }

  @Test(
    "A reply that is not what the protocol says is an internal error that names the method and the place",
    arguments: [
      ("{}", "text: required, but missing"), (#"{"text":1}"#, "text: expected a string"), ("[]", "expected an object"),
    ])
  func wrongReply(_ reply: String, fault: String) async {
    let expected = ServiceError(.internalError, "tools.get: the reply is not what the protocol says: \(fault)")
    await #expect(throws: expected) { try await Client(Recorder(reply)).call(Workshop.ToolsGet(name: .sample)) }
  }

  @Test("Members that a newer service adds to a reply are left alone")
  func newerReply() async throws {
    let client = Client(Recorder(#"{"text":"x","colour":"red"}"#))
    #expect(try await client.call(Workshop.ToolsGet(name: .sample)) == Workshop.ToolsReply(text: "x"))
  }
}
