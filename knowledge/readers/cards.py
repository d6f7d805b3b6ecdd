"""Read the embedded digest: what each provision lays down, in our own words."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic.dataclasses import dataclass

from knowledge.errors import KnowledgeError
from knowledge.norms.model import Rank, Status, TextState

FOLDER = Path(__file__).parent.parent / "cards"

FactKind = Literal[
    "term",
    "competence",
    "threshold",
    "amount",
    "requirement",
    "exception",
    "definition",
    "right",
    "duty",
]


def _is_of_a_provision(status: Status) -> Status:
    """Refuse what only a reader can say of a text, not a jurist of a provision."""
    if status is Status.UNVERIFIED:
        message = "a card says how the provision stands; that its text is old is said by 'text_state'"
        raise ValueError(message)
    return status


def _ends_as_a_question(text: str) -> str:
    """Refuse a question without its mark."""
    if not text.endswith("?"):
        message = "a question ends with '?'"
        raise ValueError(message)
    return text


Text = Annotated[str, StringConstraints(min_length=1)]
Word = Annotated[str, StringConstraints(pattern=r"^\S+$")]
Urn = Annotated[str, StringConstraints(pattern=r"^urn:(nir|eu|lex):\S+$")]
Question = Annotated[Text, AfterValidator(_ends_as_a_question)]

_CLOSED = ConfigDict(extra="forbid", str_strip_whitespace=True)


class CardError(KnowledgeError):
    """A card does not follow the schema; the message names file, card and field."""

    def __init__(self, file: str, card: str, field: str, reason: str) -> None:
        super().__init__(
            f"{file}, {card}, field {field!r}: {reason}. "
            "Mend it as knowledge/cards/README.md says, then read the cards again."
        )
        self.file = file
        self.card = card
        self.field = field


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Fact:
    """One thing that a comma lays down, with the words of the comma that prove it."""

    kind: FactKind
    what: Text  # what the fact is about, e.g. "conclusione del procedimento"
    value: Text  # how a reader says it, e.g. "90 giorni"
    anchor: Annotated[tuple[Word, ...], Field(min_length=1)]  # words of the official comma
    number: int | float | None = None
    unit: Text | None = None  # giorni, mesi, anni, euro, abitanti …; given with every number
    start: Text | None = None  # the event from which a term runs; given with every counted term

    @model_validator(mode="after")
    def _is_complete(self) -> "Fact":
        if (self.number is None) != (self.unit is None):
            message = "a number and its unit are given together"
            raise ValueError(message)
        if self.kind == "term" and self.number is not None and self.start is None:
            message = "a counted term says in 'start' from which event it runs"
            raise ValueError(message)
        return self


@dataclass(frozen=True, slots=True, config=_CLOSED)
class Card:
    """What one comma lays down; an editorial summary, never the official text."""

    ref: Urn  # to the comma, or to the article where its commi have no number
    heading: Text
    summary: Text
    status: Annotated[Status, AfterValidator(_is_of_a_provision)]
    topics: Annotated[tuple[Text, ...], Field(min_length=1)]
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=5)]
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    valid_from: date | None = None
    valid_to: date | None = None  # the first day on which it no longer holds
    changed_by: Urn | None = None
    checked_on: Text | None = None  # when it differs from the act's file

    @model_validator(mode="after")
    def _has_a_span(self) -> "Card":
        if self.valid_from and self.valid_to and self.valid_from >= self.valid_to:
            message = "'valid_to' comes after 'valid_from'"
            raise ValueError(message)
        if self.changed_by and self.status == "in_force" and self.valid_to:
            message = "a provision that ended by another is not 'in_force'"
            raise ValueError(message)
        return self


@dataclass(frozen=True, slots=True, config=_CLOSED)
class CardAct:
    """The act that a file's cards belong to, and the file on which they were checked."""

    urn: Urn
    kind: Text  # as in the URN: legge, decreto.legislativo, regolamento …
    number: str | None
    enacted: date
    published: date | None
    in_force: date | None
    rank: Rank
    territory: Annotated[str, StringConstraints(pattern=r"^(UE|IT(-\S.*)?)$")]
    title: Text
    short_names: tuple[Text, ...]
    address: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    checked_on: Text  # relative to the corpus folder
    text_state: TextState
    text_as_of: date | None


@dataclass(frozen=True, slots=True, config=_CLOSED)
class CardFile:
    """One act and its cards, as one YAML file holds them."""

    act: CardAct
    cards: Annotated[tuple[Card, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_about_one_act(self) -> "CardFile":
        strangers = [card.ref for card in self.cards if not card.ref.startswith(f"{self.act.urn}~")]
        if strangers:
            message = f"{strangers[0]} is no provision of {self.act.urn}"
            raise ValueError(message)
        return self

    def checked_on(self, card: Card) -> str:
        """Name the file, relative to the corpus, on which a card was checked."""
        return card.checked_on or self.act.checked_on


def read_cards(folder: Path | None = None) -> list[CardFile]:
    """
    Read every card file of a folder, in the order of their names.

    Parameters
    ----------
    folder
        Where the YAML files are; by default the digest that ships with Ponte.

    Returns
    -------
    list[CardFile]
        One item an act, never empty cards; an empty list for a folder without YAML.

    Raises
    ------
    CardError
        If a file is no YAML, breaks the schema, or repeats a provision.
    """
    files = {path.name: _read_file(path) for path in sorted((folder or FOLDER).glob("*.yaml"))}
    _refuse_repetitions(files.items())
    return list(files.values())


def _read_file(path: Path) -> CardFile:
    """Read and check one YAML file."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CardError(path.name, "the whole file", "yaml", " ".join(str(error).split())) from error
    return _checked(path.name, text)


@lru_cache(maxsize=64)
def _checked(name: str, text: str) -> CardFile:
    """Check the text of one file, remembered: the digest is read at each opening of a library and of a day."""
    data = _parse(name, text)
    try:
        return TypeAdapter(CardFile).validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        card, field = _place(first["loc"], data)
        raise CardError(name, card, field, first["msg"]) from error


def _parse(name: str, text: str) -> Any:  # noqa: ANN401 - YAML may hold anything; the schema decides
    """Parse YAML with the C loader, which is ten times the speed of the Python one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        raise CardError(name, "the whole file", "yaml", " ".join(str(error).split())) from error


def _place(loc: tuple[int | str, ...], data: Any) -> tuple[str, str]:  # noqa: ANN401
    """Say which card and which field a fault is in."""
    if len(loc) > 1 and loc[0] == "cards" and isinstance(loc[1], int):
        card = data["cards"][loc[1]]
        name = card.get("ref") if isinstance(card, dict) else None
        return f"card {loc[1] + 1} ({name or 'without ref'})", ".".join(map(str, loc[2:])) or "card"
    return "act" if loc[:1] == ("act",) else "the whole file", ".".join(map(str, loc)) or "file"


def _refuse_repetitions(files: Iterable[tuple[str, CardFile]]) -> None:
    """Refuse two cards on one provision, since only one could be shown."""
    seen: dict[str, str] = {}
    for name, file in files:
        for card in file.cards:
            if card.ref in seen:
                reason = f"{seen[card.ref]} already holds a card on it"
                raise CardError(name, card.ref, "ref", reason)
            seen[card.ref] = name
