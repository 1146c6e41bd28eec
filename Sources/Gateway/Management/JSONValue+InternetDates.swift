import JSON
import WireProtocol

extension JSONValue {
  /// The object with its dates as the hosted provider writes those of keys: RFC 2822, in UTC.
  var withInternetDates: [UInt8] {
    var object: [UInt8] = []
    for member in children {
      object.append(UInt8(ascii: object.isEmpty ? "{" : ","))
      JSONString.append(member.name, to: &object)
      object.append(UInt8(ascii: ":"))
      if member.name.hasPrefix("date_"), let date = member.string.flatMap({ Timestamp($0) }) {
        JSONString.append(date.internetText, to: &object)
      } else {
        object.append(contentsOf: member.text)
      }
    }
    return object + [UInt8(ascii: "}")]
  }
}

extension Timestamp {
  /// RFC 2822 section 3.3, such as `Mon, 23 Nov 2026 13:00:00 +0000`.
  fileprivate var internetText: String {
    HTTPDate.text(of: secondsSince1970).replacing("GMT", with: "+0000")
  }
}
