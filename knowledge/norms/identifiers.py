"""
Name a norm: from any identifier that registers, links and files use, to one `NormRef`, and to legal style.

A reference names a provision of an act, never a version of it in time: that is a day, read apart by
`parse_version`. So ``urn:nir:stato:legge:2000-11-08;328~art14-com2-leta!vig=2010-01-01`` is the reference
``NormRef("urn:nir:stato:legge:2000-11-08;328", article="14", comma="2", letter="a")`` and 1 January 2010.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from knowledge.norms.acts import ActName, name_act, parse_act
from knowledge.norms.labels import UnreadableReferenceError, attached, lettered, numbered
from knowledge.norms.styles import style_act


@dataclass(frozen=True, slots=True)
class NormRef:
    """
    A provision of an act, or the act itself, in its one canonical spelling.

    Any real spelling of the URN and of the labels is accepted and made canonical, so two references to one
    provision are equal. Only what the source tells is held: an act cited by year alone is
    ``urn:nir:stato:legge:2023;33``, which `same_as` recognises in ``urn:nir:stato:legge:2023-03-23;33``.

    Attributes
    ----------
    act
        URN of the act, without partition or version.
    article, comma, number
        As the law writes them: ``"3-septies"``, ``"1-bis"``, ``"5-quater.2"``, ``"01"``. A paragraph of an
        act of the European Union is its ``comma``.
    letter
        ``"a"``, ``"d-ter"``, ``"0a"``.
    annex
        ``"I.1"``, ``"A"``, ``"tabella B"``; a plain label is an *allegato*.
    """

    act: str
    article: str | None = None
    comma: str | None = None
    letter: str | None = None
    number: str | None = None
    annex: str | None = None

    def __post_init__(self) -> None:
        """Make every field canonical, or refuse it."""
        name, annex = parse_act(self.act)
        put = object.__setattr__
        put(self, "act", name.urn)
        put(self, "annex", _annex_label(annex or self.annex))
        for field in ("article", "comma", "number"):
            label = getattr(self, field)
            put(self, field, None if label is None else numbered(label))
        put(self, "letter", None if self.letter is None else lettered(self.letter))

    @property
    def name(self) -> ActName:
        """Authority, kind, day and number of the act."""
        return parse_act(self.act)[0]

    @property
    def urn(self) -> str:
        """The canonical URN, for example ``urn:nir:stato:legge:1992-02-05;104~art33-com3``."""
        annex = f":{_annex_token(self.annex)}" if self.annex else ""
        parts = (("art", self.article), ("com", self.comma), ("let", self.letter), ("num", self.number))
        partition = "-".join(key + attached(label) for key, label in parts if label)
        return f"{self.act}{annex}" + (f"~{partition}" if partition else "")

    @property
    def of_act(self) -> "NormRef":
        """The reference to the whole act."""
        return NormRef(self.act)

    def same_as(self, other: "NormRef") -> bool:
        """
        Tell whether two references name one provision, also when only one gives the act's day.

        Number and year name one law or decree of the State; two acts with full days must share the day.
        """
        ours, theirs = self.name, other.name
        undated = (ours.authority, ours.kind, ours.number, ours.year)
        if ours.number is None or 4 not in (len(ours.day), len(theirs.day)):
            return self == other
        if undated != (theirs.authority, theirs.kind, theirs.number, theirs.year):
            return False
        return replace(self, act=other.act) == other

    def __str__(self) -> str:
        """Write the URN."""
        return self.urn


def parse_urn(text: str) -> NormRef:
    """
    Read any identifier of a norm: URN:NIR or an address that holds one, Akoma Ntoso IRI, European ELI, CELEX.

    Parameters
    ----------
    text
        For example ``urn:nir:stato:decreto.legislativo:1992-12-30;502~art3septies-com4``,
        ``/akn/it/act/decretoLegislativo/stato/2005-03-07/82/!main#art_2-com3``,
        ``http://data.europa.eu/eli/reg/2016/679/oj`` or ``32016R0679``.

    Returns
    -------
    NormRef
        Canonical. Version marks (``!vig=``, ``@originale``) and fragments that are no partition are left out.

    Raises
    ------
    UnreadableReferenceError
        When it is no such identifier; it says which part fails.
    """
    return _parse_identifier(text.strip())


@lru_cache(maxsize=8192)
def _parse_identifier(text: str) -> NormRef:
    """Choose the reader of an identifier by its form."""
    if start := re.search(r"urn:nir:", text, re.IGNORECASE):
        return _from_urn(text[start.start() :])
    if match := _AKN.search(text):
        return _from_akn(match)
    if match := _ELI_EU.search(text) or _CELEX.fullmatch(text):
        name, _ = name_act("unione.europea", _EU_KINDS[match["kind"].lower()], match["year"], match["number"])
        return NormRef(name.urn)
    reason = "it is no URN:NIR, Akoma Ntoso IRI, European ELI or CELEX number"
    raise UnreadableReferenceError(
        text, reason, "Write for example urn:nir:stato:legge:2000-11-08;328~art14."
    )


def parse_version(text: str) -> date | str | None:
    """
    Read for which day an identifier asks: that of ``!vig=``, the word ``"originale"``, or None for today.

    An empty ``!vig=`` asks for the text in force when the link is followed, so it gives None.
    """
    if re.search(r"@originale", text):
        return "originale"
    if match := re.search(r"(?:!vig=|/[a-z]{3}@)(\d{4}-\d{2}-\d{2})", text):
        return date.fromisoformat(match[1])
    return None


def format_legal(ref: NormRef) -> str:
    """
    Write a reference as a jurist does: ``"art. 14, comma 2, lett. a), L. 328/2000"``.

    An act with no number keeps its day (``"D.P.C.M. 12 gennaio 2017"``); a code keeps its short name
    (``"art. 404 c.c."``); a region is named (``"L.R. Toscana 41/2005"``).
    """
    style = style_act(ref.name)
    comma_word = "par." if ref.name.authority == "unione.europea" else "comma"
    annex = ref.annex and (ref.annex if " " in ref.annex else f"all. {ref.annex}")
    parts = [
        annex,
        ref.article and f"art. {ref.article}",
        ref.comma and f"{comma_word} {ref.comma}",
        ref.letter and f"lett. {ref.letter})",
        ref.number and f"n. {ref.number})",
    ]
    said = [part for part in parts if part]
    glue = " " if style.is_code and len(said) == 1 else ", "
    return ", ".join(said) + (glue if said else "") + style.text


# urn:nir:stato:legge:1990-08-07;241~art2bis-com1!vig=2020-01-01: marks in any order; NIR 2.2 has # for ~.
_MARK = re.compile(r"[~#@!*?&\"'<>\s\\]")
_PARTITION = re.compile(
    r"(?:art_?(?P<article>[0-9ivxl][0-9a-z.\-]*?))?"
    r"(?:(?:^|-|__)(?:com|para_?)_?(?P<comma>\d[0-9a-z.\-]*?)\.?)?"
    r"(?:(?:^|-|__)(?:let|point_?)_?(?P<letter>[0-9]?[a-z][0-9a-z.\-]*?))?"
    r"(?:(?:^|-|__)(?:num|let)_?(?P<number>\d[0-9a-z.]*))?"
)
_AKN = re.compile(
    r"/akn/(?P<country>it|eu)/act/(?P<kind>[A-Za-z._\-]+)/(?P<authority>[A-Za-z._;]*)"
    r"/(?P<day>\d{4}(?:-\d{2}-\d{2})?)/(?P<number>[^/#@!]+)(?P<rest>.*)"
)
_ELI_EU = re.compile(
    r"data\.europa\.eu/eli/(?P<kind>reg|dir|dec)(?:_impl|_del)?/(?P<year>\d{4})/(?P<number>\d+)"
)
_CELEX = re.compile(r"(?:CELEX:)?3(?P<year>\d{4})(?P<kind>[RLD])(?P<number>\d{4})")
_EU_KINDS = {
    "reg": "regolamento",
    "dir": "direttiva",
    "dec": "decisione",
    "r": "regolamento",
    "l": "direttiva",
    "d": "decisione",
}


def _from_urn(text: str) -> NormRef:
    """Read a URN:NIR with its marks."""
    mark = _MARK.search(text)
    act = text[: mark.start()] if mark else text
    partition = re.search(r"[~#](?:art|com)[^!@*?&#\"'<>\s\\]*", text)
    name, annex = parse_act(act)
    return _with_partition(name, annex, partition[0] if partition else "")


def _from_akn(match: re.Match[str]) -> NormRef:
    """Read an Akoma Ntoso IRI with its fragment."""
    authority = "unione.europea" if match["country"] == "eu" else match["authority"].lower().replace("_", ".")
    name, _ = name_act(authority, match["kind"].lower().replace("_", "."), match["day"], match["number"])
    fragment = re.search(r"#art_.*", match["rest"])
    return _with_partition(name, None, fragment[0] if fragment else "")


def _with_partition(name: ActName, annex: str | None, partition: str) -> NormRef:
    """Add the partition of a URN or an eId to its act."""
    match = _PARTITION.fullmatch(partition.lower().lstrip("~#"))
    if match is None:
        reason = f"its partition {partition!r} cannot be read"
        raise UnreadableReferenceError(name.urn, reason, "A partition is written like ~art14-com2-leta-num1.")
    article = match["article"]
    if article and not article[0].isdigit():
        article = article.upper()
    return NormRef(name.urn, article, match["comma"], match["letter"], match["number"], annex)


_KIND_OF_ANNEX = ("tabella", "annesso", "regolamento", "convenzione", "protocollo", "nota", "appendice")


def _annex_label(annex: str | None) -> str | None:
    """Write an annex as the law does: ``allegato.i.1`` gives ``I.1``, ``tabella.a`` gives ``tabella A``."""
    if not annex:
        return None
    token = re.sub(r"^allegato[ .]", "", annex.strip().lower())
    word = next((word for word in _KIND_OF_ANNEX if token.startswith(word)), "")
    label = token[len(word) :].strip(" .")
    if len(label) <= 12 and re.fullmatch(r"[0-9a-z]{1,6}(?:[.\-/ ][0-9a-z]+)*", label):
        label = re.sub(r"^(?:[a-z]|[ivxl]+)(?![a-z])", lambda stem: stem[0].upper(), label)
    return f"{word} {label}".strip()


def _annex_token(annex: str) -> str:
    """Write an annex as a URN does."""
    token = annex.lower().replace(" ", ".")
    return token if token.startswith(_KIND_OF_ANNEX) else f"allegato.{token}"
