import HTTP
import NIOCore
import NIOHTTP1
import WireProtocol

/// A JSON text that anybody may read, from pages of other origins too, and keep for a while.
struct PublicDocument: Sendable {
  let text: ArraySlice<UInt8>
  /// Strong (RFC 9110 section 8.8.1), and the same from every instance: it comes of the text alone.
  private let tag: String

  /// In seconds. A signing key is told a day before it signs.
  private static let maximumAge = 300

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    tag = "\"\(Fingerprint(text).text)\""
  }

  /// All of it, or 304 for who has it (RFC 9110 section 13.1.2).
  func answer(to request: HTTPRequest) -> Answer {
    let fields = [
      Answer.Field("ETag", tag), Answer.Field("Cache-Control", "public, max-age=\(Self.maximumAge)"), .anyOrigin,
    ]
    let known = request.head.headers[canonicalForm: "if-none-match"]
    guard !known.contains(where: { $0 == "*" || $0 == tag || $0 == "W/\(tag)" }) else {
      return Answer(.notModified, fields)
    }
    return Answer(.ok, [Answer.Field("Content-Type", "application/json")] + fields, body: text)
  }
}

extension DescribedRoute {
  /// The routes of a public document: to read it, and to ask whether a page of another origin may.
  static func publish(
    _ path: String, _ description: RouteDescription, _ handler: @escaping HTTPRoute.Handler
  ) -> [DescribedRoute] {
    let permission = Answer(
      .noContent,
      [
        .anyOrigin, Answer.Field("Access-Control-Allow-Methods", "GET, HEAD"),
        Answer.Field("Access-Control-Allow-Headers", "*"), Answer.Field("Access-Control-Max-Age", "86400"),
      ])
    return [
      DescribedRoute(.GET, path, description, handler),
      DescribedRoute(.OPTIONS, path, description.permission) { _ in .answer(permission) },
    ]
  }
}

extension Answer.Field {
  fileprivate static let anyOrigin = Answer.Field("Access-Control-Allow-Origin", "*")
}
