import NIOCore
package import NIOHTTP1

/// What a request is answered with.
package struct Answer: Sendable {
  package var status: HTTPResponseStatus
  package var fields: [Field]
  package var body: ArraySlice<UInt8>
  /// The wrong secret that it refuses: it is told the later, the more there were.
  package var guess: WrongGuess?
  /// Who has asked, by its own words; for the access line.
  package var client: String?
  /// What a browser may do with it (Content Security Policy). An answer is data, unless it says more: nothing.
  package var contentPolicy: StaticString = "default-src 'none'; frame-ancestors 'none'"

  package struct Field: Sendable {
    package let name: StaticString
    package let value: String

    package init(_ name: StaticString, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(_ status: HTTPResponseStatus, _ fields: [Field] = [], body: ArraySlice<UInt8> = []) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// A JSON text that nobody may keep (RFC 6749 section 5.1).
  package init(_ status: HTTPResponseStatus, json: ArraySlice<UInt8>, _ fields: [Field] = []) {
    self.init(status, Self.uncachedJSON + fields, body: json)
  }

  private static let uncachedJSON = [Field("Content-Type", "application/json"), .noStore, .noCache]

  /// A text of another type that nobody may keep.
  package init(_ status: HTTPResponseStatus, uncached type: String, _ body: some Sequence<UInt8>) {
    self.init(status, [Field("Content-Type", type), .noStore, .noCache], body: ArraySlice(body))
  }

  /// - Parameter text: For people.
  package init(_ status: HTTPResponseStatus, text: String) {
    self.init(
      status, [Field("Content-Type", "text/plain; charset=utf-8"), .noStore],
      body: ArraySlice("\(text)\n".utf8))
  }
}

extension Answer.Field {
  package static let noStore = Answer.Field("Cache-Control", "no-store")
  /// For caches of HTTP/1.0.
  package static let noCache = Answer.Field("Pragma", "no-cache")
}
