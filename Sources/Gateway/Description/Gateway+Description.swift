import NIOHTTP1
import WireProtocol

extension Gateway {
  /// Routes, and the one under which all of them are described.
  /// - Parameter server: Where they are: an URL without a slash at its end.
  func described(_ routes: [HTTPRoute], at server: String) -> [HTTPRoute] {
    func route(_ json: Result<[UInt8], any Error>) -> HTTPRoute {
      HTTPRoute(.GET, "/openapi.json", .openAPI) { _ in .answer(Answer(.ok, json: try json.get()[...])) }
    }
    // The document tells of itself too.
    let document = APIDocument(server: server, routes: routes + [route(.success([]))])
    return routes + [route(Result { try MessageWriter.json(document.value) })]
  }
}

extension RouteDescription {
  fileprivate static let openAPI = RouteDescription(
    "Describes what is served here (OpenAPI 3.1).", security: [.none],
    replies: [Reply(.ok, "This document.", Content(mediaType: "application/json", schema: .object([])))])
}
