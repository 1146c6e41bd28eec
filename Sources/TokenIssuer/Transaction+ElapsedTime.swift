import Storage

extension Transaction {
  /// Counts the time that has certainly passed since the last count: all that the host was up for, as far as the
  /// uptimes tell.
  /// - Returns: Seconds since the first count. They never become fewer, whatever the time of day is set to.
  func countElapsedTime(at uptime: Int) throws -> Int {
    guard let last = try row("SELECT seconds, uptime FROM elapsed_time") else {
      try insert(into: "elapsed_time", [("seconds", 0), ("uptime", uptime)])
      return 0
    }
    let lastUptime: Int = try last.value("uptime")
    // A lower uptime is that of a later boot, all of which is new.
    let passed = uptime < lastUptime ? uptime : uptime - lastUptime
    let seconds = try last.value("seconds") + passed
    guard uptime != lastUptime else { return seconds }
    try run("UPDATE elapsed_time SET seconds = ?, uptime = ?", seconds, uptime)
    return seconds
  }
}
