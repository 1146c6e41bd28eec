import FoundationEssentials
import Glibc
import RPC
import TestSupport
import Testing
import WireProtocol

/// A proxy that is configured as units/proxies has it.
enum GuardingProxy: String, CaseIterable, CustomTestStringConvertible {
  case nginx, envoy

  static var installed: [GuardingProxy] { ForeignClients.areInstalled ? allCases : [.nginx] }
  var testDescription: String { rawValue }
}

/// An API of orders that knows nothing of OAuth, with a proxy before it that asks the gateway. The API answers with
/// what reaches it.
struct GuardedShop {
  let daemons: Daemons
  let account: AccountSID
  /// May list orders and use tools.
  let app: CreatedApp
  /// Of the proxy.
  private let socket: String
  private let gateway: String

  static let resource = "https://shop.example/"
  static let otherResource = "https://tools.example/"
  static let listing = "/shop/sales/orders/list"

  var ownOrders: String { "/accounts/\(account)/orders" }

  /// Runs it while a test sends requests.
  /// - Parameter gateway: The name of the gateway's socket.
  static func run(
    behind proxy: GuardingProxy, gateway: String = HTTPListener.http.socket,
    _ test: (GuardedShop) async throws -> Void
  ) async throws {
    let home = try TemporaryDirectory()
    let permissions = "\(home.path)/permissions"
    try FileManager.default.createDirectory(atPath: permissions, withIntermediateDirectories: false)
    try write(shop, to: "\(permissions)/shop.json")
    try write(tools, to: "\(permissions)/tools.json")
    try await Daemons.run(in: home, permissions: [permissions]) { daemons in
      let registry = daemons.client(of: .appRegistry)
      let account = try await registry.call(AccountsCreate(friendlyName: FriendlyName("Shop"))).sid
      let app = try await registry.call(
        AppsCreate(
          accountSid: account, friendlyName: FriendlyName("Orders"),
          policy: Policy(allow: [listing, "mcp:tools"])))
      let shop = GuardedShop(
        daemons: daemons, account: account, app: app, socket: "\(home.path)/\(proxy.rawValue).sock",
        gateway: "\(daemons.directory)/\(gateway)")
      try await shop.serve(behind: proxy, in: home) { try await test(shop) }
    }
  }

  private static let shop = """
    {"version": 1, "namespace": "shop", "resource": "\(resource)", "permissions": [
      {"permission": "\(listing)", "description": "",
        "endpoints": [{"method": "GET", "host": "shop.example", "path": "/accounts/{AccountSid}/orders"}]},
      {"permission": "/shop/sales/orders/create", "description": "",
        "endpoints": [{"method": "POST", "host": "shop.example", "path": "/accounts/{AccountSid}/orders"}]}]}
    """

  private static let tools = """
    {"version": 1, "resource": "\(otherResource)", "permissions": [
      {"permission": "mcp:tools", "description": "",
        "endpoints": [{"method": "POST", "host": "tools.example", "path": "/tools"}]}]}
    """

  private static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  // MARK: Processes

  private func serve(
    behind proxy: GuardingProxy, in home: TemporaryDirectory, _ test: () async throws -> Void
  )
    async throws
  {
    let api = "\(home.path)/api.sock"
    let site = NginxSite(
      addresses: ["unix:\(home.path)/\(GuardingProxy.nginx.rawValue).sock"], gateway: gateway,
      resource: Self.resource, api: "http://unix:\(api)",
      others: #"server { listen unix:\#(api); location / { return 200 "\#(Self.echo)"; } }"#)
    let nginx = try site.start(in: home.path)
    try await nginx.serve {
      try await nginx.awaitSocket(api)
      guard proxy == .envoy else { return try await test() }
      try Self.write(try envoy(api), to: "\(home.path)/envoy.yaml")
      let arguments = [
        "-c", "\(home.path)/envoy.yaml", "--concurrency", "1", "--disable-hot-restart", "-l",
        "error",
      ]
      let envoy = try Program(ForeignClients.envoy, arguments)
      try await envoy.serve {
        try await envoy.awaitSocket(socket)
        try await test()
      }
    }
  }

  /// What reaches the API, a line each.
  private static let echo = [
    "request $request_method $request_uri", "host $host", "client $http_x_oauth_client_id",
    "account $http_x_oauth_account_sid", "permission $http_x_oauth_permission",
    "scope $http_x_oauth_scope",
    "override $http_x_http_method_override", "url $http_x_original_url",
  ].joined(separator: "\n")

  private func envoy(_ api: String) throws -> String {
    let pipe = { (path: String) in "{ pipe: { path: \(path) } }" }
    let address = { (port: Int) in "{ socket_address: { address: 127.0.0.1, port_value: \(port) } }"
    }
    return try String(contentsOfFile: "\(ForeignClients.proxies)/envoy.yaml", encoding: .utf8)
      .replacing(address(8080), with: pipe(socket)).replacing(address(3000), with: pipe(api))
      .replacing("/run/oauth-apps/http.sock", with: gateway)
      .replacing("https://api.example.com/", with: Self.resource)
  }

  // MARK: Steps

  func token(for resource: String = resource, of app: CreatedApp? = nil) async throws -> Sensitive {
    let app = app ?? self.app
    return try await daemons.client(of: .tokenIssuer).call(
      TokensIssue(clientId: app.app.sid, clientSecret: app.secret, resource: OneOrMore([resource]))
    ).accessToken
  }

  /// Sends a request to the proxy as a client of the API does.
  func ask(
    _ method: String = "GET", _ target: String, _ token: Sensitive?,
    fields: KeyValuePairs<String, String> = [:]
  ) async throws -> HTTPReply {
    var request = HTTPText(method, target, fields: fields)
    if !request.fields.contains(where: { $0.name == "Host" }) {
      request.fields.append(("Host", "shop.example"))
    }
    if let token { request.fields.append(("Authorization", "Bearer \(token.revealed)")) }
    return try await HTTPClient(path: socket).exchange(request)
  }
}

extension HTTPReply {
  /// What the API was told by a name; empty where it was told nothing.
  func told(_ name: String) -> String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("\(name) ") }
    return line.map { String($0.dropFirst(name.count + 1)) } ?? ""
  }
}
