import Testing
import WireProtocol

@Suite struct SubjectTests {
  @Test("A subject has the identifiers of its messages, not those of parents and creators, and no text that was typed")
  func identifiers() {
    let account = AccountSID.sample.text
    let created = Subject(of: AppsCreate.example.request, AppsCreate.example.reply)
    #expect(created[.account] == account)
    #expect(created[.app] == AppSID.sample.text)
    #expect(created[.secret] == SecretSID.sample.text)
    #expect(created[.user] == nil)
    let below = AccountsCreate(friendlyName: .init(trusted: "Sub"), parentSid: AccountSID(low: 7))
    #expect(Subject(of: below)[.account] == nil)
    #expect(Subject(of: below, AccountsCreate.example.reply)[.account] == account)
    #expect(Subject(of: TokensIssue.example.request).description == "app \(AppSID.sample)")
  }

  @Test("The first message that names a part decides; what is added later fills the gaps")
  func order() {
    var subject = Subject(of: AppsDelete(sid: AppSID(low: 1)), AppsDelete(sid: AppSID(low: 2)))
    subject.add(AppSID(low: 3))
    subject.add(AccountSID(low: 4))
    #expect(subject.description == "account \(AccountSID(low: 4)), app \(AppSID(low: 1))")
  }

  @Test("An API key is a part of its own, by whatever member it is named")
  func apiKey() {
    let created = Subject(of: APIKeysCreate.example.request, APIKeysCreate.example.reply)
    #expect(created[.apiKey] == APIKeySID.sample.text && created[.account] == AccountSID.sample.text)
    #expect(created[.secret] == SecretSID.sample.text && created[.user] == nil)
    let question = TokensAuthorize(apiKey: .sample, secret: Sensitive("s"), method: "GET", path: "/")
    #expect(Subject(of: question).description == "API key \(APIKeySID.sample)")
    #expect(Subject(of: SecretsDestroy(clientId: .apiKey(.sample)))[.apiKey] == APIKeySID.sample.text)
    #expect(Subject(of: SecretsDestroy(clientId: .app(.sample)))[.app] == AppSID.sample.text)
  }

  @Test("A deed that is of one kind of client or the other names the one that it was of")
  func either() {
    let deed: Deed = "destroyed the secrets of \(either: .app, or: .apiKey)"
    #expect(deed.parts == [.app, .apiKey])
    let app = Subject(of: SecretsDestroy(clientId: .app(.sample)))
    let key = Subject(of: SecretsDestroy(clientId: .apiKey(.sample)))
    #expect(deed.sentence(about: app) == "destroyed the secrets of app \(AppSID.sample)")
    #expect(deed.sentence(about: key) == "destroyed the secrets of API key \(APIKeySID.sample)")
    #expect(deed.sentence(about: Subject()) == "destroyed the secrets of ?")
  }

  @Test("A deed's sentence names the parts; one that is not known is a question mark")
  func sentence() {
    let deed: Deed = "gave \(.user) the role \(.role)"
    #expect(deed.parts == [.user, .role])
    #expect(
      deed.sentence(about: Subject(of: RolesGrant.example.request)) == "gave \(UserSID.sample) the role developer")
    #expect(deed.sentence(about: Subject()) == "gave ? the role ?")
  }
}
