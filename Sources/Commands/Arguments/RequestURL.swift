/// Host and path of a request; neither is decoded, that is the service's to do.
struct RequestURL: Equatable, Sendable {
  /// With the port if there is one; `nil` where only a path was given.
  let host: String?
  /// From its first slash, without query and fragment.
  let path: String

  private static let scheme = "https://"

  /// - Throws: ``UsageFault`` for another scheme, user information, or a text that is neither.
  init(argument: String) throws {
    let text = argument.prefix { $0 != "?" && $0 != "#" }
    if text.hasPrefix("/") {
      host = nil
      path = String(text)
      return
    }
    guard text.prefix(Self.scheme.count).lowercased() == Self.scheme else {
      throw UsageFault("https://HOST/PATH or /PATH is expected")
    }
    let rest = text.dropFirst(Self.scheme.count)
    let authority = rest.prefix { $0 != "/" }
    guard !authority.isEmpty else { throw UsageFault("the host is missing") }
    guard !authority.contains("@") else { throw UsageFault("a user name in a URL is not taken") }
    host = String(authority)
    path = authority.endIndex == rest.endIndex ? "/" : String(rest[authority.endIndex...])
  }
}
