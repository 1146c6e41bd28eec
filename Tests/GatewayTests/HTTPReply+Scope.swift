import JSON
import TestSupport
import Testing

extension HTTPReply {
  /// What a token reply tells as its scope (RFC 6749 section 5.1): the permissions, with one blank between them.
  func scope() throws -> Set<Substring> {
    let told = try #require(try json["scope"]?.string, "\(text)")
    return Set(told.split(separator: " ", omittingEmptySubsequences: false))
  }
}
