import FoundationEssentials
import Synchronization
import SystemCalls

/// The catalogue as its files have it now. As long as they can't be used, the one from before serves on.
package final class LiveCatalogue: Sendable {
  private struct State {
    var catalogue: Catalogue
    var stamps: [FileStamp]
    var fault: CatalogueError?
    var loaded = Date.now
  }

  /// What a look at the files has found.
  package enum Change: Equatable {
    case loaded(summary: String)
    case refused(CatalogueError)
  }

  private let directories: CatalogueDirectories
  private let state: Mutex<State>
  private let raised = Atomic<UInt64>(0)

  package init(directories: [String]) throws(CatalogueError) {
    self.directories = CatalogueDirectories(paths: directories)
    // Noted first, so that a change while the files are read is seen by the next look.
    let stamps = try self.directories.stamps()
    state = Mutex(State(catalogue: try Catalogue(directories: directories), stamps: stamps))
  }

  /// One that stays as it is.
  package init(_ catalogue: Catalogue) {
    directories = CatalogueDirectories(paths: [])
    state = Mutex(State(catalogue: catalogue, stamps: []))
  }

  package var current: Catalogue { state.withLock(\.catalogue) }

  /// Raised with each new catalogue, and only once that is the ``current`` one.
  package var generation: UInt64 { raised.load(ordering: .acquiring) }

  /// Why the files can't be used as they are now; nil if they are the current catalogue.
  package var fault: CatalogueError? { state.withLock(\.fault) }

  /// Seconds since 1970 at which the current catalogue was loaded.
  package var loaded: Int { Int(state.withLock(\.loaded).timeIntervalSince1970) }

  /// Looks at the files, and loads them if they have changed.
  /// - Returns: Nil if there is nothing new.
  package func refresh() -> Change? {
    let known = state.withLock { ($0.stamps, $0.catalogue.digest) }
    var stamps = known.0
    do throws(CatalogueError) {
      stamps = try directories.stamps()
      guard stamps != known.0 else { return nil }
      let catalogue = try Catalogue(directories: directories.paths)
      take(catalogue, stamps)
      guard catalogue.digest != known.1 else { return nil }
      raised.add(1, ordering: .releasing)
      return .loaded(summary: catalogue.summary)
    } catch {
      return refuse(error, stamps)
    }
  }

  private func take(_ catalogue: Catalogue, _ stamps: [FileStamp]) {
    state.withLock { state in
      let isNew = catalogue.digest != state.catalogue.digest
      state = State(
        catalogue: isNew ? catalogue : state.catalogue, stamps: stamps, loaded: isNew ? .now : state.loaded)
    }
  }

  private func refuse(_ fault: CatalogueError, _ stamps: [FileStamp]) -> Change? {
    let isNew = state.withLock { state in
      defer {
        state.stamps = stamps
        state.fault = fault
      }
      return state.fault != fault
    }
    return isNew ? .refused(fault) : nil
  }
}
