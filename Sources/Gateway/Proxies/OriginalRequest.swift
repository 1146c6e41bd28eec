import HTTP
import NIOHTTP1
import WireProtocol

/// The request that a proxy asks about, as the proxy describes it.
///
/// There are three ways to describe one: by the request line itself, behind ``authorizePath`` (Envoy); by
/// `X-Original-Method`, `-Host`, `-URI` (nginx); by `X-Forwarded-Method`, `-Host`, `-Uri` (Traefik). The first of them
/// that is used has to be whole. What the others say beside it must be the same: a proxy that passes on what its client
/// has sent in another way does not have that believed.
struct OriginalRequest: Equatable, Sendable {
  let method: String
  let host: String
  /// In origin form, with its query, as it was sent (RFC 9112 section 3.2.1).
  let target: String

  static let authorizePath = "/v1/authorize"

  /// - Throws: ``RequestFault``, which tells the proxy's administrator what is missing.
  init(_ request: HTTPRequest) throws(RequestFault) {
    let descriptions = try [
      Description(ofItself: request),
      Description(request, method: "X-Original-Method", host: "X-Original-Host", target: "X-Original-URI"),
      Description(request, method: "X-Forwarded-Method", host: "X-Forwarded-Host", target: "X-Forwarded-Uri"),
    ]
    guard let first = descriptions.first(where: { !$0.isEmpty }) else {
      throw RequestFault(
        .forbidden, "the proxy must describe the request: X-Original-Method, X-Original-Host and X-Original-URI")
    }
    method = try first.method.said
    host = try first.host.said
    target = try first.target.said
    for other in descriptions {
      try other.method.agree(with: method)
      try other.host.agree(with: host)
      try other.target.agree(with: target)
    }
  }
}

private struct Description {
  let method: Part
  let host: Part
  let target: Part

  var isEmpty: Bool { method.value == nil && host.value == nil && target.value == nil }

  /// By three fields.
  init(_ request: HTTPRequest, method: String, host: String, target: String) throws(RequestFault) {
    self.method = try Part(request, method)
    self.host = try Part(request, host)
    self.target = try Part(request, target)
  }

  /// By the request line, where the path goes on behind that of the endpoint.
  init(ofItself request: HTTPRequest) throws(RequestFault) {
    let line = request.head.uri
    guard line.hasPrefix("\(OriginalRequest.authorizePath)/") else {
      method = Part("the method", nil)
      host = Part("Host", nil)
      target = Part("the path", nil)
      return
    }
    method = Part("the method", request.method.rawValue)
    host = try Part(request, "Host")
    target = Part("the path", String(line.dropFirst(OriginalRequest.authorizePath.count)))
  }
}

private struct Part {
  let name: String
  let value: String?

  init(_ name: String, _ value: String?) {
    self.name = name
    self.value = value
  }

  init(_ request: HTTPRequest, _ field: String) throws(RequestFault) {
    self.init(field, try request.field(field))
  }

  var said: String {
    get throws(RequestFault) {
      guard let value, !value.isEmpty else { throw RequestFault(.forbidden, "the proxy must set \(name)") }
      return value
    }
  }

  func agree(with meant: String) throws(RequestFault) {
    guard value == nil || value == meant else {
      throw RequestFault(
        .forbidden, "\(name) contradicts what else describes the request; let the proxy clear what it does not set")
    }
  }
}
