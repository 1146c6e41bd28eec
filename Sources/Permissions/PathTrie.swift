/// The path templates of one host as a tree over their segments.
///
/// Equivalent templates, which differ only in the names of their parameters, share a node.
struct PathTrie: Sendable {
  struct Node: Sendable {
    fileprivate var literals: [LiteralEdge] = []
    fileprivate var parameters: [ParameterEdge] = []
    /// One for each method; empty unless a template ends here.
    fileprivate(set) var operations: [APIOperation] = []

    /// Whether a segment may go one way or another.
    fileprivate var isFork: Bool { literals.count + parameters.count > 1 }
  }

  private(set) var nodes = [Node()]

  /// Adds a operation at the end of a template, unless one for its method is there: then it returns that.
  mutating func insert(_ operation: APIOperation, at template: PathTemplate) -> APIOperation? {
    var node = 0
    for segment in template.segments {
      switch segment {
      case .literal(let bytes): node = literalChild(of: node, bytes)
      case .parameter(let pattern): node = parameterChild(of: node, pattern)
      }
    }
    if let taken = nodes[node].operations.first(where: { $0.isFor(operation.method) }) { return taken }
    nodes[node].operations.append(operation)
    return nil
  }

  /// The node whose template fits best: at each segment a literal before parameters, the more specific parameter first.
  ///
  /// A node has one parent and is thus visited at most once, whatever the path; `visits` counts them.
  func resolve(_ path: RequestPath, visits: inout Int) -> Node? {
    find(path, from: 0, depth: 0, visits: &visits).map { nodes[$0] }
  }

  private func find(_ path: RequestPath, from node: Int, depth: Int, visits: inout Int) -> Int? {
    visits += 1
    guard depth < path.segments.count else { return nodes[node].operations.isEmpty ? nil : node }
    let segment = path.bytes.span.extracting(path.segments[depth])
    if let child = nodes[node].literals.child(segment),
      let found = find(path, from: child, depth: depth + 1, visits: &visits)
    {
      return found
    }
    // Some servers drop `;parameters` of a segment, and would take another way.
    guard !nodes[node].isFork || !segment.contains(UInt8(ascii: ";")) else { return nil }
    for edge in nodes[node].parameters where edge.pattern.matches(segment) {
      if let found = find(path, from: edge.child, depth: depth + 1, visits: &visits) { return found }
    }
    return nil
  }

  private mutating func literalChild(of node: Int, _ bytes: ArraySlice<UInt8>) -> Int {
    if let child = nodes[node].literals.child(bytes.span) { return child }
    let place = nodes[node].literals.place(of: bytes.span)
    nodes[node].literals.insert(LiteralEdge(bytes: Array(bytes), child: nodes.count), at: place)
    return appendNode()
  }

  private mutating func parameterChild(of node: Int, _ pattern: ParameterPattern) -> Int {
    let edges = nodes[node].parameters
    if let edge = edges.first(where: { $0.pattern == pattern }) { return edge.child }
    let place = edges.firstIndex { pattern.precedes($0.pattern) } ?? edges.endIndex
    nodes[node].parameters.insert(ParameterEdge(pattern: pattern, child: nodes.count), at: place)
    return appendNode()
  }

  private mutating func appendNode() -> Int {
    nodes.append(Node())
    return nodes.count - 1
  }
}

private struct ParameterEdge: Sendable {
  let pattern: ParameterPattern
  let child: Int
}
