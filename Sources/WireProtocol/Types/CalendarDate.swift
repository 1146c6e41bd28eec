/// A day of the Gregorian calendar, which is taken to have been in force always, as ISO 8601 does.
///
/// Years are counted from March: then a leap day is the last of its year, and months begin after (153 * month + 2) / 5
/// days.
struct CalendarDate: Equatable {
  let year: Int
  let month: Int
  let day: Int

  /// - Parameter days: From 0000-03-01 on.
  init(daysSince1970 days: Int) {
    let days = days + Self.daysTo1970
    let era = days / Self.daysOfEra
    let dayOfEra = days % Self.daysOfEra
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / (Self.daysOfEra - 1)) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }

  /// Nil if there is no such day in the years from 1 on.
  init?(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
    guard year >= 1, 1...12 ~= month, 1...31 ~= day, CalendarDate(daysSince1970: daysSince1970) == self else {
      return nil
    }
  }

  var daysSince1970: Int {
    let years = month <= 2 ? year - 1 : year
    let monthFromMarch = (month + 9) % 12
    return years * 365 + years / 4 - years / 100 + years / 400 + (153 * monthFromMarch + 2) / 5 + day - 1
      - Self.daysTo1970
  }

  /// From 0000-03-01.
  private static let daysTo1970 = 719_468
  private static let daysOfEra = 146_097
}
