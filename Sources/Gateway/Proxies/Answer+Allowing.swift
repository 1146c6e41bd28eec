import HTTP
import JSON
import NIOHTTP1
import WireProtocol

extension Answer {
  /// Proxies have little room for a reply's fields: 4 kB for all of them, as nginx comes.
  private static let longestIdentity = 2_048

  /// Yes, with whom the proxy may tell the API that it deals with. The scope comes last: it is left out where it is too
  /// long.
  init(allowing reply: JSONValue) {
    let members: [(StaticString, StaticString)] = [
      ("X-OAuth-Client-Id", "client_id"), ("X-OAuth-Account-Sid", "account_sid"),
      ("X-OAuth-Permission", "permission"), ("X-OAuth-Scope", "scope"),
    ]
    var fields = [Field.noStore]
    var length = 0
    for (field, member) in members {
      guard let value = reply[member]?.string else { continue }
      length += field.utf8CodeUnitCount + value.utf8.count + 4
      guard length <= Self.longestIdentity else { break }
      fields.append(Field(field, value))
    }
    self.init(.ok, fields)
  }
}
