import FoundationEssentials
import RPC
import TestSupport
import Testing
import WireProtocol

extension SharedDaemonsTests {
  /// The real `oauthctl` against the real daemons.
  @Suite struct CommandTests {
    private let daemons: Daemons

    init() throws {
      daemons = try #require(Daemons.shared)
    }

    @Test(
      """
      Malformed parameters, an unknown method, an unknown service and a service that is down: \
      four messages, and the right exit status
      """
    )
    func faults() async throws {
      let elsewhere = try TemporaryDirectory()
      let faults =
        [
          (
            ["call", "app-registry", "accounts.get", "{"], 64,
            "params: not JSON: expected a member name in quotes, at byte 1"
          ),
          (["call", "app-registry", "accounts.get", #"{"sid":7}"#], 1, "sid: expected a string (invalid_params)"),
          (
            ["call", "app-registry", "accounts.fetch"], 1,
            #"no method "accounts.fetch"; rpc.discover lists what there is (method_not_found)"#
          ),
          (["call", "mailer", "send"], 64, "'mailer' is invalid"),
          (
            ["call", "app-registry", "accounts.list", "--runtime-dir", elsewhere.path], 69,
            "app-registry can't be reached: there is no socket \(elsewhere.path)/app-registry.sock; start it with"
          ),
        ] as [([String], Int32, String)]
      for (arguments, status, message) in faults {
        let ending = try await daemons.oauthctl(arguments)
        #expect(ending.status == status, "\(arguments)")
        #expect(ending.errors.contains(message), "\(ending.errors)")
        #expect(ending.output == "")
      }
    }

    @Test("--json prints the bytes of the result as they came")
    func exactBytes() async throws {
      let directory = try TemporaryDirectory()
      let service = try RawListener(path: "\(directory.path)/\(ServiceName.appRegistry.socket)")
      let result = #"{ "b" : 1.50e+0, "a":"\u00e9\/é" ,"c":[ ]}"#
      async let ending = daemons.oauthctl(
        "account", "show", AccountSID.sample.text, "--json", "--runtime-dir", directory.path)
      let connection = try await service.accept()
      let request = try ReceivedRequest(message: Array(try #require(try await connection.receive()).utf8))
      #expect(request.method == "accounts.get")
      try await connection.send(
        String(decoding: Reply(id: request.id, .success(Array(result.utf8))).encoded(), as: UTF8.self))
      #expect(try await ending.output == result + "\n")
      #expect(try await ending.status == 0)
    }

    @Test("Two people's commands at the same time do not mix")
    func concurrent() async throws {
      try await withThrowingTaskGroup(of: Void.self) { people in
        for number in 1...6 {
          people.addTask {
            let account = try await daemons.reply(Account.self, "account", "create", "Person \(number)")
            #expect(
              try await daemons.reply(Account.self, "account", "show", account.sid.text).friendlyName.text
                == "Person \(number)")
          }
        }
        try await people.waitForAll()
      }
    }

    @Test("Every service answers rpc.discover, service.status and service.metrics", arguments: ServiceName.allCases)
    func commonMethods(service: ServiceName) async throws {
      let status = try await daemons.reply(ServiceStatus.self, "call", service.rawValue, "service.status")
      #expect(status.service == service)
      #expect(status.instance == "embedded")
      let metrics = try await daemons.reply(ServiceMetrics.self, "call", service.rawValue, "service.metrics")
      #expect(metrics.connectionsAccepted > 0)
      for figure in [Figure.residentMemoryBytes, .processorMicroseconds, .waitingRequests] {
        #expect(metrics[figure] ?? 0 > 0, "\(figure)")
      }
      let described = try await daemons.reply(OpenRPC.self, "call", service.rawValue, "rpc.discover")
      #expect(Set(described.methods.map(\.name)).isSuperset(of: service.methods.map(\.name)))
    }
  }
}
