import Permissions
import WireProtocol

/// The permissions that there are, and what they mean in requests.
struct PermissionBook: Sendable {
  let permissions: [ListedPermission]
  /// The products, in the order of the catalogues.
  let products: [String]
  private let places: [String: Int]
  /// The permissions below each wildcard.
  private let actions: [String: [ListedPermission]]

  init(_ permissions: [ListedPermission]) {
    self.permissions = permissions
    places = Dictionary(permissions.enumerated().map { ($1.permission, $0) }) { first, _ in first }
    var products: [String] = []
    var actions: [String: [ListedPermission]] = [:]
    for permission in permissions {
      if products.last != permission.product, !products.contains(permission.product) {
        products.append(permission.product)
      }
      // A catalogue may list a wildcard too.
      if let wildcard = permission.wildcard, wildcard != permission.permission {
        actions[wildcard, default: []].append(permission)
      }
    }
    (self.products, self.actions) = (products, actions)
  }

  subscript(name: String) -> ListedPermission? { places[name].map { permissions[$0] } }

  /// What an entry of a policy stands for: itself, or all actions of a resource (R12).
  func permissions(of entry: String) -> [ListedPermission] {
    // Of some resources a catalogue lists the wildcard and nothing else.
    actions[entry] ?? self[entry].map { [$0] } ?? []
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
