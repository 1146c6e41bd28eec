import RPC
import Testing
import WireProtocol

extension UnderSystemd {
  @Suite("Sandbox") struct Sandbox {
    @Test("systemd-analyze finds nothing to say about the units")
    func verify() async throws {
      let outcome = try await Command(
        "bash", "-c",
        "systemd-analyze verify /usr/lib/systemd/system/oauth-*.{socket,target,timer} "
          + "/usr/lib/systemd/system/oauth-*.service"
      ).run()
      #expect(outcome.status == 0)
      #expect(outcome.output + outcome.errors == "")
    }

    @Test("The exposure of a service is at most 0.5", arguments: ServiceName.allCases)
    func exposure(service: ServiceName) async throws {
      let report = try await Command("systemd-analyze", "security", "--no-pager", service.unit().name).output()
      let figure = try #require(report.firstMatch(of: #/Overall exposure level for \S+: ([0-9.]+)/#)?.1)
      print("exposure of \(service.unit()): \(figure)")
      #expect(try #require(Double(figure)) <= 0.5, "\(report)")
    }

    @Test(
      "A daemon runs as its own user, without capabilities, behind seccomp, without core dumps",
      arguments: ServiceName.allCases)
    func process(service: ServiceName) async throws {
      let process = try await RunningService(service)
      let status = try await process.status()
      let user = try await Command("id", "-u", service.executable).output().trimmed
      #expect(status["Uid"] == Array(repeating: user, count: 4))
      for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] { #expect(status[set] == ["0000000000000000"]) }
      #expect(status["NoNewPrivs"] == ["1"])
      #expect(status["Seccomp"] == ["2"])
      let limits = try await TestHost.shell("cat /proc/\(process.pid)/limits")
      #expect(limits.contains(#/Max core file size +0 +0 /#))
    }

    @Test("Threads that accept connections give way to all others", arguments: ServiceName.allCases)
    func acceptors(service: ServiceName) async throws {
      let process = try await RunningService(service)
      #expect(try await Set(process.threadNiceness()) == [0, 10])
    }

    @Test(
      "A daemon sees neither the others' state nor their credentials nor their processes",
      arguments: ServiceName.allCases)
    func isolation(service: ServiceName) async throws {
      let process = try await RunningService(service)
      let others = try await ServiceName.allCases.filter { $0 != service }.asyncMap { try await RunningService($0) }
      if service.definition.hasDatabase {
        #expect(try await process.attempt("ls", service.stateDirectory).status == 0)
      }
      for other in others {
        if other.service.definition.hasDatabase {
          let state = try await process.attempt("ls", other.service.stateDirectory)
          #expect(state.errors.contains("Permission denied"))
        }
        let credentials = try await process.attempt("ls", "/run/credentials/\(other.service.unit())")
        #expect(credentials.errors.contains(#/Permission denied|No such file/#), "\(credentials)")
        #expect(try await process.attempt("ls", "/proc/\(other.pid)").errors.contains("No such file"))
      }
      for key in ["/etc/credstore.encrypted", "/var/lib/systemd/credential.secret"] {
        #expect(try await process.attempt("cat", key).errors.contains("Permission denied"))
      }
    }

    @Test(
      "A daemon reaches no bus, no user database, no other program's socket and no program",
      arguments: ServiceName.allCases)
    func surroundings(service: ServiceName) async throws {
      let process = try await RunningService(service)
      #expect(try await process.attempt("connect", "/run/oauth-apps/token-issuer.sock").status == 0)
      let stranger = "\(TestHost.scratch)/stranger.sock"
      try await TestHost.shell(
        "systemd-socket-activate --listen=\(stranger) true & while [ ! -S \(stranger) ]; do sleep 0.02; done; kill $!")
      for socket in [
        "/run/dbus/system_bus_socket", "/run/systemd/private", "/run/systemd/userdb/io.systemd.DynamicUser",
        "/run/systemd/io.system.ManagedOOM", "/run/systemd/journal/io.systemd.journal", stranger,
      ] {
        #expect(try await process.attempt("connect", socket).errors.contains("No such file"), "\(socket)")
      }
      for program in ["/bin/sh", "/usr/bin/bash", "/usr/bin/python3", "/usr/bin/busctl", "/usr/sbin/chroot"] {
        let outcome = try await process.attempt("exec", program)
        #expect(outcome.errors.contains(#/Permission denied|No such file/#), "\(program): \(outcome)")
      }
    }

    @Test(
      "No other process of its user looks into a daemon, and its memory goes to no disk",
      arguments: ServiceName.allCases)
    func memory(service: ServiceName) async throws {
      let process = try await RunningService(service)
      for file in ["environ", "maps", "mem"] {
        let outcome = try await Login.daemon(service).run(["head", "-c", "1", "/proc/\(process.pid)/\(file)"])
        #expect(outcome.errors.contains("Permission denied"), "\(file): \(outcome)")
      }
      #expect(try await TestHost.shell("cat /proc/\(process.pid)/coredump_filter") == "00000000")
      #expect(try await service.unit().property("MemorySwapMax") == "0")
    }

    @Test("A daemon can write in its own state directory and nowhere else", arguments: ServiceName.allCases)
    func writing(service: ServiceName) async throws {
      let process = try await RunningService(service)
      if service.definition.hasDatabase {
        #expect(try await process.attempt("touch", "\(service.stateDirectory)/file").status == 0)
      }
      for place in [
        "/etc/oauth-apps/file", "/var/lib/oauth-apps/file", "/run/oauth-apps/file", "/var/tmp/../lib/file",
        "/home/file",
      ] {
        #expect(try await process.attempt("touch", place).status != 0)
      }
    }

    @Test("State and credentials on the host are for nobody else's eyes", arguments: ServiceName.withDatabase)
    func permissions(service: ServiceName) async throws {
      _ = try await RunningService(service)
      try await Login.administrator.enrol()
      #expect(
        try await TestHost.shell("stat --format='%U %a' \(service.stateDirectory)") == "\(service.executable) 700")
      #expect(try await TestHost.shell("stat --format='%a' /etc/credstore.encrypted/*") == "600\n600")
      #expect(try await Login.administrator.run(["ls", service.stateDirectory]).status != 0)
    }
  }
}
