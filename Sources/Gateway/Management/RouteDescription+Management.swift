import NIOHTTP1
import WireProtocol

extension RouteDescription {
  static let createApp = managing(
    "Creates an OAuth app and shows its secret, once.", "account-oauth-apps/create", [.idempotencyKey],
    body: [
      .managed(
        AppsCreate.self,
        [
          "type": (AppType.schema, "The only one there is."),
          "owner_sid": (AccountSID.schema, "What SDKs call `account_sid`."),
        ])
    ], Reply(.created, "The app, with its secret.", .json(CreatedApp.self)), changes: true)
  static let listApps = managing(
    "Lists the OAuth apps of an account.", "account-oauth-apps/list", paging,
    Reply(.ok, "A page of apps.", .page(of: App.self, as: OAuthApps.listName)))
  static let readApp = managing(
    "Shows an OAuth app.", "account-oauth-apps/read", [.app], Reply(.ok, "The app.", .json(App.self)))
  static let updateApp = managing(
    "Changes what is given of an OAuth app and leaves the rest.", "account-oauth-apps/update",
    [.app, .idempotencyKey],
    body: [.managed(AppsUpdate.self, ["type": (AppType.schema, "The only one there is.")])],
    Reply(.ok, "The app as it is now.", .json(App.self)), changes: true)
  static let deleteApp = managing(
    "Deletes an OAuth app for good: its secrets and tokens are invalid at once.", "account-oauth-apps/delete",
    [.app, .idempotencyKey], Reply(.noContent, "The app is deleted."), changes: true)
  static let rotateSecret = managing(
    "Makes a new secret for an OAuth app and shows it, once.", "account-oauth-apps/update", [.app, .idempotencyKey],
    body: [.managed(AppsRotateSecret.self)], bodyMayBeMissing: true,
    Reply(.ok, "The new secret.", .json(IssuedSecret.self)), changes: true)

  static let createKey = managing(
    "Creates an API key and shows its secret, once.", "api-keys/create", [.idempotencyKey],
    body: [.managed(APIKeysCreate.self), .keyForm(APIKeysCreate.self)],
    Reply(.created, "The key, with its secret.", .key(CreatedAPIKey.self)), changes: true)
  static let listKeys = managing(
    "Lists the API keys of an account.", "api-keys/list", paging,
    Reply(.ok, "A page of keys.", .page(of: APIKey.self, as: Keys.listName)))
  static let readKey = managing(
    "Shows an API key.", "api-keys/read", [.key], Reply(.ok, "The key.", .key(APIKey.self)))
  static let updateKey = managing(
    "Changes what is given of an API key and leaves the rest.", "api-keys/update", [.key, .idempotencyKey],
    body: [.managed(APIKeysUpdate.self), .keyForm(APIKeysUpdate.self)],
    Reply(.ok, "The key as it is now.", .key(APIKey.self)), changes: true)
  static let deleteKey = managing(
    "Deletes an API key for good: it is invalid at once.", "api-keys/delete", [.key, .idempotencyKey],
    Reply(.noContent, "The key is deleted."), changes: true)

  /// - Parameter permission: What a restricted key or a token must have for it, within `/twilio/iam`.
  private static func managing(
    _ summary: String, _ permission: String, _ parameters: [Parameter], body: [Content] = [],
    bodyMayBeMissing: Bool = false, _ reply: Reply, changes: Bool = false
  ) -> RouteDescription {
    RouteDescription(
      summary, security: [.basic, .bearer(permission: "/twilio/iam/\(permission)")], parameters: parameters, body: body,
      bodyMayBeMissing: bodyMayBeMissing, replies: [reply],
      errors: [.unauthorized, .forbidden, .notFound] + (changes ? [.conflict] : []))
  }

  private static let paging = [
    Parameter(.query, "AccountSid", AccountSID.schema, "The account; that of the credential unless said otherwise."),
    Parameter(
      .query, "PageSize", PageSize.schema, "Items of a page; \(PageSize.standard.value) unless said otherwise."),
    Parameter(.query, "Page", .integer(0...Int.max), "The number of the page, beside its token."),
    Parameter(.query, "PageToken", .string(format: nil), "From `next_page_url`, as it stands there."),
  ]
}

extension RouteDescription.Parameter {
  fileprivate static let app = Self(.path, "sid", AppSID.schema, "The app: its client id.")
  fileprivate static let key = Self(.path, "sid", APIKeySID.schema, "The key.")
  fileprivate static let idempotencyKey = Self(
    .header, "Idempotency-Key", .string(format: "1 to 255 characters of ASCII that can be seen"),
    "A change that is sent again with it within \(IdempotencyKey.memory) seconds is made once and answered alike.")
}

extension RouteDescription.Content {
  /// What a method takes beside what the path says.
  fileprivate static func managed<M: Method>(
    _ method: M.Type, _ more: [String: (schema: JSONSchema, note: String)] = [:]
  ) -> Self {
    Self(
      mediaType: "application/json",
      schema: .object(
        JSONSchema.describe(M.self).ofRequest.members.filter { $0.name != "sid" }
          + more.sorted { $0.key < $1.key }.map {
            JSONSchema.Member(name: $0.key, schema: .nullable($0.value.schema), isRequired: false)
          }), notes: M.notes.merging(more.mapValues(\.note)) { $1 })
  }

  /// The same as a form.
  fileprivate static func keyForm<M: Method>(_ method: M.Type) -> Self {
    let members = JSONSchema.describe(M.self).members
    let form = Keys.formNames.compactMap { sent, name -> JSONSchema.Member? in
      guard let member = members.first(where: { $0.name == name }) else { return nil }
      let schema = name == "policy" ? .string(format: #"as JSON: {"allow":[...],"deny":[...]}"#) : member.schema
      return JSONSchema.Member(name: sent, schema: schema, isRequired: member.isRequired)
    }
    let notes = Keys.formNames.compactMap { sent, name in M.notes[name].map { (sent, $0) } }
    return Self(mediaType: formType, schema: .object(form), notes: Dictionary(notes) { $1 })
  }

  /// A key, with dates of RFC 2822.
  fileprivate static func key<Key: Decodable>(_ type: Key.Type) -> Self {
    Self(mediaType: "application/json", schema: .describe(Key.self).withInternetDates, notes: notes(of: APIKey.self))
  }

  /// A page in the hosted provider's shape.
  fileprivate static func page<Item: Listed>(of type: Item.Type, as name: String) -> Self {
    let item = JSONSchema.describe(Item.self)
    let url = JSONSchema.string(format: "an absolute URL")
    let meta: [(String, JSONSchema, Bool)] = [
      ("page", .integer(0...Int.max), true), ("page_size", PageSize.schema, true), ("first_page_url", url, true),
      ("url", url, true), ("next_page_url", url, false), ("key", .enumeration([name]), true),
    ]
    return Self(
      mediaType: "application/json",
      schema: .object([
        JSONSchema.Member(
          name: name, schema: .array(of: type == APIKey.self ? item.withInternetDates : item), isRequired: true),
        JSONSchema.Member(
          name: "meta", schema: .object(meta.map { JSONSchema.Member(name: $0, schema: $1, isRequired: $2) }),
          isRequired: true),
      ]))
  }
}

extension JSONSchema {
  fileprivate var withInternetDates: JSONSchema {
    .object(
      members.map { member in
        let date = JSONSchema.string(format: "RFC 2822 in UTC, Mon, 23 Nov 2026 13:00:00 +0000")
        return Member(
          name: member.name, schema: member.name.hasPrefix("date_") ? date : member.schema,
          isRequired: member.isRequired)
      })
  }
}
