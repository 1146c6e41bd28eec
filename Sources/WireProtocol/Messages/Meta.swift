/// The optional member `meta` of a request: what concerns the call, not the method.
package struct Meta: Codable, Equatable, Sendable {
  /// Milliseconds that the caller goes on waiting, from the moment the request is read.
  package var deadlineMilliseconds: Int?
  /// W3C Trace Context, `00-<trace id>-<parent id>-<flags>`.
  package var traceparent: TraceContext?
  /// For whom an operator acts: a user's SID, Unix login name or name.
  package var actingUser: String?

  package init(deadlineMilliseconds: Int? = nil, traceparent: TraceContext? = nil, actingUser: String? = nil) {
    self.deadlineMilliseconds = deadlineMilliseconds
    self.traceparent = traceparent
    self.actingUser = actingUser
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    deadlineMilliseconds = try container.decodeIfPresent(WholeNumber.self, forKey: .deadlineMilliseconds)?.value
    traceparent = try container.decodeIfPresent(TraceContext.self, forKey: .traceparent)
    actingUser = try container.decodeIfPresent(String.self, forKey: .actingUser)
  }

  private enum CodingKeys: String, CodingKey {
    case deadlineMilliseconds = "deadline_ms"
    case traceparent
    case actingUser = "acting_user"
  }
}

extension Meta: DirectDecodable {
  package init?(direct object: JSONObject) {
    guard let trace = object.optionalText("traceparent"), let actingUser = object.optionalText("acting_user") else {
      return nil
    }
    let traceparent = trace.flatMap(TraceContext.init)
    let deadline = object["deadline_ms"].map(JSONObject.integer)
    guard (trace == nil) == (traceparent == nil), deadline != .some(nil) else { return nil }
    self.init(deadlineMilliseconds: deadline ?? nil, traceparent: traceparent, actingUser: actingUser)
  }
}
