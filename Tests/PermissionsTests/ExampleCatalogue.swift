import Permissions

/// Small catalogues made in the test that uses them.
enum ExampleCatalogue {
  static let host = "api.example.com"

  /// One permission `/shop/test/tN/read` with `GET` for each template, in their order.
  static func of(_ templates: [String]) throws -> Catalogue {
    try Catalogue(permissions: templates.enumerated().map { permission("/shop/test/t\($0)/read", $1) })
  }

  static func permission(_ name: String, _ paths: String..., method: String = "GET", host: String = host) -> Permission
  {
    Permission(name: name, description: "", endpoints: paths.map { Endpoint(method: method, host: host, path: $0) })
  }

  /// Orders with three actions, and returns that only the wildcard covers.
  static func shop() throws -> Catalogue {
    try Catalogue(permissions: [
      permission("/shop/sales/orders/list", "/orders"),
      permission("/shop/sales/orders/read", "/orders/{OrderSid}"),
      permission("/shop/sales/orders/delete", "/orders/{OrderSid}", method: "DELETE"),
      permission("/shop/sales/returns/*", "/returns"),
      permission("/shop/sales/invoices/read", "/invoices/{Number}"),
    ])
  }
}
