import JSON

/// An OpenAPI document of version 3.0 or 3.1.
struct APIDescription {
  let root: JSONValue
  private(set) var references: References
  /// In the order of the text.
  private(set) var operations: [Operation] = []
  /// Paths whose operations can't be told, and why.
  private(set) var unreadable: [Unmapped] = []

  /// - Throws: ``ImportFault`` for another kind of document, and for a `$ref` that leads back to itself.
  init(_ document: JSONDocument) throws(ImportFault) {
    root = document.root
    references = References(root)
    try requireVersion()
    for path in (root["paths"] ?? .emptyObject).children where !path.name.hasPrefix("x-") { try read(path) }
  }

  mutating func scopes() throws(ReferenceFault) -> OperationScopes { try OperationScopes(root, &references) }

  private func requireVersion() throws(ImportFault) {
    guard root.isObject else { throw ImportFault("the document is no object; give an OpenAPI document") }
    guard let version = root["openapi"]?.string else {
      throw ImportFault("openapi: the member is missing; give an OpenAPI document of version 3.0 or 3.1")
    }
    guard version.hasPrefix("3.0") || version.hasPrefix("3.1") else {
      throw ImportFault("openapi: version \(version.shortened()) is not read; convert the document to 3.0 or 3.1")
    }
    guard root["paths"]?.isObject == true else { throw ImportFault("paths: the document has none; give one that has") }
  }

  private mutating func read(_ path: JSONValue) throws(ImportFault) {
    let items: [JSONValue]
    do throws(ReferenceFault) { items = try references.chain(from: path) } catch {
      try note(error, at: path.name, method: "*")
      return
    }
    var seen: Set<String> = []
    for (position, item) in items.enumerated() {
      for member in item.children where Operation.methods.contains(member.name) && seen.insert(member.name).inserted {
        let operation = Operation(
          method: member.name.uppercased(), path: path.name, value: member, items: Array(items[position...]))
        try add(operation)
      }
    }
  }

  /// The parameters are looked at too, as what they refer to may lead back to itself.
  private mutating func add(_ operation: Operation) throws(ImportFault) {
    let parameters = ([operation.value] + operation.items).flatMap { value in
      value["parameters"].map { Array($0.children) } ?? []
    }
    for parameter in parameters {
      do throws(ReferenceFault) {
        guard let found = try references.chain(from: parameter).last, found["in"]?.string == "path",
          let style = found["style"]?.string, style != "simple"
        else { continue }
        unreadable.append(
          Unmapped(
            operation: operation.name, reason: "a parameter of its path is written in the style \(style.shortened())"))
        return
      } catch {
        return try note(error, at: operation.path, method: operation.method)
      }
    }
    operations.append(operation)
  }

  private mutating func note(_ fault: ReferenceFault, at path: String, method: String) throws(ImportFault) {
    if case .cycle = fault {
      throw ImportFault("paths: \(path.shortened()): \(fault.reason); let it lead to a description")
    }
    unreadable.append(Unmapped(operation: "\(method) \(path.shortened(to: 128))", reason: fault.reason))
  }
}

/// An operation, or all of a path, that no permission covers.
package struct Unmapped: Equatable, Sendable {
  /// `GET /path`.
  package let operation: String
  package let reason: String

  package init(operation: String, reason: String) {
    self.operation = operation
    self.reason = reason
  }
}
