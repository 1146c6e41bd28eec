import WireProtocol

extension Session {
  /// Milliseconds that a service has, which may be starting others.
  static let patience = 10_000

  /// Connections that are made before an instance counts as one that can't be met: the kernel chooses which takes one
  /// up.
  private static let attempts = 200

  /// What each instance of a service answers, by its name; the first is started where it starts on demand.
  struct Survey<Answer: Sendable>: Sendable {
    fileprivate(set) var answers: [(instance: String, answer: Answer)] = []
    /// Instances that systemd has running, but that did not take up any of the connections.
    fileprivate(set) var unmet: [String] = []
  }

  /// What each instance of a service has counted.
  /// - Throws: Why no instance answers.
  func metrics(of service: ServiceName) async throws(ServiceError) -> Survey<ServiceMetrics> {
    try await survey(service) { connection throws(ServiceError) in
      try await connection.answer(to: ServiceMetricsGet(), within: Self.patience).reply()
    }
  }

  /// - Parameter ask: Is given a connection to an instance that has just answered.
  /// - Throws: Why no instance answers.
  func survey<Answer: Sendable>(
    _ service: ServiceName, _ ask: (RemoteService) async throws(ServiceError) -> Answer
  ) async throws(ServiceError) -> Survey<Answer> {
    var survey = Survey<Answer>()
    var connection = connect(to: service)
    var name = try await connection.answer(to: ServiceStatusGet(), within: Self.patience).reply().instance
    survey.answers.append((name, try await ask(connection)))
    guard let names = await systemd?.instances(of: service) else { return survey }
    for _ in 1...Self.attempts where survey.answers.count < names.count {
      // The instance that has just answered is awake, and would be the first at the next connection as well.
      try? await Task.sleep(for: .milliseconds(1))
      connection = connect(to: service)
      guard let status = try? await connection.answer(to: ServiceStatusGet(), within: Self.patience).reply() else {
        continue
      }
      name = status.instance
      guard !survey.answers.contains(where: { $0.instance == name }) else { continue }
      survey.answers.append((name, try await ask(connection)))
    }
    survey.answers.sort { Systemd.isOrdered($0.instance, $1.instance) }
    survey.unmet = names.filter { name in !survey.answers.contains { $0.instance == name } }
    return survey
  }
}
