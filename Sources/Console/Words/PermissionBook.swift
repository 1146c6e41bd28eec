import Permissions
import WireProtocol

/// The permissions that there are, and what they mean in requests.
struct PermissionBook: Sendable {
  let permissions: [ListedPermission]
  /// The products, in the order of the catalogues.
  let products: [String]
  private let places: [String: Int]
  private let catalogue: Catalogue

  /// - Throws: ``CatalogueError`` for what no service lists: permissions that exclude each other.
  init(_ permissions: [ListedPermission]) throws(CatalogueError) {
    self.permissions = permissions
    catalogue = try Catalogue(permissions: permissions.map(Permission.init))
    places = Dictionary(permissions.enumerated().map { ($1.permission, $0) }) { first, _ in first }
    products = permissions.reduce(into: []) { products, permission in
      if products.last != permission.product, !products.contains(permission.product) {
        products.append(permission.product)
      }
    }
  }

  subscript(name: String) -> ListedPermission? { places[name].map { permissions[$0] } }

  /// What an entry of a policy stands for: itself, or all actions of a resource and what the wildcard has of its own
  /// (R12).
  func permissions(of entry: String) -> [ListedPermission] { catalogue.names(in: entry).compactMap { self[$0] } }

  /// The requests that take this permission: a catalogue may repeat under a wildcard what an action takes.
  func requests(of permission: ListedPermission) -> [ListedEndpoint] {
    let actions = permissions(of: permission.permission).filter { $0 != permission }
    return permission.endpoints.filter { endpoint in !actions.contains { $0.endpoints.contains(endpoint) } }
  }

  /// The policy as the services decide by it.
  func policy(allow: [String], deny: [String]) -> PermissionPolicy {
    PermissionPolicy(allow: allow, deny: deny, catalogue: catalogue)
  }

  /// Those that have all words somewhere: in the name, the description or a request.
  func search(_ text: String, product: String?) -> [ListedPermission] {
    let words = text.lowercased().split(separator: " ")
    return permissions.filter { permission in
      (product == nil || permission.product == product)
        && words.allSatisfy { word in
          permission.permission.lowercased().contains(word) || permission.description.lowercased().contains(word)
            || permission.endpoints.contains { $0.path.lowercased().contains(word) }
        }
    }
  }
}

extension Permission {
  fileprivate init(_ listed: ListedPermission) {
    self.init(
      name: listed.permission, description: listed.description,
      endpoints: listed.endpoints.map { Endpoint(method: $0.method, host: $0.host, path: $0.path) })
  }
}

extension ListedPermission {
  /// The second part of the name; of a name without parts the API.
  var product: String {
    let product = PermissionName(permission)?.product ?? ""
    return product.isEmpty ? resource ?? "other" : product
  }

  /// The entry that stands for all actions of its resource; `nil` where there is none.
  var wildcard: String? { PermissionName.wildcard(covering: permission) }
}

extension ListedEndpoint {
  /// The request, with the account that may be asked about said in words.
  var words: HTML {
    let path = path.replacing("{AccountSid}", with: "{its own}")
    return "<code>\(method) https://\(host)\(path)</code>"
  }
}
