@preconcurrency import Dispatch

/// Returns when one of the descriptors has something to read, a connection to accept or come to its end, or the task is
/// cancelled.
package func awaitReadable(_ descriptors: [CInt]) async {
  await withTaskGroup(of: Void.self) { group in
    for descriptor in descriptors { group.addTask { await awaitReadable(descriptor) } }
    await group.next()
    group.cancelAll()
  }
}

private func awaitReadable(_ descriptor: CInt) async {
  let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "readability"))
  await withTaskCancellationHandler {
    await withCheckedContinuation { continuation in
      source.setEventHandler { source.cancel() }
      source.setCancelHandler { continuation.resume() }
      source.resume()
    }
  } onCancel: {
    source.cancel()
  }
}
