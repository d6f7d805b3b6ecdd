"""Read the citations of a text as they are written, before asking which norm each one means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from knowledge.references.acts import Reader
from knowledge.references.mentions import Mention
from knowledge.references.partitions import ARTICLE, Partition, read_partition
from knowledge.references.words import ORDINAL, spaced


@dataclass(frozen=True, slots=True)
class Citation:
    """Provisions, an act, or both, as one expression writes them."""

    start: int
    end: int
    partition: Partition | None = None
    mention: Mention | None = None
    place: str | None = None  # "articolo" or "comma" of "presente articolo", "presente comma"


# Where a citation may start. It only saves time: what starts nowhere here is read nowhere else.
_START = (
    r"art(?:t?\.|icol[oi]| \d)|comm[ai]\b|letter[ae]\b|lett?\.|numer[oi] \d|paragraf[oi]\b|par\.|§"
    r"|allegat[oi] |tabell[ae] |all\. "
    rf"|{ORDINAL}(?:,| e| comma)"
    r"|legg[ei][ -]|l\. ?(?:\d|n\.|r\.|p\.|c)|lr |decret[oi][ -]|d\. ?[lpmgc]|dlgs|dl |dpr|dpcm|dm |dgr"
    r"|regi[oi] |r\. ?d|rd "
    r"|regolament[oi] |direttiv[ae] |decision[ei][ -]|reg\.|dir\.|delibera|accordo |intesa "
    r"|presente |(?:medesim|stess|predett|suddett|citat)[oa] "
    r"|(?:della|alla|dalla|nella|sulla|la|l) \d"
)
_LINK = spaced(
    r",? ?(?:d(?:ell[aeo']|egli|el|ei)|di cui a(?:ll[aeo']|gli|l|i)|n(?:ell[aeo']|el|ei)|d?al(?:l[aeo'])?) ?"
)
_DIRECTLY = spaced(r",? ?\(?(?=[a-z])")
_THEN_PROVISION = spaced(r"(?:,? ?\(?| all'| nell'|: )(?=art)")
_ENACTED_BY = spaced(
    r"(?P<what>[^.;:()«»]{0,220}?),? (?:di cui a(?:lla|ll'|l)|approvat[oa] (?:con|dalla|dal)|emanat[oa] con"
    r"|adottat[oa] con|recat[oa] dal(?:la|l')?|allegat[oa] al(?:la)?) ?(?:(?:predett|citat|medesim)[oa] )?"
)
_PLACE = spaced(r"presente (?P<place>articolo|comma)\b")
_CONTAINERS = ("codice", "testo unico", "regolamento", "provvedimento")


@cache
def _starts(names: str, *, in_question: bool) -> re.Pattern[str]:
    """Say where a citation may start; a question may start one with a bare "328/2000", or "il 62 del 2024"."""
    loose = r"|\d{1,4}/\d|\d{1,4} del (?:19|20)\d\d(?!\d)" if in_question else ""
    return re.compile(rf"(?<![a-z0-9à-ü])(?:{spaced(_START + loose).pattern}|{names})")


def scan(reader: Reader) -> Iterator[Citation]:
    """Yield the citations of a text in their order; none overlaps another."""
    starts = _starts(reader.names.pattern.pattern, in_question=reader.in_question)
    at = 0
    while match := starts.search(reader.folded, at):
        citation = _read(reader, match.start())
        yield from (citation,) if citation else ()
        at = max(citation.end if citation else 0, match.start() + 1)


def _read(reader: Reader, at: int) -> Citation | None:
    """Read the citation that starts at a place."""
    if place := _PLACE.match(reader.folded, at):
        return Citation(at, place.end(), place=place["place"])
    if partition := read_partition(reader.folded, at):
        mention = _act_after(reader, partition.end) if partition.present is None else None
        return Citation(at, mention.end if mention else partition.end, partition, mention)
    start = re.compile(r"(?:dell?a|alla|dalla|nella|sulla|la) +(?=\d)").match(reader.folded, at)
    mention = reader.read(start.end() if start else at)
    if mention is None:
        return None
    return _with_provision_after(reader, _enacting_act(reader, mention) or mention)


def _with_provision_after(reader: Reader, mention: Mention) -> Citation:
    """Read "L. 328/2000, art. 14", unless the provision belongs to another act."""
    alone = Citation(mention.start, mention.end, mention=mention)
    link = _THEN_PROVISION.match(reader.folded, mention.end)
    partition = read_partition(reader.folded, link.end()) if link and mention.acts else None
    if partition is None or partition.top > ARTICLE or _act_after(reader, partition.end):
        return alone
    return Citation(mention.start, partition.end, partition, mention)


def _act_after(reader: Reader, at: int) -> Mention | None:
    """Read the act that a provision is of."""
    link = _LINK.match(reader.folded, at)
    if link is None:
        directly = _DIRECTLY.match(reader.folded, at)
        mention = reader.read(directly.end(), after_provision=True) if directly else None
        return mention if mention and not mention.points else None
    mention = reader.read(link.end(), after_provision=True)
    if (
        mention is None
        or mention.points == "present"
        or (mention.acts and mention.acts[0].kind.startswith("codice."))
    ):
        return mention
    return _enacting_act(reader, mention) or mention


def _enacting_act(reader: Reader, mention: Mention) -> Mention | None:
    """Read the act that enacts a code or regulation: "del testo unico …, di cui al decreto legislativo …"."""
    if mention.points == "present" or (mention.acts and mention.acts[0].kind.startswith("codice.")):
        return None
    called = mention.word in _CONTAINERS or mention.candidates or (mention.acts and not mention.points)
    by = _ENACTED_BY.match(reader.folded, mention.end) if called else None
    if (
        by is None
        or (mention.acts and by["what"].strip(" ,"))
        or re.search(r"articol|comm[ai]\b", by["what"])
    ):
        return None
    enacting = reader.read(by.end())
    return replace(enacting, start=mention.start) if enacting and enacting.acts else None
