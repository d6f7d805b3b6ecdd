"""Name every failure of the care network that a caller can act on."""

from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum

SHORT_LIST = 40
"""Words of a list that are all told to who used one that it lacks."""


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


class WrongPurposeError(NotAllowedError):
    """A viewer asks for something that her role gives her for another purpose than the one she names."""

    def __init__(self, role: str, action: str, resource: str, purpose: str) -> None:
        super().__init__(role, action, resource)
        self.args = (
            f"The purpose {purpose!r} does not open {resource!r} to {action}. "
            "Ask for a purpose that the policy opens it for, if that is what it is needed for.",
        )
        self.purpose = purpose


class NotYoursError(NotAllowedError):
    """A viewer asks about a person whom her role gives her only if she follows her, and she does not."""


class AuditFileError(CoordinatorError):
    """A file of anchors or of an exported log has a line that cannot be read."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__(f"{file}, line {line}: it is no line of the log's. Take the file as it was written.")
        self.file = file
        self.line = line


class BadEmergencyError(CoordinatorError):
    """An opening in an emergency, or looking into one, cannot be: `field` says what does not fit."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}.")
        self.field = field
        self.why = why


class UnknownPartyError(CoordinatorError):
    """A call names a party that the store does not hold."""

    def __init__(self, party_id: str) -> None:
        super().__init__(
            f"No party has the id {party_id!r}. Check the id's prefix: 'per:' person, 'hou:' household, "
            "'pra:' practitioner, 'svc:' service, 'ist:' institution, 'com:' community."
        )
        self.party_id = party_id


class UnknownCaseError(CoordinatorError):
    """A call names a case that the store does not hold."""

    def __init__(self, case_id: str) -> None:
        super().__init__(
            f"No case has the id {case_id!r}. Ids of cases begin with 'cas:'; list the person's."
        )
        self.case_id = case_id


class UnknownWordError(CoordinatorError):
    """A call uses a word that the vocabulary does not have."""

    def __init__(self, word: str, list_name: str, known: list[str]) -> None:
        near = get_close_matches(word, known, n=3)
        words = ", ".join(known) if len(known) <= SHORT_LIST else f"{len(known)} words"
        hint = f"Did you mean {', '.join(map(repr, near))}?" if near else f"It has {words}."
        super().__init__(
            f"The list {list_name!r} of the vocabulary has no {word!r}. {hint} "
            "The lists are in coordinator/model/vocabulary.yaml."
        )
        self.word = word
        self.list_name = list_name


class BadTieError(CoordinatorError):
    """A tie cannot be: its ends, days or amounts do not fit its kind."""


class BadPartyError(CoordinatorError):
    """A party cannot be written so: one of its data does not fit."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}.")
        self.field = field
        self.why = why


class BadRoleError(CoordinatorError):
    """A role cannot be held so: its place, holder or days do not fit."""

    def __init__(self, role: str, why: str) -> None:
        super().__init__(f"The role {role!r} cannot be: {why}.")


class BadAgreementError(CoordinatorError):
    """An agreement cannot be: its title, bodies or days do not fit."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The agreement cannot be: {why}. Name a title, two bodies, and days in order.")


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


class UnfinishedStoreError(StoreError):
    """A store was being brought back from a copy, and that was interrupted: half of it may be missing."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"The store in {folder} is half-restored. Take the folder away and restore it again."
        )
        self.folder = folder


class WrongKeyError(StoreError):
    """The key of an encrypted store is missing, wrong or too short; the message does not repeat it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The store's key does not open it ({why}). Check PONTE_KEY or PONTE_KEY_FILE.")
        self.why = why  # wrong, short, file, missing


class BadTaxCodeError(CoordinatorError):
    """A codice fiscale, STP or ENI code is not well formed; the message does not repeat it."""

    def __init__(self, length: int) -> None:
        super().__init__(
            f"The code of {length} characters is no codice fiscale (16 characters, or 11 digits), "
            "nor STP or ENI and 13 digits; or its check character does not fit. Copy it again from the card."
        )
        self.length = length


class NotATableError(CoordinatorError):
    """A file that should hold a register is neither CSV nor XLSX, or is not there."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}. Give a CSV or XLSX with a register.")
        self.file = file
        self.why = why


class RegisterError(CoordinatorError):
    """Cells or rows of registers cannot be loaded; nothing was written. Its problems name each place."""

    def __init__(self, problems: Sequence[object]) -> None:
        super().__init__(
            f"{len(problems)} cells or rows cannot be loaded, so nothing was written. "
            f"The first: {problems[0]}. "
            "Mend the file at the rows and columns named, and load it again."
        )
        self.problems = tuple(problems)


class BadMergeError(CoordinatorError):
    """Two records cannot be made one, or a merge cannot be undone."""


class EntryRefusedError(CoordinatorError):
    """A name and a password do not open an account; the message does not say which of the two is wrong."""

    def __init__(self) -> None:
        super().__init__(
            "No open account has this name and password. Type both again, or ask an administrator."
        )


class LockedError(CoordinatorError):
    """A name was tried too often with a wrong password, and has to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many wrong passwords for this name. Try again in {seconds} seconds.")
        self.seconds = seconds


class WeakPasswordError(CoordinatorError):
    """A new password is too easy to guess."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This password is too weak ({why}). Take at least 12 characters, e.g. four words.")
        self.why = why  # short, long, name, plain


class NotEnteredError(CoordinatorError):
    """Who asks has not entered, or has left, or was away too long."""

    def __init__(self) -> None:
        super().__init__("Nobody has entered from this window, or the entry has ended. Enter again.")


class BadAccountError(CoordinatorError):
    """An account cannot be written so, or is not there."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}. Mend it and write the account again.")
        self.field = field
        self.why = why


class BadOrganisationError(CoordinatorError):
    """The file that says how people enter with their organisation cannot be used."""

    def __init__(self, file: str, field: str, why: str) -> None:
        super().__init__(f"{file}, field {field!r}: {why}. Mend the file and start Ponte again.")
        self.file = file
        self.field = field
        self.why = why


class Refusal(StrEnum):
    """Why who comes from the entry of her organisation is not let in."""

    AWAY = "away"  # the provider does not answer, or not as it should
    DENIED = "denied"  # there, by it or by herself
    LATE = "late"  # the way back is old, used, or of another browser
    TOKEN = "token"  # what the provider says of her cannot be trusted
    LEVEL = "level"  # she entered there too weakly
    ROLES = "roles"  # no group of hers has a role here
    NAME = "name"  # another account has her name
    CLOSED = "closed"  # her account was closed here


class OrganisationRefusedError(CoordinatorError):
    """Who comes from the entry of her organisation is not let in."""

    def __init__(self, why: Refusal, detail: str = "") -> None:
        super().__init__(f"The organisation's entry was not accepted ({why}). {detail}".strip())
        self.why = why
        self.detail = detail


class CollisionError(CoordinatorError):
    """Two writings waited for each other, and the database gave this one up whole."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(
            f"Another writing stood in the way of this one ({sqlstate}): nothing of it was written. Write it again."
        )
        self.sqlstate = sqlstate


class ConsentError(CoordinatorError):
    """A yes or no cannot be written so: it rests on law, or lacks what it needs. Nothing was written."""


class RestsOnLawError(ConsentError):
    """A consent is asked for, or taken back, where law alone is the basis."""

    def __init__(self, basis: str) -> None:
        super().__init__(
            f"The handling {basis!r} rests on law: no consent is asked for it, and none taken back stops it. "
            "Rights of access, correction and objection are another way."
        )
        self.basis = basis
