import JSON

extension CatalogueFile {
  /// Reads an ordinary file without a decoder, which takes most of a service's start; nil for anything else, faults
  /// among them, which the decoder reads or explains.
  init?(direct text: UnsafeRawBufferPointer) {
    var cursor = JSONCursor(text, limits: JSONLimits(depth: 64))
    guard let file = try? cursor.catalogueFile(), cursor.isAtEnd() else { return nil }
    self = file
  }
}

extension JSONCursor {
  fileprivate mutating func catalogueFile() throws(JSONFault) -> CatalogueFile? {
    var version: Int?
    var namespace: String?
    var permissions: [Permission]?
    var names = JSONNames()
    try enterObject()
    while let name = try nextName(&names) {
      switch name {
      case "version": version = try number()
      case "namespace": namespace = try string()
      case "permissions": permissions = try list { cursor throws(JSONFault) in try cursor.permission() }
      default: try skipValue()
      }
    }
    guard let version, let permissions else { return nil }
    return CatalogueFile(version: version, namespace: namespace, permissions: permissions)
  }

  private mutating func permission() throws(JSONFault) -> Permission? {
    var permission: String?
    var description: String?
    var endpoints: [Endpoint]?
    var names = JSONNames()
    try enterObject()
    while let name = try nextName(&names) {
      switch name {
      case "permission": permission = try string()
      case "description": description = try string()
      case "endpoints": endpoints = try list { cursor throws(JSONFault) in try cursor.endpoint() }
      default: try skipValue()
      }
    }
    guard let permission, let description, let endpoints else { return nil }
    return Permission(name: permission, description: description, endpoints: endpoints)
  }

  private mutating func endpoint() throws(JSONFault) -> Endpoint? {
    var method: String?
    var host: String?
    var path: String?
    var names = JSONNames()
    try enterObject()
    while let name = try nextName(&names) {
      switch name {
      case "method": method = try string()
      case "host": host = try string()
      case "path": path = try string()
      default: try skipValue()
      }
    }
    guard let method, let host, let path else { return nil }
    return Endpoint(method: method, host: host, path: path)
  }

  /// The elements of an array; nil if one of them is.
  private mutating func list<Element>(
    of element: (inout JSONCursor) throws(JSONFault) -> Element?
  ) throws(JSONFault) -> [Element]? {
    var elements: [Element] = []
    try enterArray()
    while try nextElement() {
      guard let next = try element(&self) else { return nil }
      elements.append(next)
    }
    return elements
  }
}
