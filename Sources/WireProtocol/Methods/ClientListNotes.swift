/// What the parameters of the lists of apps and of API keys mean.
let clientListNotes = [
  "account_sid": "Only this account's. Without it those of all accounts, to a holder of a credential those of its own.",
  "name": "Only those whose name begins so, whether in capital or small letters; nothing in it is a wildcard.",
  "permission": """
  Only those that this permission of the catalogue is granted to, by its own name or by a wildcard: its whole name.
  """,
  "created_by": """
  Only those that this one created: a user by SID, login name or name, a deleted one by SID; who is no user as \
  `created_by` of the list tells it. Where a word is both, those of both.
  """,
  "status": "Only those of this status.",
  "unused_since": "Only those that were created before this moment and have not been used since.",
  "page_size": """
  With filters a page may hold fewer, or none, and still have a `next_page_token`: no more than so many are looked \
  at for one page.
  """,
]
