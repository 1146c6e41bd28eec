import HTTP
import JSON
import WireProtocol

extension JSONValue {
  /// The object with its dates as the hosted provider writes those of keys: RFC 2822, in UTC.
  var withInternetDates: [UInt8] {
    var object = JSONObjectWriter(capacity: text.count + 64)
    for member in children {
      if member.name.hasPrefix("date_"), let date = member.string.flatMap({ Timestamp($0) }) {
        object.write(member.name, json: #""\#(date.internetText)""#.utf8)
      } else {
        object.write(member.name, json: member.text)
      }
    }
    return object.finish()
  }
}

extension Timestamp {
  /// RFC 2822 section 3.3, such as `Mon, 23 Nov 2026 13:00:00 +0000`.
  fileprivate var internetText: String {
    HTTPDate.text(of: secondsSince1970).replacing("GMT", with: "+0000")
  }
}
