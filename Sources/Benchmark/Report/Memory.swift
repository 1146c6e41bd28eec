/// The memory of a process, in kilobytes.
package struct Memory: Encodable, Equatable, Sendable {
  /// What it uses, of what is shared its share (Pss, proc(5)).
  package let proportional: Int
  /// What is its own alone and no file's: heap and stacks (RssAnon).
  package let anonymous: Int

  package init(proportional: Int, anonymous: Int) {
    self.proportional = proportional
    self.anonymous = anonymous
  }

  /// - Parameter rollup: The text of /proc/PID/smaps_rollup; `nil` if it lacks a figure.
  init?(rollup: String) {
    let lines = rollup.split(separator: "\n")
    func kilobytes(_ name: String) -> Int? {
      let line = lines.first { $0.hasPrefix(name + ":") }
      return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
    guard let proportional = kilobytes("Pss"), let anonymous = kilobytes("Anonymous") else { return nil }
    self.init(proportional: proportional, anonymous: anonymous)
  }

  static func megabytes(_ kilobytes: Int) -> Double { Double(kilobytes) / 1024 }
}
