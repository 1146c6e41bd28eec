import Glibc
import WireProtocol

extension Report {
  /// Four diagrams in one drawing: latencies on one connection; rates against connections, instances and apps.
  package func plot() -> String {
    var drawing = SVG(width: 2 * Panel.width, height: 2 * Panel.height + 40)
    drawing.text(
      "oauth-apps \(version), \(plan) run, \(site), \(date), \(processors) x \(processor)",
      at: SVG.Point(x: Panel.width, y: 24), .middle, size: 14)
    for (number, panel) in [latencies, connections, instances, populations].enumerated() {
      panel.draw(
        on: &drawing, at: SVG.Point(x: Double(number % 2) * Panel.width, y: 40 + Double(number / 2) * Panel.height))
    }
    return drawing.document
  }

  private var latencies: Panel {
    let lines = distinct {
      $0.connections == 1 && $0.depth == 1 && $0.latency != nil && !$0.operation.hasPrefix("apps.")
    }
    // By how rarely a request takes longer: each nine of a percentile is as wide as the one before.
    let series = lines.prefix(Panel.mostSeries).map { line in
      let percentiles = line.latency?.percentiles ?? []
      return Panel.Series(
        name: line.operation, points: percentiles.map { SVG.Point(x: 1 / (1 - $0.percent / 100), y: $0.microseconds) })
    }
    let labels = [2.0: "50 %", 10: "90 %", 100: "99 %", 1000: "99.9 %", 10_000: "99.99 %"]
    return Panel(
      title: "Latency, one connection, one request at a time",
      x: .marked("requests that took no longer", Array(labels.keys)) { value in
        labels.first { abs($0.key - value) < 1 }?.value ?? ""
      },
      y: .logarithmic("latency, microseconds", series.flatMap { $0.points.map(\.y) }), series: series)
  }

  private var connections: Panel {
    rates("Rate and connections, one request at a time on each", "connections", Self.readers) { line, name in
      line.operation == name && line.depth == 1 && line.instances == 1 && line.apps == Plan.apps
        ? line.connections : nil
    }
  }

  private var instances: Panel {
    let names = Self.readers.filter { !$0.hasSuffix("cold token") }
    return rates("Rate and processes of the token issuer, 16 connections", "instances", names) { line, name in
      let isBusy = line.depth == Plan.busy.depth && line.connections == Plan.busy.connections
      return line.operation == name && isBusy && line.apps == Plan.apps ? line.instances : nil
    }
  }

  private var populations: Panel {
    let few = ", \(Figure.text(Plan.apps)) apps in use"
    let all = ", all apps in use"
    let names = [TokensIssue.name, TokensIntrospect.name].flatMap { [$0 + few, $0 + all] }
    return rates("Rate and number of apps, 16 connections", "apps", names) { line, name in
      // Where there are no more than are in use anyway, all of them are.
      let isAll = line.apps == Plan.apps && name.hasSuffix(all) && line.operation == name.dropLast(all.count) + few
      return line.operation == name || isAll ? line.apps : nil
    }
  }

  private static let readers = [
    TokensIssue.name, "\(TokensIntrospect.name), hot token", "\(TokensIntrospect.name), cold token",
    TokensAuthorize.name,
  ]

  /// Rates against a condition, in a series for each name.
  /// - Parameter value: The condition of a line that belongs to the series; `nil` for any other line.
  private func rates(
    _ title: String, _ condition: String, _ names: [String], _ value: (Measurement, _ name: String) -> Int?
  ) -> Panel {
    let series = names.map { name in
      let points = measurements.compactMap { line in
        line.rate.flatMap { rate in value(line, name).map { SVG.Point(x: Double($0), y: rate) } }
      }
      return Panel.Series(name: name, points: points.sorted { $0.x < $1.x })
    }
    let points = series.flatMap(\.points)
    return Panel(
      title: title, x: .marked(condition, points.map(\.x)),
      y: .linear("requests per second", upTo: points.map(\.y).max() ?? 0),
      series: series)
  }

  /// The first of the lines with each operation's name.
  private func distinct(_ isMeant: (Measurement) -> Bool) -> [Measurement] {
    measurements.filter(isMeant).reduce(into: []) { found, line in
      if !found.contains(where: { $0.operation == line.operation }) { found.append(line) }
    }
  }
}
