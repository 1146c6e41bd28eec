import Daemon
package import Storage

extension Store: KeptState {}
