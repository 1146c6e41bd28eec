import JSON

/// A refusal as it crosses the wire: the JSON-RPC error object. Anything a caller may not know stays out of it.
package struct ServiceError: Error, Equatable, Sendable {
  package var code: ErrorCode
  /// One sentence for people that names the fault and, where there is one, the cure.
  package var message: String
  /// The member at fault, such as `policy.allow[3]`.
  package var path: String?
  /// The service that could not be reached or could not work.
  package var service: String?
  /// The service has done nothing of what was asked for and never will: it may be sent again, whatever it is.
  package var isNotCarriedOut: Bool
  /// The permission that a credential lacks.
  package var permission: String?

  /// In Unicode scalars. Whatever a message repeats of a request, it fits a frame.
  private static let longestText = 16_384

  /// Escapes what could do harm where a text is shown, whoever it came from.
  package init(
    _ code: ErrorCode, _ message: String, path: String? = nil, service: String? = nil, isNotCarriedOut: Bool = false,
    permission: String? = nil
  ) {
    self.code = code
    self.message = message.excerpt(Self.longestText)
    self.path = path?.excerpt(Self.longestText)
    self.service = service?.excerpt()
    self.isNotCarriedOut = isNotCarriedOut
    self.permission = permission?.excerpt()
  }

  /// Whether the error is one that a service gives for reasons of its own.
  package var isOfService: Bool { code == .internalError || code == .unavailable || code == .deadlineExceeded }
}

extension ServiceError: CustomStringConvertible {
  package var description: String { "\(message) (\(code.symbol))" }
}

extension ServiceError: Codable {
  private enum CodingKeys: String, CodingKey { case code, message, data }
  private struct Details: Codable {
    var error: String?
    var path: String?
    var service: String?
    var carriedOut: Bool?
    var permission: String?
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let details = try container.decodeIfPresent(Details.self, forKey: .data)
    let number = try container.decode(Int.self, forKey: .code)
    self.init(
      ErrorCode(number: number, symbol: details?.error?.excerpt() ?? "error_\(number)"),
      try container.decode(String.self, forKey: .message), path: details?.path, service: details?.service,
      isNotCarriedOut: details?.carriedOut == false, permission: details?.permission)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(code.number, forKey: .code)
    try container.encode(message, forKey: .message)
    try container.encode(
      Details(
        error: code.symbol, path: path, service: service, carriedOut: isNotCarriedOut ? false : nil,
        permission: permission), forKey: .data)
  }
}

extension ServiceError {
  /// `invalid_params` from what a decoder found: names the member and what was expected there.
  package init(_ error: DecodingError) {
    let (fault, context) = error.fault
    let path = context.codingPath.wirePath
    self.init(.invalidParams, path.isEmpty ? fault : "\(path): \(fault)", path: path)
  }
}

extension DecodingError {
  fileprivate var fault: (String, Context) {
    switch self {
    case .keyNotFound(let key, let context):
      ("required, but missing", Context(codingPath: context.codingPath + [key], debugDescription: ""))
    case .typeMismatch(let type, let context): ("expected \(Self.jsonName(of: type))", context)
    case .valueNotFound(let type, let context): ("expected \(Self.jsonName(of: type)), not null", context)
    case .dataCorrupted(let context): (context.debugDescription.excerpt(512), context)
    @unknown default: ("not understood", Context(codingPath: [], debugDescription: ""))
    }
  }

  private static func jsonName(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Bool.Type: "true or false"
    case is any FixedWidthInteger.Type: "a whole number"
    case is any BinaryFloatingPoint.Type: "a number"
    case is [any Decodable].Type: "an array"
    default: "\(type)".hasPrefix("Array<") ? "an array" : "an object"
    }
  }
}

extension [any CodingKey] {
  /// `policy.allow[3]` for the keys policy, allow, 3.
  package var wirePath: String {
    reduce(into: "") { path, key in
      if let index = key.intValue {
        path += "[\(index)]"
      } else {
        path += (path.isEmpty ? "" : ".") + key.stringValue.excerpt()
      }
    }
  }
}
