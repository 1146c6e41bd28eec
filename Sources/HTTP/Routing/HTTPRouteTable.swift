import NIOHTTP1
import WireProtocol

/// Finds what serves a request. A path is compared as it was sent: there is one way to write each, for the routes, for
/// limits and for the log alike, and every other is not found.
package struct HTTPRouteTable: Sendable {
  /// By the name of the method; `nil` is that of every method.
  private typealias Methods = [String?: HTTPRoute.Handler]

  private var exact: [String: Methods] = [:]
  private var open: [(path: String, segments: [Substring], methods: Methods)] = []

  package init(_ routes: [HTTPRoute]) {
    for route in routes {
      if !route.path.contains("{") {
        exact[route.path, default: [:]][route.method?.rawValue] = route.handler
        continue
      }
      let segments = Self.segments(of: route.path)
      if let index = open.firstIndex(where: { $0.segments == segments }) {
        open[index].methods[route.method?.rawValue] = route.handler
      } else {
        open.append((route.path, segments, [route.method?.rawValue: route.handler]))
      }
    }
  }

  /// Notes in the request which route serves it.
  /// - Throws: ``RequestFault`` or what the route's handler throws.
  package func serve(_ request: inout HTTPRequest) throws -> Step {
    if let methods = exact[request.path] {
      request.route = request.path
      return try handler(for: request, methods)(request)
    }
    let segments = Self.segments(of: request.path)
    for candidate in open {
      guard let parameters = Self.match(segments, candidate.segments) else { continue }
      request.parameters = parameters
      request.route = candidate.path
      return try handler(for: request, candidate.methods)(request)
    }
    throw RequestFault(.notFound, "nothing is served under this path")
  }

  /// The same with faults as answers.
  package func step(for request: inout HTTPRequest) -> Step {
    do { return try serve(&request) } catch { return .answer(Answer(error)) }
  }

  /// RFC 9110 section 9.3.2: HEAD is served wherever GET is.
  private func handler(for request: HTTPRequest, _ methods: Methods) -> HTTPRoute.Handler {
    let name = request.method == .HEAD ? "GET" : request.method.rawValue
    if let handler = methods[name] ?? methods[nil] { return handler }
    let allowed = (methods.keys.compactMap(\.self) + (methods["GET"] == nil ? [] : ["HEAD"])).sorted().joined(
      separator: ", ")
    return { _ in
      var answer = Answer(RequestFault(.methodNotAllowed, "this path is served for \(allowed) only"))
      answer.fields.append(Answer.Field("Allow", allowed))
      return .answer(answer)
    }
  }

  private static func segments(of path: String) -> [Substring] {
    path.split(separator: "/", omittingEmptySubsequences: false)
  }

  private static func match(_ segments: [Substring], _ pattern: [Substring]) -> [Substring]? {
    let takesRest = pattern.last?.hasSuffix("...}") == true
    guard takesRest ? segments.count >= pattern.count : segments.count == pattern.count else { return nil }
    var parameters: [Substring] = []
    for (segment, expected) in zip(segments, pattern) {
      if expected.hasSuffix("...}") {
        // All segments are slices of one path.
        parameters.append(segment.base[segment.startIndex...])
      } else if expected.hasPrefix("{") {
        guard !segment.isEmpty else { return nil }
        parameters.append(segment)
      } else if segment != expected {
        return nil
      }
    }
    return parameters
  }
}
