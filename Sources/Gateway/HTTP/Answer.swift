import NIOCore
import NIOHTTP1

/// What a request is answered with.
struct Answer: Sendable {
  var status: HTTPResponseStatus
  var fields: [Field]
  var body: ArraySlice<UInt8>
  /// The wrong secret that it refuses: it is told the later, the more there were.
  var guess: WrongGuess?
  /// Who has asked, by its own words; for the access line.
  var client: String?

  struct Field: Sendable {
    let name: StaticString
    let value: String

    init(_ name: StaticString, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  init(_ status: HTTPResponseStatus, _ fields: [Field] = [], body: ArraySlice<UInt8> = []) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// A JSON text that nobody may keep (RFC 6749 section 5.1).
  init(_ status: HTTPResponseStatus, json: ArraySlice<UInt8>, _ fields: [Field] = []) {
    self.init(status, Self.uncachedJSON + fields, body: json)
  }

  private static let uncachedJSON = [Field("Content-Type", "application/json"), .noStore, .noCache]

  /// A text of another type that nobody may keep.
  init(_ status: HTTPResponseStatus, uncached type: String, _ body: some Sequence<UInt8>) {
    self.init(status, [Field("Content-Type", type), .noStore, .noCache], body: ArraySlice(body))
  }

  /// - Parameter text: For people.
  init(_ status: HTTPResponseStatus, text: String) {
    self.init(
      status, [Field("Content-Type", "text/plain; charset=utf-8"), .noStore],
      body: ArraySlice("\(text)\n".utf8))
  }
}

extension Answer.Field {
  static let noStore = Answer.Field("Cache-Control", "no-store")
  /// For caches of HTTP/1.0.
  static let noCache = Answer.Field("Pragma", "no-cache")
}
