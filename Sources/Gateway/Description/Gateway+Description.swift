import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Gateway {
  /// Routes, and those under which all of them are described.
  /// - Parameter server: Where they are: an URL without a slash at its end.
  func described(_ routes: [DescribedRoute], at server: String) -> [DescribedRoute] {
    func publish(_ document: @escaping @Sendable () throws -> PublicDocument) -> [DescribedRoute] {
      DescribedRoute.publish("/openapi.json", .openAPI) { .answer(try document().answer(to: $0)) }
    }
    // The document tells of itself too.
    let all = routes + publish { throw HTTPError.noCredential }
    let document = Once {
      PublicDocument(try MessageWriter.json(APIDocument(server: server, routes: all).value)[...])
    }
    return routes + publish { try document.value }
  }
}
