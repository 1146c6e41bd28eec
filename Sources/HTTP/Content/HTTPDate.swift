import Glibc

/// The field `Date` of RFC 9110 section 5.6.7, made once a second. Lives on one event loop.
package final class HTTPDate {
  private var second = 0
  private var text = ""

  func now() -> String {
    let now = time(nil)
    if now != second {
      second = now
      text = Self.text(of: now)
    }
    return text
  }

  package static func text(of second: Int) -> String {
    var second = second
    var parts = tm()
    guard gmtime_r(&second, &parts) != nil else { return "" }
    let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][Int(parts.tm_wday)]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let day = "\(twoDigits(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(Int(parts.tm_year) + 1900)"
    return "\(weekday), \(day) \(twoDigits(parts.tm_hour)):\(twoDigits(parts.tm_min)):\(twoDigits(parts.tm_sec)) GMT"
  }

  private static func twoDigits(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
