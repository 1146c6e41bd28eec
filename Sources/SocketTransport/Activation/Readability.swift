@preconcurrency import Dispatch

/// Returns when a descriptor has something to read, a connection to accept or come to its end, or the task is
/// cancelled.
func awaitReadable(_ descriptor: CInt) async {
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
