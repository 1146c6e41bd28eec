import Dispatch

/// One thread that runs tasks one after the other, as the loop of a service does: one that blocks keeps the others
/// waiting.
package final class OneThread: TaskExecutor {
  private let queue = DispatchQueue(label: "one thread")

  package init() {}

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
