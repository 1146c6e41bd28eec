extension CatalogueError {
  init(file: String, decoding error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(
        file: file, place: context.codingPath.place, fault: "the member '\(key.stringValue)' is missing", cure: "add it"
      )
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      self.init(
        file: file, place: context.codingPath.place, fault: "the value is not \(Self.jsonName(type))", cure: "write one"
      )
    case .dataCorrupted(let context):
      self.init(file: file, place: context.codingPath.place, fault: context.debugDescription, cure: "correct the value")
    @unknown default:
      self.init(file: file, place: "", fault: "\(error)", cure: "correct the value")
    }
  }

  private static func jsonName(_ type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Int.Type: "a whole number"
    case is [Any].Type: "an array"
    default: "an object"
    }
  }
}

extension [any CodingKey] {
  /// `permissions[3].endpoints[0].path`.
  fileprivate var place: String {
    reduce(into: "") { place, key in
      if let index = key.intValue {
        place += "[\(index)]"
      } else {
        place += place.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }
}
