import JSON
import TestSupport

/// Compares answers with what `/openapi.json` says of them.
struct DescriptionCheck {
  private let document: JSONValue

  init(_ document: JSONValue) {
    self.document = document
  }

  /// What the document does not tell of an answer.
  func faults(of reply: HTTPReply, to request: HTTPText) -> [String] {
    let path = request.target.prefix { $0 != "?" }
    guard let operations = operations(at: path) else { return expect([404], reply) }
    let method = request.method == "HEAD" ? "get" : request.method.lowercased()
    // OpenAPI names few methods; a path that has them all has every other as well.
    let operation = [method, "trace"].lazy.compactMap { name in operations.children.first { $0.name == name } }.first
    guard let operation else {
      return expect([404, 405], reply)
    }
    let responses = operation["responses"]?.children.map(\.self) ?? []
    guard let response = responses.first(where: { $0.name == "\(reply.status)" }).flatMap(resolved) else {
      return ["status \(reply.status) is not described"]
    }
    guard !reply.body.isEmpty else { return [] }
    let type = reply["content-type"]?.prefix { $0 != ";" } ?? ""
    guard let content = response["content"]?.children.first(where: { $0.name.prefix { $0 != ";" } == type }) else {
      return ["content of type \(type) is not described for \(reply.status)"]
    }
    guard type == "application/json", let schema = content["schema"].flatMap(resolved), let json = try? reply.json
    else { return [] }
    return schema["properties"]?.childCount == 0 ? [] : SchemaCheck.faults(of: json, against: schema, at: "body")
  }

  /// What comes before any route may refuse too.
  private func expect(_ statuses: Set<Int>, _ reply: HTTPReply) -> [String] {
    statuses.union([400, 408, 413, 417, 429, 431, 501, 503, 505]).contains(reply.status)
      ? [] : ["status \(reply.status) where nothing is described"]
  }

  private func operations(at path: Substring) -> JSONValue? {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    let candidates = (document["paths"]?.children.map(\.self) ?? []).filter { candidate in
      let pattern = candidate.name.split(separator: "/", omittingEmptySubsequences: false)
      // OpenAPI has no way to say that a parameter takes all the rest.
      let takesRest = ["{path}", "{request}"].contains(pattern.last ?? "")
      return (takesRest ? pattern.count <= segments.count : pattern.count == segments.count)
        && zip(pattern, segments).allSatisfy { $0 == $1 || $0.hasPrefix("{") && (takesRest || !$1.isEmpty) }
    }
    return candidates.first { !$0.name.contains("{") } ?? candidates.first
  }

  /// Follows a reference.
  func resolved(_ value: JSONValue) -> JSONValue? {
    guard let reference = value["$ref"]?.string else { return value }
    return reference.dropFirst("#/".count).split(separator: "/").reduce(document) { value, name in
      value?.children.first { $0.name == name }
    }
  }
}
