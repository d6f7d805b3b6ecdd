"""Name every failure of the care network that a caller can act on."""

from difflib import get_close_matches


class CoordinatorError(Exception):
    """A failure that a caller can act on; its message says what came, why it fails, how to mend it."""


class NotAllowedError(CoordinatorError):
    """A viewer asks for something that her role and purpose do not give her."""

    def __init__(self, role: str, action: str, resource: str) -> None:
        super().__init__(
            f"The role {role!r} may not {action} {resource!r} for this person. "
            "Ask the case manager to add you to the team, or ask with the role that the case gives you."
        )
        self.role = role
        self.action = action
        self.resource = resource


class UnknownPartyError(CoordinatorError):
    """A call names a party that the store does not hold."""

    def __init__(self, party_id: str) -> None:
        super().__init__(
            f"No party has the id {party_id!r}. Check the id's prefix: 'per:' person, 'hou:' household, "
            "'pra:' practitioner, 'svc:' service, 'ist:' institution, 'com:' community."
        )
        self.party_id = party_id


class UnknownWordError(CoordinatorError):
    """A call uses a word that the vocabulary does not have."""

    def __init__(self, word: str, list_name: str, known: list[str]) -> None:
        near = get_close_matches(word, known, n=3)
        hint = f"Did you mean {', '.join(map(repr, near))}?" if near else f"It has {len(known)} words."
        super().__init__(
            f"The list {list_name!r} of the vocabulary has no {word!r}. {hint} "
            "The lists are in coordinator/model/vocabulary.yaml."
        )
        self.word = word
        self.list_name = list_name


class BadTieError(CoordinatorError):
    """A tie cannot be: its ends, days or amounts do not fit its kind."""


class UnknownTieError(CoordinatorError):
    """A call names a tie that the store does not hold."""

    def __init__(self, tie_id: int) -> None:
        super().__init__(f"No tie has the number {tie_id}. Read the network again: it may be another store.")
        self.tie_id = tie_id


class UnknownRoleError(CoordinatorError):
    """Someone enters in a role that the policy does not know, or without an account."""

    def __init__(self, user: str, role: str | None, known: list[str]) -> None:
        came = f"The role {role!r} is not in the policy" if role else f"The user {user!r} has no account here"
        super().__init__(f"{came}. Name one of: {', '.join(known)}.")
        self.user = user
        self.role = role


class StoreError(CoordinatorError):
    """A store cannot be opened or is newer than this program."""
