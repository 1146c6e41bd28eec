import JSON
package import Permissions

/// A catalogue made of an OpenAPI document: each operation is mapped to one permission, or named with the reason why
/// not.
package struct CatalogueDraft {
  package let namespace: String
  package let resource: ResourceIdentifier?
  /// In the order of the operations.
  package private(set) var permissions: [Permission] = []
  package private(set) var unmapped: [Unmapped] = []
  /// Operations that need several scopes, and so were named by their paths.
  package private(set) var renamed: [String] = []
  package private(set) var mappedCount = 0

  private var positions: [String: Int] = [:]
  private var endpoints = EndpointSet()
  private var owners: [String] = []

  /// - Parameters:
  ///   - text: Of the document.
  ///   - namespace: First segment of the permissions that are named by their paths.
  /// - Throws: ``ImportFault``.
  package init(_ text: [UInt8], namespace: String, resource: ResourceIdentifier?) throws(ImportFault) {
    guard PermissionName("/\(namespace)/a/b/c") != nil else {
      throw ImportFault("'\(namespace.shortened())' is no namespace; letters, digits and -._~ make one")
    }
    self.namespace = namespace
    self.resource = resource
    var description = try APIDescription(DescriptionText.read(text))
    let scopes: OperationScopes
    do throws(ReferenceFault) { scopes = try description.scopes() } catch {
      throw ImportFault("components.securitySchemes: \(error.reason); correct it")
    }
    unmapped = description.unreadable
    for operation in description.operations {
      do throws(UnmappedReason) { try add(operation, description.root, scopes) } catch {
        unmapped.append(Unmapped(operation: operation.name, reason: error.text))
      }
    }
  }

  private mutating func add(
    _ operation: Operation, _ root: JSONValue, _ scopes: OperationScopes
  ) throws(UnmappedReason) {
    let naming = try Naming(
      operation, in: namespace, scopes.scopes(in: operation.value["security"] ?? root["security"]))
    owners.append(operation.name)
    let requests = try ServerBase.all(of: operation, root, fallback: resource?.host).map { base in
      Endpoint(method: operation.method, host: base.host, path: base.path + operation.path)
    }
    for request in requests { try claim(request, for: naming.permission) }
    add(requests, to: naming)
    if naming.hasSeveralScopes { renamed.append(operation.name) }
    mappedCount += 1
  }

  private mutating func claim(_ request: Endpoint, for permission: String) throws(UnmappedReason) {
    let owner: Int?
    do throws(EndpointFault) {
      owner = try endpoints.insert(request, of: permission, owner: owners.count - 1)
    } catch {
      throw UnmappedReason(error.fault)
    }
    if let owner { throw UnmappedReason("its requests are those of \(owners[owner])") }
  }

  private mutating func add(_ requests: [Endpoint], to naming: Naming) {
    guard let position = positions[naming.permission] else {
      positions[naming.permission] = permissions.count
      permissions.append(
        Permission(name: naming.permission, description: naming.description, endpoints: requests))
      return
    }
    let known = permissions[position]
    permissions[position] = Permission(
      name: known.name, description: known.description, endpoints: known.endpoints + requests)
  }
}
