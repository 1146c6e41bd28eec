import WireProtocol

/// The permissions that there are, and what they mean in requests.
struct PermissionBook: Sendable {
  let permissions: [ListedPermission]
  private let places: [String: Int]

  init(_ permissions: [ListedPermission]) {
    self.permissions = permissions
    places = Dictionary(permissions.enumerated().map { ($1.permission, $0) }) { first, _ in first }
  }

  subscript(name: String) -> ListedPermission? { places[name].map { permissions[$0] } }

  /// The products, in the order of the catalogues.
  var products: [String] {
    permissions.reduce(into: []) { products, permission in
      if products.last != permission.product, !products.contains(permission.product) {
        products.append(permission.product)
      }
    }
  }

  /// What an entry of a policy stands for: itself, or all actions of a resource (R12).
  func permissions(of entry: String) -> [ListedPermission] {
    let itself = self[entry].map { [$0] } ?? []
    guard entry.hasSuffix("/*") else { return itself }
    // A catalogue may list a wildcard too, and of some resources nothing else.
    let actions = permissions.filter { $0.permission.wildcard == entry && $0.permission != entry }
    return actions.isEmpty ? itself : actions
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
  var product: String { permission.product ?? resource ?? "other" }
}

extension String {
  /// The second part of a permission's name.
  var product: String? {
    let parts = split(separator: "/")
    return hasPrefix("/") && parts.count >= 2 ? String(parts[1]) : nil
  }

  /// The entry that stands for all actions of this permission's resource; `nil` where there is none.
  var wildcard: String? {
    guard hasPrefix("/"), let slash = lastIndex(of: "/"), split(separator: "/").count >= 4 else { return nil }
    return self[..<slash] + "/*"
  }
}

extension ListedEndpoint {
  /// The request, with the account that may be asked about said in words.
  var words: HTML {
    let path = path.replacing("{AccountSid}", with: "{its own}")
    return "<code>\(method) https://\(host)\(path)</code>"
  }
}
