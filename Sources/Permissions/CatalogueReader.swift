import JSON

/// Reads the text of a catalogue file, strictly and once from its start to its end: most of a service's start is this.
/// Members whose names begin with `x-` are for others.
struct CatalogueReader {
  private var cursor: JSONCursor
  private var place = CataloguePlace()

  /// The API that a text describes: `{"version":1,"namespace":"shop","resource":"https://...","permissions":[...]}`.
  static func read(_ text: UnsafeRawBufferPointer) throws(CatalogueFault) -> CatalogueFile {
    var reader = CatalogueReader(cursor: JSONCursor(text, limits: JSONLimits(depth: 64)))
    let file = try reader.file()
    guard reader.cursor.isAtEnd() else { throw reader.fault("text follows the catalogue", cure: "remove it") }
    return file
  }

  private mutating func file() throws(CatalogueFault) -> CatalogueFile {
    var version: Int?
    var namespace: String?
    var resource: ResourceIdentifier?
    var permissions: [Permission]?
    try object(["version", "namespace", "resource", "permissions"]) { reader, name throws(CatalogueFault) in
      switch name {
      case "version": version = try reader.version()
      case "namespace": namespace = try reader.string()
      case "resource": resource = try reader.resource()
      default:
        permissions = try reader.list(\.permission) { reader throws(CatalogueFault) in try reader.permission() }
      }
    }
    _ = try required(version, "version")
    return CatalogueFile(
      namespace: namespace, resource: resource, permissions: try required(permissions, "permissions"))
  }

  private mutating func permission() throws(CatalogueFault) -> Permission {
    var name: String?
    var description: String?
    var endpoints: [Endpoint] = []
    try object(["permission", "description", "endpoints"]) { reader, member throws(CatalogueFault) in
      switch member {
      case "permission": name = try reader.string()
      case "description": description = try reader.string()
      default: endpoints = try reader.list(\.endpoint) { reader throws(CatalogueFault) in try reader.endpoint() }
      }
    }
    return Permission(
      name: try required(name, "permission"), description: try required(description, "description"),
      endpoints: endpoints)
  }

  private mutating func endpoint() throws(CatalogueFault) -> Endpoint {
    var method: String?
    var host: String?
    var path: String?
    try object(["method", "host", "path"]) { reader, member throws(CatalogueFault) in
      switch member {
      case "method": method = try reader.string()
      case "host": host = try reader.string()
      default: path = try reader.string()
      }
    }
    return Endpoint(
      method: try required(method, "method"), host: try required(host, "host"), path: try required(path, "path"))
  }
}

extension CatalogueReader {
  private mutating func version() throws(CatalogueFault) -> Int {
    let offset = cursor.position
    let version = try valid { cursor throws(JSONFault) in try cursor.number() }
    guard version == 1 else {
      throw CatalogueFault(place, at: offset, "this version of the format is not supported", cure: "write version 1")
    }
    return 1
  }

  private mutating func string() throws(CatalogueFault) -> String {
    try valid { cursor throws(JSONFault) in try cursor.string() }
  }

  private mutating func resource() throws(CatalogueFault) -> ResourceIdentifier {
    let offset = cursor.position
    let text = try string()
    do { return try ResourceIdentifier(text) } catch {
      throw CatalogueFault(
        place, at: offset, "'\(text)' names no API: \(error.clause)",
        cure: "write the URI that clients ask for tokens with")
    }
  }

  /// The members of an object that others do not have for themselves; `read` gets each that is known.
  private mutating func object(
    _ known: [String], _ read: (inout Self, String) throws(CatalogueFault) -> Void
  ) throws(CatalogueFault) {
    place.member = nil
    let around = place
    var names = JSONNames()
    try valid { cursor throws(JSONFault) in try cursor.enterObject() }
    while let name = try valid({ cursor throws(JSONFault) in try cursor.nextName(&names) }) {
      place.member = name
      if known.contains(name) {
        try read(&self, name)
      } else if name.hasPrefix("x-") {
        try valid { cursor throws(JSONFault) in try cursor.skipValue() }
      } else {
        throw fault(
          "there is no such member", cure: "write one of \(known.joined(separator: ", ")), or x-... for your own")
      }
      place = around
    }
  }

  private mutating func list<Element>(
    _ position: WritableKeyPath<CataloguePlace, Int?>, of element: (inout Self) throws(CatalogueFault) -> Element
  ) throws(CatalogueFault) -> [Element] {
    var elements: [Element] = []
    try valid { cursor throws(JSONFault) in try cursor.enterArray() }
    while try valid({ cursor throws(JSONFault) in try cursor.nextElement() }) {
      place.member = nil
      place[keyPath: position] = elements.count
      elements.append(try element(&self))
    }
    return elements
  }

  private func required<Value>(_ value: Value?, _ member: String) throws(CatalogueFault) -> Value {
    guard let value else { throw fault("the member '\(member)' is missing in what ends here", cure: "add it") }
    return value
  }

  private mutating func valid<Value>(
    _ read: (inout JSONCursor) throws(JSONFault) -> Value
  ) throws(CatalogueFault) -> Value {
    do throws(JSONFault) { return try read(&cursor) } catch {
      throw CatalogueFault(place, at: error.offset, error.reason, cure: "correct it there or before")
    }
  }

  private func fault(_ fault: String, cure: String) -> CatalogueFault {
    CatalogueFault(place, at: cursor.position, fault, cure: cure)
  }
}

/// Why a text is no catalogue file, and where.
struct CatalogueFault: Error {
  let place: CataloguePlace
  /// Of the byte at fault.
  let offset: Int
  let fault: String
  let cure: String

  init(_ place: CataloguePlace, at offset: Int, _ fault: String, cure: String) {
    self.place = place
    self.offset = offset
    self.fault = fault
    self.cure = cure
  }
}
