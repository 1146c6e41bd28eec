import WireProtocol

/// The instances of all services, as they are at a look, and what they have done in the last minute.
struct WatchedInstances: Sendable {
  /// What a look at a service has shown.
  enum Sighting: Sendable {
    case asked(InstanceMetrics)
    /// Nobody has asked anything of the instance, and neither does who watches.
    case idle(instance: String)
    /// systemd has the instance running, but it did not take up any of the connections.
    case unmet(instance: String)
    /// There is no instance, or none that answers, for this reason.
    case absent(String)
  }

  struct Row: Sendable {
    let service: ServiceName
    let instance: String?
    let state: String
    let metrics: ServiceMetrics?
    let activity: InstanceActivity?
    /// Requests a second, at each look in the last minute.
    let history: [Double]
  }

  private struct Key: Hashable {
    let service: ServiceName
    let instance: String
  }

  private struct Memory {
    var metrics: ServiceMetrics
    var asked: Duration
    var rates: [(time: Duration, rate: Double)] = []
  }

  private static let minute = Duration.seconds(60)
  private var memories: [Key: Memory] = [:]

  /// - Parameter time: Since the first look.
  /// - Returns: A row for each instance, and for each service that has none, in the order of the sightings.
  mutating func rows(_ sightings: [(ServiceName, Sighting)], at time: Duration) -> [Row] {
    var kept: [Key: Memory] = [:]
    let rows = sightings.map { service, sighting -> Row in
      let (instance, metrics): (String, ServiceMetrics?)
      switch sighting {
      case .absent(let reason):
        return Row(service: service, instance: nil, state: reason, metrics: nil, activity: nil, history: [])
      case .unmet(let instance):
        return Row(service: service, instance: instance, state: "running", metrics: nil, activity: nil, history: [])
      case .idle(let name): (instance, metrics) = (name, nil)
      case .asked(let counted): (instance, metrics) = (counted.instance, counted.metrics)
      }
      let key = Key(service: service, instance: instance)
      var memory = memories[key]
      let activity = memory.flatMap { Self.activity(since: $0, metrics, at: time) }
      if let metrics { memory = Memory(metrics: metrics, asked: time, rates: memory?.rates ?? []) }
      memory?.rates.removeAll { $0.time + Self.minute <= time }
      if let activity { memory?.rates.append((time, activity.requests)) }
      kept[key] = memory
      let state = metrics.map { $0.degraded == 0 ? "healthy" : "degraded" } ?? "idle"
      return Row(
        service: service, instance: instance, state: state, metrics: memory?.metrics, activity: activity,
        history: memory?.rates.map(\.rate) ?? [])
    }
    memories = kept
    return rows
  }

  private static func activity(
    since memory: Memory, _ metrics: ServiceMetrics?, at time: Duration
  ) -> InstanceActivity? {
    guard let metrics else { return InstanceActivity.none }
    return InstanceActivity(from: memory.metrics, to: metrics, seconds: (time - memory.asked) / .seconds(1))
  }
}
