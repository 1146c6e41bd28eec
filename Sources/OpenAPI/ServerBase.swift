import JSON

/// Where the paths of a description begin: a host, and a path before theirs.
struct ServerBase: Hashable {
  let host: String
  let path: String

  /// Those of an operation, each once: its own servers, or those of its path, or those of the document.
  /// - Parameter fallback: The host of URLs that have none.
  /// - Throws: ``UnmappedReason``.
  static func all(
    of operation: Operation, _ root: JSONValue, fallback: String?
  ) throws(UnmappedReason) -> [ServerBase] {
    let servers = (operation.nearest("servers") ?? root["servers"]).map { Array($0.children.prefix(most)) } ?? []
    guard !servers.isEmpty else { return [try ServerBase("/", fallback: fallback)] }
    var bases: [ServerBase] = []
    for server in servers {
      let base = try ServerBase(filled(server), fallback: fallback)
      if !bases.contains(base) { bases.append(base) }
    }
    return bases
  }

  private static let most = 16

  private init(_ url: String, fallback: String?) throws(UnmappedReason) {
    let scheme = url.firstRange(of: "://")
    let rest = scheme.map { url[$0.upperBound...] } ?? url[...]
    let path = rest.drop { $0 != "/" }
    guard let host = scheme == nil ? fallback : String(rest.prefix { $0 != "/" }), !host.isEmpty, !host.contains("@")
    else {
      throw UnmappedReason("the server \(url.shortened()) has no host; give --resource with the API's URL")
    }
    guard scheme != nil || rest.hasPrefix("/") || rest.isEmpty else {
      throw UnmappedReason("the server \(url.shortened()) is neither a URL nor a path")
    }
    self.host = host
    self.path = String(path.hasSuffix("/") ? path.dropLast() : path)
  }

  /// The URL with its variables' defaults.
  private static func filled(_ server: JSONValue) throws(UnmappedReason) -> String {
    guard var url = server["url"]?.string else { throw UnmappedReason("a server has no url") }
    guard url.utf8.count <= 1_024 else { throw UnmappedReason("a server's url has more than 1024 bytes") }
    for variable in (server["variables"] ?? .emptyObject).children {
      guard let value = variable["default"]?.string else { continue }
      url = url.replacing("{\(variable.name)}", with: value.prefix(256))
      guard url.utf8.count <= 1_024 else { throw UnmappedReason("a server's url has more than 1024 bytes") }
    }
    guard !url.contains("{") else {
      throw UnmappedReason("the server \(url.shortened()) has a variable without a default")
    }
    return url
  }
}
