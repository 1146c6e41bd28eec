import Foundation
import RPC

/// Runs what waits in system calls on a thread of its own, outside any pool.
func onOwnThread(_ body: @escaping @Sendable () -> Void) async {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      body()
      continuation.resume()
    }
  }
}
