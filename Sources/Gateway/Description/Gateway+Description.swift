import HTTP
import NIOHTTP1
import WireProtocol

extension Gateway {
  /// Routes, and those under which all of them are described.
  /// - Parameter server: Where they are: an URL without a slash at its end.
  func described(_ routes: [DescribedRoute], at server: String) -> [DescribedRoute] {
    func publish(_ document: Result<PublicDocument, any Error>) -> [DescribedRoute] {
      DescribedRoute.publish("/openapi.json", .openAPI) { .answer(try document.get().answer(to: $0)) }
    }
    // The document tells of itself too.
    let document = APIDocument(server: server, routes: routes + publish(.failure(HTTPError.noCredential)))
    return routes + publish(Result { PublicDocument(try MessageWriter.json(document.value)[...]) })
  }
}
