/// Endpoints of which no two mean the same request.
package struct EndpointSet {
  private(set) var tries: [String: PathTrie] = [:]

  package init() {}

  /// Adds an endpoint.
  /// - Parameter owner: A number that tells its owner from others.
  /// - Returns: The owner of the same request, which was there before and stays; nil if the endpoint was added.
  package mutating func insert(
    _ endpoint: Endpoint, of permission: String, owner: Int
  ) throws(EndpointFault) -> Int? {
    let host = HostName.canonical(endpoint.host)
    let template = try template(of: endpoint, on: host)
    let operation = APIOperation(
      method: endpoint.method, permission: permission, definition: owner, account: template.account)
    return tries[host, default: PathTrie()].insert(operation, at: template)?.definition
  }

  private func template(of endpoint: Endpoint, on host: String) throws(EndpointFault) -> PathTemplate {
    guard HostName.isValid(host) else {
      throw EndpointFault(
        member: "host", fault: "'\(endpoint.host)' is not a host name", cure: "write one such as api.example.com")
    }
    guard !endpoint.method.isEmpty, endpoint.method.utf8.allSatisfy({ $0 &- UInt8(ascii: "A") < 26 }) else {
      throw EndpointFault(
        member: "method", fault: "'\(endpoint.method)' is not a method", cure: "write it in capitals, such as GET")
    }
    do {
      return try PathTemplate(endpoint.path)
    } catch {
      throw EndpointFault(
        member: "path", fault: "'\(endpoint.path)' is not a path template: \(error.reason)",
        cure: "write one such as /v1/Things/{Sid}/Parts")
    }
  }
}

/// Why an endpoint stands for no request.
package struct EndpointFault: Error {
  let member: String
  package let fault: String
  let cure: String
}
