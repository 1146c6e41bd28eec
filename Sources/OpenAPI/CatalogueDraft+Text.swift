import JSON
import Permissions

extension CatalogueDraft {
  /// The catalogue file, in the form of those that are installed: an endpoint to a line.
  package var text: String {
    var json: [UInt8] = []
    json += "{\n  \"version\": 1,\n  \"namespace\": ".utf8
    JSONString.append(namespace, to: &json)
    if let resource {
      json += ",\n  \"resource\": ".utf8
      JSONString.append(resource.text, to: &json)
    }
    json += ",\n  \"permissions\": [".utf8
    for (position, permission) in permissions.enumerated() {
      json += (position > 0 ? ",\n" : "\n").utf8
      append(permission, to: &json)
    }
    json += "\n  ]\n}\n".utf8
    return String(decoding: json, as: UTF8.self)
  }

  private func append(_ permission: Permission, to json: inout [UInt8]) {
    json += "    {\n      \"permission\": ".utf8
    JSONString.append(permission.name, to: &json)
    json += ",\n      \"description\": ".utf8
    JSONString.append(permission.description, to: &json)
    json += ",\n      \"endpoints\": [".utf8
    for (position, endpoint) in permission.endpoints.enumerated() {
      json += (position > 0 ? ",\n        " : "\n        ").utf8
      var writer = JSONObjectWriter(capacity: 128)
      writer.write("method", endpoint.method)
      writer.write("host", endpoint.host)
      writer.write("path", endpoint.path)
      json += writer.finish()
    }
    json += "\n      ]\n    }".utf8
  }
}
