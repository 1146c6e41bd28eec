package import Logging
package import NIOCore
package import RPC
package import ServiceLifecycle
package import SocketTransport

/// What a daemon serves beside the suite's protocol, on further sockets; also while it can't work.
package protocol Front: Sendable {
  /// - Returns: What runs until the process is told to stop.
  func service(on stage: Stage) throws -> any Service
  /// Goes by changed settings from the next request on.
  func take(_ settings: HTTPSettings)
}

extension Front {
  package func take(_ settings: HTTPSettings) {}
}

/// What a process lends its front.
package struct Stage: Sendable {
  /// Does all the work of serving.
  package let loop: any EventLoop
  /// Counts connections: while there is one the process does not exit on idle.
  package let activity: ServerActivity
  package let logger: Logger
  /// Answers what the suite's protocol asks.
  package let dispatcher: Dispatcher
  /// Tells why the daemon can't work; `nil` if it can.
  package let fault: @Sendable () -> String?

  package init(
    loop: any EventLoop, activity: ServerActivity, logger: Logger, dispatcher: Dispatcher = Dispatcher([Route]()),
    fault: @escaping @Sendable () -> String? = { nil }
  ) {
    self.loop = loop
    self.activity = activity
    self.logger = logger
    self.dispatcher = dispatcher
    self.fault = fault
  }
}
