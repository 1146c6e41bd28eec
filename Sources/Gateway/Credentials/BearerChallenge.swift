import HTTP

/// The field `WWW-Authenticate` of RFC 6750 section 3.
struct BearerChallenge: Sendable {
  /// None where nothing was shown (section 3.1).
  var error: String?
  /// For people.
  var description: String?
  /// What a token would have to hold.
  var scope: String?
  /// RFC 9728 section 5.1.
  var metadataURL: String?

  var field: Answer.Field {
    var parameters = [#"realm="oauth-apps""#]
    if let error { parameters.append(#"error="\#(error)""#) }
    if let description { parameters.append(#"error_description="\#(description.asErrorDescription)""#) }
    if let scope { parameters.append(#"scope="\#(scope.asErrorDescription)""#) }
    if let metadataURL { parameters.append(#"resource_metadata="\#(metadataURL)""#) }
    return Answer.Field("WWW-Authenticate", "Bearer \(parameters.joined(separator: ", "))")
  }
}
