package import Logging

extension Logger {
  package static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
