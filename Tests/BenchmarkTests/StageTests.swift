import ArgumentParser
import Commands
import Glibc
import TestSupport
import Testing
import WireProtocol

@testable import Benchmark

/// The stages over real daemons, each for as short a time as brings a figure.
@Suite(.timeLimit(.minutes(5))) struct StageTests {
  private let home: TemporaryDirectory
  private let installation: Installation
  private static let plan = Plan(
    name: "tiny", shapes: [], changeShapes: [], instances: [], populations: [], seconds: 0.05, appsInUse: 10,
    coldTokens: 500,
    creations: 200, coldStarts: 1, watchedRequests: 1, watchedSeconds: 0.01, strangers: 10, overloadCreations: 2000,
    settling: 0.02,
    overloadSeconds: 0.5, waitingSeconds: 0.05, overloadTurns: 1, waitingTurns: 1, peak: Shape(2, 2),
    overload: Shape(20, 2),
    flood: Shape(4, 4), equals: Shape(4))

  init() throws {
    home = try TemporaryDirectory()
    installation = try .find(permissions: Checkout.permissions)
  }

  @Test(
    "Each operation has a line at its peak and one overloaded, with a budget; each kind of client has one, with figures"
  )
  func overloadAndFairness() async throws {
    let site = try EmbeddedSite(parent: home.path, installation: installation)
    let secured = try EmbeddedSite(parent: home.path, installation: installation, isSecure: true)
    try await site.restart(issuers: 1)
    let findings = await Result {
      let app = try await onOwnThread { try MeasuredApp(at: site) }
      let apps = SeededApps(count: 10)
      let plan = Self.plan
      let speed = MachineSpeed(signatures: 1, verifications: 1, syncs: 1)
      try await site.restart(issuers: 1)
      try await Seeding(at: site).add(apps)
      let rig = Rig(site: site, plan: plan, app: app, apps: apps, speed: speed) { _ in }
      var findings = Findings(speed: speed)
      findings.fairness = try await rig.measureFairness()
      findings.stranger = try await rig.measureStranger(programs: installation.programs)
      findings.assertions = try await rig.measureAssertions()
      findings.overload = try await rig.measureOverload(of: apps, population: 10)
      findings.http = try await rig.measureHTTP(secured: secured)
      return findings
    }
    await site.end()
    await secured.end()
    let budgets = try findings.get().budgets(coldStartBound: 1)
    let lines = try findings.get().lines
    for name in ["tokens.issue", "tokens.introspect, hot token", "tokens.issue, unknown apps", "apps.create"] {
      let peak = try #require(lines.first { $0.operation == "\(name), at its peak" })
      let overload = try #require(lines.first { $0.operation == "\(name), overload" })
      #expect(peak.connections == 2 && overload.connections == 20 && overload.refused != nil)
      #expect(try #require(peak.rate) > 0 && #require(overload.rate) > 0)
      let budget = try #require(budgets.first { $0.subject.hasPrefix("goodput of \(name), overload") })
      #expect(budget.measured == overload.ratio && budget.bound == 0.8)
    }
    let assertions = try #require(lines.first { $0.operation == "tokens.issue, ES256 assertion" })
    #expect(try #require(assertions.rate) > 0 && assertions.ratio != nil)
    let fair = budgets.filter { $0.subject.hasPrefix("modest client") || $0.subject.hasPrefix("equal clients") }
    #expect(fair.count == 4 && fair.allSatisfy { $0.verdict == .noBound }, "\(fair)")
    #expect(lines.count { $0.reference == "ecdsap256" } == 21)
    let http = budgets.filter { $0.subject.contains(" /v") || $0.subject.contains("gateway") }
    #expect(http.count == 11 && http.allSatisfy { $0.measured != nil }, "\(http)")
    let stranger = budgets.filter { $0.subject.contains("beside a stranger") }
    #expect(stranger.count == (geteuid() == 0 ? 2 : 1) && stranger.allSatisfy { $0.bound == 3 })
    #expect(stranger.allSatisfy { ($0.verdict == .notMeasured) == (geteuid() != 0) }, "\(stranger)")
  }

  @Test("Two builds are compared by every operation's figures and by their cold starts")
  func comparison() async throws {
    let sites = try [0, 1].map { _ in
      CommandSite(
        parent: home.path, programs: installation.programs, permissions: try #require(installation.permissions.first))
    }
    let outcome = await Result {
      try await ComparisonRun(before: sites[0], now: sites[1], plan: Self.plan) { _ in }.comparison()
    }
    for site in sites { await site.end() }
    let comparison = try outcome.get()
    for name in ["tokens.issue", "tokens.introspect, hot token", "tokens.authorize", "tokens.introspect, cold token"] {
      for connections in [1, 2, 16] {
        let figures = comparison.figures.filter { $0.operation == name && $0.connections == connections }
        #expect(
          figures.count == 4 + ServiceName.behindSockets.count && figures.allSatisfy { $0.ratio != nil }, "\(figures)")
      }
    }
    #expect(
      comparison.figures.count { $0.operation.hasPrefix("cold start") && $0.ratio != nil } == 1
        + ServiceName.behindSockets.count)
    #expect(try comparison.text().contains("BEFORE") && comparison.json().contains(#""ratio":"#))
  }

  @Test("A directory that is no build, and services under systemd, can't be compared with")
  func usage() throws {
    #expect(throws: (any Error).self) {
      try BenchmarkCommand.parse(["--directory", home.path, "--baseline", home.path])
    }
    let good = ["--directory", home.path, "--baseline", installation.programs]
    _ = try BenchmarkCommand.parse(good)
    for flags in [["--systemd"], ["--plot", "x.svg"]] {
      let error = try #require(throws: (any Error).self) { try BenchmarkCommand.parse(good + flags) }
      #expect(BenchmarkCommand.exitCode(for: error).rawValue == 64)
    }
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
