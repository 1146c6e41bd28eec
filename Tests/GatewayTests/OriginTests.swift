import Daemon
import NIOCore
import NIOHTTP1
import SystemCalls
import Testing

@testable import HTTP

/// Who the client is: what the kernel says, and what trusted proxies say of those before them. Nobody else is believed.
@Suite struct OriginTests {
  private func origin(
    _ fields: HTTPHeaders, from peer: String = "10.0.0.1", trusted: String = "10.0.0.0/8, 2001:db8:1::/48, unix"
  ) throws -> RequestOrigin {
    let proxies = try #require(TrustedProxies(reading: trusted))
    let address = peer == "unix" ? ClientAddress.user(3) : .internet(try #require(IPAddress(peer)))
    let connected = ConnectedPeer(
      address, isProxy: proxies.contains(address), isSecure: false, HTTPShares(limits: HTTPLimits()))
    let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: fields)
    return try RequestOrigin(head, of: connected, proxies)
  }

  @Test(
    "RFC 7239: the last hop that is not a trusted proxy",
    arguments: [
      ("for=192.0.2.60", "192.0.2.60"), ("For=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60"),
      (#"for="192.0.2.60:47011""#, "192.0.2.60"), (#"for="[2001:db8:cafe::17]:4711""#, "2001:db8:cafe::17"),
      ("for=6.6.6.6, for=192.0.2.60", "192.0.2.60"), ("for=192.0.2.60, for=10.0.0.2", "192.0.2.60"),
      (#"for=192.0.2.60, for="[2001:db8:1::5]", for=10.1.1.1"#, "192.0.2.60"), ("for=unknown", "10.0.0.1"),
      ("for=_hidden, for=10.0.0.9", "10.0.0.9"), ("for=10.0.0.3", "10.0.0.3"), ("for=192.0.2.60;;", "192.0.2.60"),
      (#"for="6.6.6.6, for=7.7.7.7""#, "10.0.0.1"), ("", "10.0.0.1"), ("for", "10.0.0.1"),
      (#"for=6.6.6.6;x="\"", for=192.0.2.60"#, "192.0.2.60"), (#"for=6.6.6.6;x="\\", for=192.0.2.60"#, "192.0.2.60"),
      ("for=6.6.6.6;x=\"\u{600}\", for=192.0.2.60", "192.0.2.60"),
      ("for=6.6.6.6;x=\u{600}, for=192.0.2.60", "192.0.2.60"),
      ("for=::ffff:192.0.2.60", "192.0.2.60"),
    ])
  func forwarded(value: String, client: String) throws {
    #expect(try origin(["Forwarded": value]).client.description == client)
  }

  @Test(
    "RFC 9110 5.6.4: a quoted string without an end is refused, for it takes in what a proxy adds",
    arguments: ["for=\"", "for=6.6.6.6;x=\", for=192.0.2.60", #"for=6.6.6.6;x="\", for=192.0.2.60"#])
  func endless(value: String) throws {
    let error = #expect(throws: RequestFault.self) { try origin(["Forwarded": value]) }
    #expect(error?.status == .badRequest)
  }

  @Test(
    "X-Forwarded-For is read in the same way",
    arguments: [
      ("192.0.2.60", "192.0.2.60"), ("6.6.6.6, 192.0.2.60", "192.0.2.60"), ("192.0.2.60, 10.0.0.2", "192.0.2.60"),
      ("192.0.2.60:1234", "192.0.2.60"), ("2001:db8:cafe::17", "2001:db8:cafe::17"),
      ("[2001:db8:cafe::17]:80", "2001:db8:cafe::17"), ("x, 10.0.0.2", "10.0.0.2"), ("garbage", "10.0.0.1"),
      ("6.6.6.6\u{600}, 192.0.2.60", "192.0.2.60"), ("6.6.6.6, \u{600}, 192.0.2.60", "192.0.2.60"),
    ])
  func xForwardedFor(value: String, client: String) throws {
    #expect(try origin(["X-Forwarded-For": value]).client.description == client)
    #expect(
      try origin(["X-Forwarded-For": value], from: "unix").client.description != "10.0.0.2" || client == "10.0.0.2")
  }

  @Test("From a peer that is not listed nothing is believed")
  func untrusted() throws {
    let fields: HTTPHeaders = [
      "Forwarded": "for=1.2.3.4;proto=https;host=evil", "X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "https",
      "X-Forwarded-Host": "evil",
    ]
    for peer in ["192.0.2.9", "11.0.0.1", "2001:db8:2::1", "::1"] {
      let origin = try origin(fields, from: peer)
      #expect(origin.client.description == peer)
      #expect(!origin.isSecure && origin.host == nil)
    }
    #expect(try origin(fields, from: "unix", trusted: "10.0.0.0/8").client == .user(3))
  }

  @Test("A proxy says by which scheme and for which host it was asked, of the hop that is believed")
  func schemeAndHost() throws {
    let one = try origin([
      "Forwarded": "for=6.6.6.6;host=evil, for=192.0.2.1;proto=https;host=api.example, for=10.0.0.2"
    ])
    #expect(one.isSecure && one.host == "api.example")
    let other = try origin(
      ["X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "api.example"])
    #expect(other.isSecure && other.host == "api.example")
  }

  @Test("A proxy that adds to one kind of fields and lets the other pass is refused")
  func contradiction() throws {
    let error = #expect(throws: RequestFault.self) {
      try origin(["Forwarded": "for=6.6.6.6", "X-Forwarded-For": "192.0.2.1"])
    }
    #expect(error?.status == .badRequest)
    #expect(
      try origin(["Forwarded": "for=192.0.2.1", "X-Forwarded-For": "192.0.2.1"]).client.description == "192.0.2.1")
  }

  @Test(
    "Lists of proxies that can't be meant are refused",
    arguments: [
      "", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8,", "proxy.example", "10.0.0", "::/129", "1/2/3",
    ])
  func badLists(text: String) {
    #expect(TrustedProxies(reading: text) == nil)
  }

  @Test(
    "Origins that can't be meant are refused",
    arguments: [
      "", "*", "app.example", "https://app.example/", "https://a.example/x", "http://app.example", "https://A.b",
    ])
  func badOrigins(text: String) {
    #expect(OriginList(reading: text) == nil)
  }
}
