import HTTP
import NIOHTTP1

extension HTTPRequest {
  /// Whether a page of the console itself has sent this, as far as the browser tells (Fetch Metadata, RFC 6454). A
  /// program that is no browser tells nothing; it has no cookie that it was not given.
  var isOfOwnPage: Bool {
    if let site = head.headers["sec-fetch-site"].first { return site == "same-origin" || site == "none" }
    guard let origin = head.headers["origin"].first else { return true }
    return origin.lowercased() == "\(isSecure ? "https" : "http")://\(host ?? "")"
  }
}
