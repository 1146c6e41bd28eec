import WireProtocol

/// How long a session of the console lives, and how many there are.
enum SessionTimes {
  /// Seconds in which a link is to be used.
  static let link = 60
  /// Seconds from the beginning of a session to its end, at the latest.
  static let session = 28_800
  /// Seconds without a call after which it ends.
  static let idle = 1800
  /// Seconds for which no further use is noted.
  static let noting = 60

  /// How many of a user work: the newest.
  static let links = 4
  static let sessions = 16
}
