import ArgumentParser
import WireProtocol

// A word that is none of them is refused by name, with those that are.
extension AccountType: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension TokenEndpointAuthMethod: ExpressibleByArgument {}
extension ServiceName: ExpressibleByArgument {}
extension AppStatus: ExpressibleByArgument {}
extension DefaultScope: ExpressibleByArgument {}
