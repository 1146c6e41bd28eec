import Foundation
import TestSupport
import Testing
import WireProtocol

@Suite struct ServiceErrorTests {
  private struct Order: Decodable {
    struct Line: Decodable { let count: Int, tags: [String] }
    let lines: [Line]
    let note: String?
    let isPaid: Bool?
    let owner: AccountSID?
  }

  private func fault(_ json: String) -> ServiceError? {
    do {
      _ = try Wire.value(Order.self, json)
      return nil
    } catch let error as DecodingError { return ServiceError(error) } catch { return nil }
  }

  @Test(
    "What is wrong with a parameter is told by its place and by what was expected there",
    arguments: [
      (#"{}"#, "lines", "lines: required, but missing"),
      (#"{"lines":1}"#, "lines", "lines: expected an array"),
      (#"{"lines":[3]}"#, "lines[0]", "lines[0]: expected an object"),
      (#"{"lines":[{"count":1,"tags":[]},{"tags":[]}]}"#, "lines[1].count", "lines[1].count: required, but missing"),
      (#"{"lines":[{"count":"1","tags":[]}]}"#, "lines[0].count", "lines[0].count: expected a whole number"),
      (#"{"lines":[{"count":null,"tags":[]}]}"#, "lines[0].count", "lines[0].count: expected a whole number, not null"),
      (#"{"lines":[{"count":1,"tags":["a",2]}]}"#, "lines[0].tags[1]", "lines[0].tags[1]: expected a string"),
      (#"{"lines":[],"note":7}"#, "note", "note: expected a string"),
      (#"{"lines":[],"is_paid":1}"#, "is_paid", "is_paid: expected true or false"),
      (#"{"lines":[],"owner":"AC1"}"#, "owner", "owner: expected an account SID, AC and 32 lower-case hex digits"),
    ])
  func places(_ json: String, path: String, message: String) {
    #expect(fault(json) == ServiceError(.invalidParams, message, path: path))
  }

  @Test(
    "However long what it repeats, an error stays shorter than a frame",
    arguments: ["x", "\u{301}", "\u{1}", "\\", "😀"])
  func long(_ repeated: String) {
    let text = String(repeating: repeated, count: 1_000_000 / repeated.utf8.count)
    let reply = Reply(id: .number(1), .failure(ServiceError(.notFound, text, path: text))).encoded()
    #expect(reply.count < Frame.maximumLength / 4)
  }

  @Test("An error from another service is cut and escaped like one of one's own")
  func foreign() throws {
    let hostile = "\u{1B}[31m\n\u{202E}"
    let long = try Wire.text(hostile + String(repeating: "x", count: 100_000))
    let error = try Wire.value(
      ServiceError.self, #"{"code":1,"message":\#(long),"data":{"error":\#(long),"path":\#(long),"service":\#(long)}}"#,
      unknownMembers: .ignored)
    #expect(error.message.hasPrefix(#"\u{1B}[31m\u{A}\u{202E}xxx"#))
    for text in [error.message, error.code.symbol, error.path ?? "", error.service ?? ""] {
      #expect(text.unicodeScalars.count < 17_000)
      #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != "\u{202E}" })
    }
  }
}
