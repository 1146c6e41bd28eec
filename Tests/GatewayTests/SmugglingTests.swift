import Testing

@testable import HTTP

/// Shapes that two servers in a row could read differently: each is refused, and nothing behind it is served.
@Suite struct SmugglingTests {
  private static let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

  private func refusal(_ request: String) throws -> String? {
    let (statuses, isOpen) = try EmbeddedConnection.exchange(request + Self.next)
    #expect(statuses.count == 1 && !isOpen, "\(request.debugDescription): \(statuses)")
    return statuses.first
  }

  @Test(
    "RFC 9112 section 6.3: two lengths, or a length beside a coding",
    arguments: [
      "Content-Length: 3\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 3",
      "Content-Length: 3\r\nContent-Length: 3", "Content-Length: 3\r\nContent-Length: 4", "Content-Length: 3, 3",
      "Content-Length: +3", "Content-Length: -1", "Content-Length: 0x3", "Content-Length: 3 4", "Content-Length:",
      "Content-Length: 18446744073709551616", "Content-Length: 99999999999999999999999",
    ])
  func lengths(fields: String) throws {
    #expect(try refusal("POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n0\r\n\r\n") == "400")
  }

  @Test("A length of 2^63 is too long, and not waited for")
  func hugeLength() throws {
    #expect(try refusal("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775808\r\n\r\n") == "413")
  }

  @Test(
    "RFC 9112 section 6.1: another coding than chunked, or not it alone",
    arguments: [
      "xchunked", "identity", "chunked, identity", "chunked, chunked", "chunked;q=1", "gzip, chunked", "gzip",
      "chunked\t",
      "\u{0B}chunked", "identity\r\nTransfer-Encoding: chunked", "chunked\r\nTransfer-Encoding: chunked",
    ])
  func codings(coding: String) throws {
    let status = try refusal("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \(coding)\r\n\r\n0\r\n\r\n")
    #expect(status == "400" || status == "501")
  }

  @Test("A coding in HTTP/1.0")
  func codingOfFirstVersion() throws {
    let status = try refusal("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    #expect(status == "501")
  }

  @Test(
    "RFC 9112 section 2.2 and 5: bare line ends, controls, folded fields, blanks before the colon, names that are none",
    arguments: [
      "X: a\nY: b", "X: a\rY: b", "X: a\u{0}b", "X: a\u{7F}b", "X: a\u{1}b", "X: a\r\n b", "X : a", ": a", "X", "X(: a",
      " X: a",
    ])
  func fields(field: String) throws {
    #expect(try refusal("GET / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n") == "400")
  }

  @Test(
    "RFC 9112 section 7.1: chunk sizes that are none, and chunks that don't end",
    arguments: [
      "0x3\r\nabc\r\n", "-3\r\nabc\r\n", "3;a\nabc\r\n", "FFFFFFFFFFFFFFFFF\r\nabc", "3\r\nabcd\r\n", "g\r\n",
    ])
  func chunks(chunk: String) throws {
    #expect(try refusal("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)") == "400")
  }

  @Test(
    "Request lines that are none",
    arguments: [
      "get / HTTP/1.1", "GET / HTTP/1.2", "GET / HTTP/2.0", "GET / HTTP/0.9", "GET /", "GET\t/ HTTP/1.1",
      "GET / HTTP/11",
      "GET /\u{E9} HTTP/1.1", "GET / HTTP/1.1 x", "PRI * HTTP/2.0",
    ])
  func requestLines(line: String) throws {
    let status = try refusal("\(line)\r\nHost: a\r\n\r\n")
    #expect(status == "400" || status == "505")
  }

  @Test(
    "RFC 9112 section 3.2: no host, two, one that is none; also where the target brings one",
    arguments: [
      "/ HTTP/1.1\r\n", "/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n", "/ HTTP/1.1\r\nHost: a/b@c\r\n",
      "/ HTTP/1.1\r\nHost: a, b\r\n", "/ HTTP/1.1\r\nHost: a:b\r\n", "/ HTTP/1.1\r\nHost: [::1\r\n",
      "/ HTTP/1.1\r\nHost: a:1:2\r\n", "http://a@b/ HTTP/1.1\r\nHost: b\r\n", "http://a%2Fb/ HTTP/1.1\r\nHost: b\r\n",
    ])
  func hosts(rest: String) throws {
    #expect(try refusal("GET \(rest)\r\n") == "400")
  }

  @Test(
    "Hosts that are good", arguments: ["a", "a.example:8443", "[::1]", "[2001:db8::1]:80", "127.0.0.1", "", "A_b-c."])
  func goodHosts(host: String) throws {
    #expect(try EmbeddedConnection.exchange("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n").statuses == ["200"])
  }

  @Test("A field that counts once is not taken twice", arguments: ["Content-Type"])
  func repeated(name: String) throws {
    #expect(try refusal("GET / HTTP/1.1\r\nHost: a\r\n\(name): a\r\n\(name): b\r\n\r\n") == "400")
  }

  @Test("A length in a trailer counts for nothing; the next request is served")
  func trailer() throws {
    let text = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 40\r\n\r\n"
    let (statuses, _) = try EmbeddedConnection.exchange(text + Self.next)
    #expect(statuses == ["200", "200"] || statuses == ["400"])
  }

  @Test("HTTP/2 that was not agreed on is refused")
  func priorKnowledge() throws {
    let (statuses, isOpen) = try EmbeddedConnection.exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    #expect(statuses == ["400"] && !isOpen)
  }
}
