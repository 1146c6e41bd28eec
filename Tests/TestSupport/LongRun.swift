import FoundationEssentials

/// How much a run of the tests is asked for, by a variable of the environment. Each run of all tests takes the usual;
/// what is promised about ten thousand of something is shown by asking for as many.
package enum LongRun: String {
  /// Minutes of assertions, 500 in each.
  case assertions = "OAUTH_TESTS_ASSERTIONS"
  /// Rounds of backup, change, restore and comparison.
  case backup = "OAUTH_TESTS_BACKUP"
  /// Rounds of one restart and half a kill of each service under changes.
  case continuity = "OAUTH_TESTS_CONTINUITY"
  /// Exits on idle of each service.
  case idles = "OAUTH_TESTS_IDLES"
  /// Kills in the middle of commits.
  case kills = "OAUTH_TESTS_KILLS"
  /// Minutes that a test may take.
  case minutes = "OAUTH_TESTS_MINUTES"
  /// Changes, each followed at once by the calls that it forbids: 340 a minute on any machine, as those calls show
  /// wrong secrets, and whoever does that for more than 256 clients a minute is slowed down.
  case races = "OAUTH_TESTS_RACES"
  /// Requests that schemathesis makes of each operation, in each phase.
  case schemathesis = "OAUTH_TESTS_SCHEMATHESIS"
  /// Seconds for which a storm blows at least.
  case storm = "OAUTH_TESTS_STORM"
  /// Units, two at most, that are stopped and started with each other beside one of each kind.
  case units = "OAUTH_TESTS_UNITS"

  /// What is asked for.
  package func asked(or usual: Int) -> Int {
    ProcessInfo.processInfo.environment[rawValue].flatMap(Int.init) ?? usual
  }
}
