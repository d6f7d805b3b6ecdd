"""Say what the corpus holds: acts, their units, the versions of a unit, the edges between units."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


class Rank(StrEnum):
    """Where an act stands among the sources of law, from the highest."""

    EU = "ue"
    CONSTITUTION = "costituzione"
    STATE_LAW = "stato_legge"
    STATE_REGULATION = "stato_regolamento"
    AGREEMENT = "accordo"
    REGIONAL_LAW = "regione_legge"
    REGIONAL_DELIBERATION = "regione_dgr"
    LOCAL = "ente"


class Kind(StrEnum):
    """What part of an act a unit is."""

    PREAMBLE = "preambolo"
    BOOK = "libro"
    PART = "parte"
    TITLE = "titolo"
    CHAPTER = "capo"
    SECTION = "sezione"
    ARTICLE = "articolo"
    COMMA = "comma"
    LETTER = "lettera"
    NUMBER = "numero"
    ANNEX = "allegato"
    TABLE = "tabella"
    ROW = "riga"
    CLOSING = "chiusura"
    UNREAD = "non_letto"


class Status(StrEnum):
    """What is known of a version's force on a day."""

    IN_FORCE = "in_force"
    UNVERIFIED = "unverified"  # a text of another day, whose changes up to the asked day are not known
    NOT_YET = "not_yet"
    REPLACED = "replaced"
    REPEALED = "repealed"
    SUSPENDED = "suspended"


class TextState(StrEnum):
    """What the text at hand is."""

    ORIGINAL = "originario"
    CONSOLIDATED = "consolidato"
    EXTRACT = "estratto"


class EdgeKind(StrEnum):
    """How one provision touches another."""

    CITES = "cites"
    MODIFIES = "modifies"
    REPLACES = "replaces"
    REPEALS = "repeals"
    SUSPENDS = "suspends"
    IMPLEMENTS = "implements"
    DEROGATES = "derogates"
    DEFINES = "defines"


@dataclass(frozen=True, slots=True)
class Act:
    """A work of law, whatever its versions."""

    urn: str  # urn:nir:stato:legge:2000-11-08;328
    kind: str  # as in the URN: legge, decreto.legislativo, …
    number: str | None = None
    enacted: date | None = None
    published: date | None = None
    in_force: date | None = None
    rank: Rank = Rank.STATE_LAW
    territory: str = "IT"  # IT, UE, or IT-<region>
    issuer: str = ""
    title: str = ""
    short_names: tuple[str, ...] = ()
    address: str = ""  # of the official text
    declared_address: str = ""  # that a file gives, of a host which publishes no official texts
    text_state: TextState = TextState.CONSOLIDATED
    text_as_of: date | None = None  # the day whose text this is, when the source says
    licence: str = ""
    official: bool = True  # False: an editorial card, in our own words


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of an act that can be cited, or a region that could not be read."""

    key: str  # unique in the act: "art3septies-com1bis-leta", "all1-tab1-rig3"
    kind: Kind
    parent: str | None = None  # key
    label: str | None = None  # as the law writes it: "3-septies", "1-bis", "a"
    heading: str = ""
    annex: str | None = None
    article: str | None = None
    comma: str | None = None
    letter: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """
    The text of a unit over a half-open span of days, cut from its source.

    Attributes
    ----------
    key
        Key of the unit.
    text
        The spans of the source's stream, joined: nothing added, nothing changed.
    spans
        Pairs ``(start, end)`` into the stream, in characters, ascending.
    valid_from, valid_to
        First day in force, and first day no longer in force; None where not known.
    end_known
        Whether ``valid_to is None`` means "still in force on ``as_of``" (True) or "not known" (False).
    known_from
        Day from which the source vouches for this text.
    status
        What the source itself says.
    cause
        URN of the provision that made, changed or ended it, where known.
    """

    key: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    end_known: bool = False
    known_from: date | None = None
    status: Status = Status.IN_FORCE
    cause: str | None = None

    @property
    def sha256(self) -> str:
        """Hash of the text, in hexadecimal."""
        return hash_text(self.text)


@dataclass(frozen=True, slots=True)
class Edge:
    """A provision that names another one."""

    source_key: str  # unit of this act
    target: str  # URN, or the words of the citation where it does not resolve
    kind: EdgeKind = EdgeKind.CITES
    start: int = 0  # of the citation, in the stream
    end: int = 0
    resolved: bool = True
    effective: date | None = None  # day of the change, where the source says
    last_day: date | None = None  # of a suspension, where the source says


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the stream that is no provision: a mark, a note, a running header."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """The untouched file an act was read from, and its characters in order."""

    path: str
    sha256: str  # of the bytes
    stream: str  # the characters that the file shows, in order
    format: str  # akn, nir, normattiva, markdown, html, pdf, docx, txt, csv, json, cards
    address: str = ""
    licence: str = ""
    # stream offset → file offset, as runs (stream, file); empty where the stream is the file itself
    runs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An act as one file tells it."""

    act: Act
    source: Source
    units: tuple[Unit, ...]
    versions: tuple[Version, ...]
    edges: tuple[Edge, ...] = ()
    regions: tuple[Region, ...] = ()
    warnings: tuple[str, ...] = ()

    def unread(self) -> Iterator[Unit]:
        """List the units that stand for a region which could not be read."""
        return (unit for unit in self.units if unit.kind is Kind.UNREAD)


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A provision as it stands on a day: what can be found, quoted and cited.

    Attributes
    ----------
    urn
        Of the unit, to comma and letter.
    heading
        The article's heading (rubrica), empty where it has none.
    opening
        For a letter or a row, the words that open its comma or table; else empty.
    text
        Verbatim: the slice of the source that ``sha256`` vouches for.
    official
        False for an editorial card.
    status
        A value of `Status`, as of the asked day.
    valid_from, valid_to
        Half-open; None where not known.
    source
        Address of the official text, else the file's name.
    path
        Where it stands, in words: "Capo III › Art. 14 › comma 2".
    changed_by
        URN of the provision that replaced, repealed or suspended it.
    kind
        A value of `Kind`: an article without numbered commi comes whole.
    note
        What the user must know of the text's state, in Italian; empty when in force and consolidated.
    """

    urn: str
    act: Act
    article: str | None
    comma: str | None
    letter: str | None
    heading: str
    opening: str
    text: str
    official: bool
    status: Status
    valid_from: date | None
    valid_to: date | None
    source: str
    sha256: str
    path: str
    kind: Kind = Kind.COMMA
    number: str | None = None
    annex: str | None = None
    changed_by: str | None = None
    note: str = ""
    spans: tuple[tuple[int, int], ...] = field(default=(), repr=False)


def hash_text(text: str) -> str:
    """Hash a text in UTF-8 with SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
