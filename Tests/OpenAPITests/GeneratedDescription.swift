/// Descriptions in the shape of public ones, of more than a hundred operations each.
struct GeneratedDescription {
  let text: String
  /// `GET /path` of each operation.
  let operations: [String]

  private static let nouns = [
    "accounts", "balances", "cards", "charges", "coupons", "customers", "disputes", "events", "files", "invoices",
    "orders", "payouts", "plans", "refunds", "sources", "transfers",
  ]

  /// A payment provider's in YAML: a version in each path, POST to change an item, a search beside each item, an action
  /// below it, one item per host.
  static func payments() -> GeneratedDescription {
    var text = """
      openapi: 3.0.3
      info: {title: Payments, version: '1'}
      servers:
      - url: https://api.pay.example/
      security:
      - key: []
      components:
        securitySchemes:
          key: {type: http, scheme: basic}
        parameters:
          limit: {name: limit, in: query}
      paths:

      """
    var operations: [String] = []
    func add(_ path: String, _ methods: String...) {
      text += "  \(path):\n"
      for method in methods {
        text += "    \(method):\n      operationId: \(method)\(path.filter(\.isLetter))\n"
        text += "      summary: >-\n        The *\(method)* & more\n        of \(path)\n"
        text += "      parameters:\n      - $ref: '#/components/parameters/limit'\n"
        text += "      responses:\n        '200': {description: ok}\n        default: {description: no}\n"
        operations.append("\(method.uppercased()) \(path)")
      }
    }
    for noun in nouns {
      add("/v1/\(noun)", "get", "post")
      add("/v1/\(noun)/search", "get")
      add("/v1/\(noun)/{\(noun.dropLast())}", "get", "post", "delete")
      add("/v1/\(noun)/{\(noun.dropLast())}/cancel", "post")
      add("/v1/\(noun)/{\(noun.dropLast())}/notes/{id}", "get")
    }
    return GeneratedDescription(text: text, operations: operations)
  }

  /// A code host's in JSON: nested items, PUT and PATCH, shared path items, scopes of OAuth, permissions of its own,
  /// operations that no catalogue can have.
  static func repositories() -> GeneratedDescription {
    var paths: [String] = []
    var operations: [String] = []
    func add(_ path: String, _ methods: [String: String]) {
      let members = methods.sorted { $0.key < $1.key }.map { #""\#($0.key)":{"responses":{}\#($0.value)}"# }
      let owner = ##"{"$ref":"#/components/parameters/owner"}"##
      paths.append(#""\#(path)":{"parameters":[\#(owner)],\#(members.joined(separator: ","))}"#)
      operations += methods.keys.sorted().map { "\($0.uppercased()) \(path)" }
    }
    for noun in nouns {
      let base = "/repos/{owner}/{repo}/\(noun)"
      add(base, ["get": "", "post": #","security":[{"oauth":["repo:write"]}]"#])
      add(
        "\(base)/{number}",
        ["get": "", "patch": "", "put": "", "delete": #","x-permission":"/own/admin/\#(noun)/delete""#])
      add("\(base)/{number}/labels", ["get": #","security":[{"oauth":["repo:read","repo:write"]}]"#, "head": ""])
    }
    add("/meta", ["get": "", "options": "", "trace": ""])
    add("/{owner}", ["get": ""])
    add("/compare/{base}...{head}", ["get": ""])
    paths.append(##""/user":{"$ref":"#/components/pathItems/user"},"/away":{"$ref":"other.json#/x"}"##)
    operations += ["GET /user", "* /away"]
    let text = ##"""
      {"openapi":"3.1.0","info":{"title":"Code","version":"1"},
       "servers":[{"url":"https://{region}.code.example/api/v3","variables":{"region":{"default":"eu"}}}],
       "components":{
         "parameters":{"owner":{"name":"owner","in":"path","required":true,"schema":{"type":"string"}}},
         "pathItems":{"user":{"get":{"summary":"Who am I","responses":{}}}},
         "securitySchemes":{"oauth":{"type":"oauth2","flows":{"clientCredentials":{"tokenUrl":"https://x",
           "scopes":{"repo:write":"Change repositories","repo:read":"Read repositories"}}}}}},
       "paths":{\##(paths.joined(separator: ","))}}
      """##
    return GeneratedDescription(text: text, operations: operations)
  }
}
