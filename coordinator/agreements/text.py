"""Say what an agreement between bodies is made of, finished or not."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - pydantic reads annotations when a class is made
from datetime import date  # noqa: TC003 - the same
from decimal import Decimal  # noqa: TC003 - the same
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coordinator.errors import CoordinatorError

BodyKind = Literal["asl", "distretto", "ambito", "comune", "terzo_settore", "altro"]
Area = Literal["istituzionale", "gestionale", "professionale"]


class DraftError(CoordinatorError):
    """A draft holds a field of the wrong shape; the message names the field, never what was typed."""

    def __init__(self, error: ValidationError) -> None:
        faults = [
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
        ]
        super().__init__(
            f"The draft of the agreement cannot be read. Mend these fields: {'; '.join(faults)}."
        )


class Piece(BaseModel):
    """What all pieces of an agreement share: they do not change, and know no other field."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Signatory(Piece):
    """A body that signs."""

    id: str  # "ist:…" or "com:…"
    name: str
    kind: BodyKind = "altro"
    office: str = ""  # who signs for it, by office and never by name
    area: str | None = None  # the comune's, where it is one


class Comma(Piece):
    """One comma: what it settles of the template's article, and its words."""

    settles: str = ""  # id of an item of the template; empty for a comma of one's own
    text: str = ""


class Article(Piece):
    """One article."""

    number: int
    topic: str  # of the template; any other word for an article of one's own
    heading: str
    area: Area | None = None  # of responsibility
    commi: tuple[Comma, ...] = ()


class Commitment(Piece):
    """What a body promises, so that it can be watched."""

    id: str
    article: int
    body: str  # id of who promises
    what: str
    measure: str = ""  # of ``measures.yaml``
    at_least: Decimal | None = None  # how much of the measure keeps the promise, in its unit
    within: int | None = None  # days, where the measure counts them
    since: date | None = None  # first day on which it must be kept; None: since the agreement holds
    until: date | None = None  # last day; None: as long as the agreement holds


class Resource(Piece):
    """What a body brings in a year."""

    body: str
    year: int
    kind: Literal["denaro", "personale", "sede", "strumenti"]
    what: str
    need: str = ""  # of the vocabulary's needs, where it goes to one
    area: str = ""  # the comune where it goes, all of them when empty
    amount: Decimal | None = None  # euro in the year; for what is given in kind, its value if known
    hours: Decimal | None = None  # a week, of staff


class Organ(Piece):
    """A body of the agreement: who governs it, directs it or works in it."""

    name: str
    area: Area | None = None
    task: str = ""
    chair: str = ""  # id of a party
    members: tuple[str, ...] = ()  # ids of parties
    meets_every: int | None = None  # months


class Verification(Piece):
    """How the agreement is verified."""

    organ: str = ""  # by name
    every: int | None = None  # months
    covers: tuple[str, ...] = ()  # ids of commitments


class PhaseDuty(Piece):
    """Annex A: who answers for a macro-phase of the path, with whom, by which document, with which money."""

    macro_phase: str  # of ``process.yaml``
    accountable: str = ""  # id of a party
    doing: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    document: str = ""
    money: str = ""
    within: int | None = None  # days from the beginning of the macro-phase


class Change(Piece):
    """Annex B: what changes in the organisation of a body, by when."""

    what: str
    body: str
    by: date | None = None


class HomeLevel(Piece):
    """Annex C: how a LEPS and a LEA meet in a person's home."""

    leps: str = ""
    lea: str = ""
    coordinator: str = ""  # id of a party
    how: str = ""


class Agreement(Piece):
    """An agreement between bodies, finished or not."""

    title: str = ""
    purpose: str = ""
    areas: tuple[str, ...] = ()  # the comuni where it holds
    parties: tuple[Signatory, ...] = ()
    since: date | None = None
    until: date | None = None
    articles: tuple[Article, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    resources: tuple[Resource, ...] = ()
    total: Annotated[Decimal, Field(ge=0)] | None = None  # euro, money of all years, as the agreement says it
    organs: tuple[Organ, ...] = ()
    verification: Verification = Verification()
    phases: tuple[PhaseDuty, ...] = ()  # annex A
    changes: tuple[Change, ...] = ()  # annex B
    home: tuple[HomeLevel, ...] = ()  # annex C
    instrument: str = ""  # by which the third sector was chosen, of ``instruments.yaml``

    @property
    def names(self) -> dict[str, str]:
        """Names of the parties, by id."""
        return {one.id: one.name for one in self.parties}

    def article(self, number: int) -> Article | None:
        """Return the article with a number, None when there is none."""
        return next((one for one in self.articles if one.number == number), None)

    def words(self) -> Iterator[tuple[str, str]]:
        """Yield every text that somebody wrote in the articles, with its place."""
        for article in self.articles:
            for number, comma in enumerate(article.commi, 1):
                yield f"art. {article.number}, comma {number}", comma.text


def read_agreement(content: object) -> Agreement:
    """
    Make an agreement of plain values.

    Parameters
    ----------
    content
        As YAML or JSON holds them.

    Returns
    -------
    Agreement
        Of the right shape; whether it is a good one says `coordinator.agreements.checks.check`.

    Raises
    ------
    DraftError
        A field is unknown or of the wrong shape.
    """
    try:
        return Agreement.model_validate(content)
    except ValidationError as error:
        raise DraftError(error) from None
