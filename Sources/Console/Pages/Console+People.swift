import HTTP
import NIOHTTP1
import RPC
import WireProtocol

extension Console {
  /// Users, and who has which role where.
  var peopleRoutes: [HTTPRoute] {
    [
      page("/users") { visit in try await Self.users(visit, visit.query) },
      form("/users") { submission in
        do {
          _ = try await submission.change(
            UsersCreate(
              friendlyName: try FriendlyName(typed: submission.form["friendly_name"] ?? ""),
              unixUser: submission.form["unix_user"]))
          return .see("/users")
        } catch  where error.isForAnotherTry {
          return .page(try await Self.users(submission.visit, submission.form, error))
        }
      },
      page("/accounts/{sid}/people") { visit in try await Self.people(visit, visit.query) },
      form("/accounts/{sid}/people") { submission in
        do { return try await Self.changeRole(submission) } catch  where error.isForAnotherTry {
          // A role that could not be taken away is not one to be given.
          let form = submission.form["do"] == "revoke" ? submission.visit.query : submission.form
          return .page(try await Self.people(submission.visit, form, error))
        }
      },
    ]
      + changing("/users/{sid}/delete", Self.user, trail: Self.trail(to:), Confirmation.delete) { user, submission in
        _ = try await submission.change(UsersDelete(sid: user.sid))
        return .see("/users")
      }
  }

  private static func user(_ visit: Visit) async throws -> User { try await visit.ask(UsersGet(sid: try visit.sid())) }

  private static func trail(to user: User) -> [Page.Crumb] { [.init("Users", "/users")] }

  private static func users(_ visit: Visit, _ form: Form, _ error: (any Error)? = nil) async throws -> Page {
    let page = try await visit.ask(UsersList(pageToken: visit.query["page_token"]))
    let rows = page.items.map { user in
      [
        "\(user.friendlyName)", "\(user.unixUser ?? "none")", .identifier(user.sid), .time(user.dateCreated),
        .link("/users/\(user.sid)/delete", "Delete"),
      ] as [HTML]
    }
    return Page(
      status: error.map(Refusal.status) ?? .ok, title: "Users",
      body: """
        \(error.map(Refusal.notice))
        \(rows.isEmpty
          ? .notice("<p>There is no user yet. A user is a person; what it may do depends on its roles.</p>")
          : .table("Users", ["Name", "Login name", "SID", "Created", "Actions"], rows))
        \(.nextPage("/users", Query(), page.nextPageToken))
        \(.section("New user", id: "new", newUser(visit, form)))
        """)
  }

  private static func newUser(_ visit: Visit, _ form: Form) -> HTML {
    """
    \(visit.form("/users"))
    \(.field("Name", "friendly_name", form["friendly_name"] ?? "", isRequired: true, longest: 64))
    \(.field("Login name", "unix_user", form["unix_user"] ?? "",
      note: "Whoever has this login name on the host is this user.", longest: 32))
    <button>Create</button></form>
    """
  }

  private static func people(_ visit: Visit, _ form: Form, _ error: (any Error)? = nil) async throws -> Page {
    let account = try await visit.ask(AccountsGet(sid: try visit.sid()))
    let page = try await visit.ask(RolesList(accountSid: account.sid, pageToken: visit.query["page_token"]))
    let path = "/accounts/\(account.sid)/people"
    let rows = page.items.map { grant in
      [
        .identifier(grant.userSid), "\(grant.role.title): \(grant.role.meaning)", .time(grant.dateCreated),
        takeAway(grant, visit, path),
      ] as [HTML]
    }
    return Page(
      status: error.map(Refusal.status) ?? .ok, title: "People", trail: trail(to: account),
      body: """
        \(error.map(Refusal.notice))
        \(rows.isEmpty
          ? .notice("<p>Nobody has a role here yet.</p>")
          : .table("Roles", ["User", "Role", "Since", "Actions"], rows))
        \(.nextPage(path, Query(), page.nextPageToken))
        \(.section("Give a role", id: "grant", giveRole(visit, path, form)))
        """)
  }

  private static func giveRole(_ visit: Visit, _ path: String, _ form: Form) -> HTML {
    """
    \(visit.form(path))
    \(.field("User SID", "user_sid", form["user_sid"] ?? "", isRequired: true, longest: 34))
    \(.choice("Role", "role", Role.allCases.map { ($0.rawValue, "\($0.title): \($0.meaning)") },
      chosen: form["role"] ?? "developer"))
    <button name="do" value="grant">Give</button></form>
    """
  }

  private static func takeAway(_ grant: RoleGrant, _ visit: Visit, _ path: String) -> HTML {
    """
    \(visit.form(path))\(.hidden("user_sid", grant.userSid.text))\(.hidden("role", grant.role.rawValue))\
    <button class="quiet" name="do" value="revoke">Take away\
    <span class="unseen"> \(grant.role.title) of \(grant.userSid)</span></button></form>
    """
  }

  private static func changeRole(_ submission: Submission) async throws -> Outcome {
    let account: AccountSID = try submission.visit.sid()
    guard let user: UserSID = try submission.form.sid("user_sid"), let role = submission.form["role"].flatMap(Role.init)
    else { throw RequestFault(.badRequest, "give a user's SID and a role") }
    switch submission.form["do"] {
    case "grant": _ = try await submission.change(RolesGrant(userSid: user, accountSid: account, role: role))
    case "revoke": _ = try await submission.change(RolesRevoke(userSid: user, accountSid: account, role: role))
    default: throw RequestFault(.badRequest, "the form does not say whether the role is given or taken away")
    }
    return .see("/accounts/\(account)/people")
  }
}

extension Confirmation {
  fileprivate static func delete(_ user: User) -> Confirmation {
    Confirmation(
      title: "Delete \(user.friendlyName)",
      consequence: "Its roles end, and it is signed out here. Apps that it has created go on.",
      name: user.friendlyName.text, button: "Delete for good")
  }
}
