"""Check every citation and quotation of a text against the library, down to comma, words, numbers and day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from knowledge.answer.place import asked_place
from knowledge.answer.status import NOT_IN_FORCE, cite
from knowledge.answer.support import ENOUGH, support
from knowledge.library.territory import holds_in
from knowledge.norms.identifiers import format_legal
from knowledge.references import ActNames, find_references
from knowledge.references.found import Ambiguous, Unresolved
from knowledge.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from knowledge.library import Library
    from knowledge.norms import Passage
    from knowledge.norms.identifiers import NormRef
    from knowledge.references.found import Found

QUOTED_WORDS = 4  # words from which marks hold a quotation, not a term


class Fault(StrEnum):
    """What can be wrong with a citation, a quotation or a sentence."""

    ACT_MISSING = "act_missing"  # the library does not hold the act: nothing can be said
    PROVISION_MISSING = "provision_missing"  # the act is there, this article or comma is not
    AMBIGUOUS = "ambiguous"  # fits several acts
    UNRESOLVED = "unresolved"  # does not say of which act
    NOT_IN_FORCE = "not_in_force"
    QUOTE_CHANGED = "quote_changed"  # the quoted words are not those of the provision
    QUOTE_ELSEWHERE = "quote_elsewhere"  # they are those of another one
    QUOTE_UNSOURCED = "quote_unsourced"  # no citation beside the quotation
    NUMBER = "number"
    NEGATION = "negation"
    UNSUPPORTED = "unsupported"  # the provision does not speak of this
    TERRITORY = "territory"
    NO_CITATION = "no_citation"


_SAYS = {
    Fault.ACT_MISSING: "l'atto non è nel corpus: la citazione non si può controllare",
    Fault.PROVISION_MISSING: "l'atto è nel corpus, ma questa disposizione no",
    Fault.AMBIGUOUS: "la citazione può indicare più atti",
    Fault.UNRESOLVED: "non si capisce di quale atto",
    Fault.NOT_IN_FORCE: "la disposizione non è in vigore in quel giorno",
    Fault.QUOTE_CHANGED: "le parole fra virgolette non sono quelle della disposizione",
    Fault.QUOTE_ELSEWHERE: "le parole fra virgolette sono di un'altra disposizione",
    Fault.QUOTE_UNSOURCED: "le parole fra virgolette non hanno una citazione accanto",
    Fault.NUMBER: "un numero o una data non è nella disposizione",
    Fault.NEGATION: "la frase nega ciò che la disposizione afferma, o il contrario",
    Fault.UNSUPPORTED: "la disposizione non parla di questo",
    Fault.TERRITORY: "la disposizione vale in un altro territorio",
    Fault.NO_CITATION: "nel testo non c'è alcuna citazione: non c'è nulla che lo regga",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    fault: Fault
    start: int  # in the text, characters
    end: int
    words: str  # those of the text
    ref: str | None = None  # URN
    detail: str = ""

    def as_json(self) -> dict[str, Any]:
        """Write the finding."""
        return {
            "fault": str(self.fault),
            "start": self.start,
            "end": self.end,
            "words": self.words,
            "ref": self.ref,
            "detail": self.detail,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What the check of a text found."""

    findings: tuple[Finding, ...]
    citations: int
    quotations: int

    @property
    def passed(self) -> bool:
        """Whether the text cites something and nothing is wrong with it."""
        return self.citations > 0 and not self.findings

    def as_json(self) -> dict[str, Any]:
        """Write the report."""
        return {
            "passed": self.passed,
            "citations": self.citations,
            "quotations": self.quotations,
            "findings": [finding.as_json() for finding in self.findings],
        }

    def as_markdown(self) -> str:
        """Word the report in Italian."""
        head = "Nessun rilievo." if self.passed else f"Rilievi: {len(self.findings)}."
        lines = [f"{head} Citazioni controllate: {self.citations}; brani fra virgolette: {self.quotations}."]
        for finding in self.findings:
            words = " ".join(finding.words.split())[:90]
            detail = f" ({finding.detail})" if finding.detail else ""
            lines.append(f"- «{words}»: {_SAYS[finding.fault]}{detail}.")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Quotation:
    """Words between marks."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation with the passages it names."""

    found: Found
    ref: NormRef
    passages: tuple[Passage, ...]


def verify(text: str, library: Library, on: date, *, territory: str | None = None) -> Report:
    """
    Check a text that speaks of norms.

    Parameters
    ----------
    text
        Any Italian text: an answer, a letter, a draft.
    library
        Where the provisions are.
    on
        The day on which what it says must hold.
    territory
        Where it must hold; a region that a sentence names counts for that sentence.

    Returns
    -------
    Report
        It passes only when something is cited and nothing is wrong: a text without citations never passes.
    """
    names = ActNames.shipped().knowing(library.acts())
    return Verifier(library, on, names, territory).check(text)


class Verifier:
    """The checks over one library and day."""

    def __init__(self, library: Library, on: date, names: ActNames, territory: str | None = None) -> None:
        self._library = library
        self._on = on
        self._names = names
        self._territory = territory

    def check(self, text: str) -> Report:
        """Check a text."""
        quotations = list(_quotations(text))
        citations = [
            found
            for found in find_references(text, known=self._names)
            if not any(quoted.start < found.start < quoted.end for quoted in quotations)
        ]  # what stands in quoted words is the law's own, checked with them
        if not citations:
            nothing = Finding(Fault.NO_CITATION, 0, 0, text[:60])
            return Report((nothing,), 0, len(quotations))
        cited, findings = self._look_up(text, citations)
        for quotation in quotations:
            findings += self._check_quotation(text, quotation, cited)
        for start, end in _sentences(text):
            findings += self._check_sentence(text, start, end, cited, citations, quotations)
        ordered = sorted(dict.fromkeys(findings), key=lambda finding: (finding.start, finding.fault))
        return Report(tuple(ordered), len(citations), len(quotations))

    def _look_up(self, text: str, citations: Sequence[Found]) -> tuple[list[_Cited], list[Finding]]:
        """Look every citation up; say which name nothing, and which name what is not in force."""
        cited: list[_Cited] = []
        findings: list[Finding] = []
        for found in citations:
            if not found.refs:
                fault = Fault.AMBIGUOUS if isinstance(found, Ambiguous) else Fault.UNRESOLVED
                if isinstance(found, Ambiguous | Unresolved) and not _is_relative(text, found, cited):
                    findings.append(_finding(fault, text, found))
            for ref in found.refs:
                one = _Cited(found, ref, tuple(self._passages(ref)))
                cited.append(one)
                findings += self._check_citation(text, one)
        return cited, findings

    def _passages(self, ref: NormRef) -> list[Passage]:
        """Find the passages of a provision; of a whole act none, since nothing is said of its words."""
        return self._library.find(ref, self._on) if ref.article or ref.annex else []

    def _check_citation(self, text: str, one: _Cited) -> list[Finding]:
        """Check that a cited provision exists, holds in the territory and is in force."""
        ref, act = one.ref, self._library.act(one.ref.act)
        if act is None:
            return [_finding(Fault.ACT_MISSING, text, one.found, ref)]
        findings = []
        asked = self._territory or _region_in(text, one.found)
        if act.territory not in ("IT", "UE") and asked and not holds_in(act, asked):
            findings.append(_finding(Fault.TERRITORY, text, one.found, ref, act.territory))
        if ref.article and not one.passages:
            findings.append(_finding(Fault.PROVISION_MISSING, text, one.found, ref))
        gone = [p for p in one.passages if p.status in NOT_IN_FORCE]
        if gone and len(gone) == len(one.passages):
            findings.append(_finding(Fault.NOT_IN_FORCE, text, one.found, ref, gone[0].note.rstrip(".")))
        return findings

    def _check_quotation(self, text: str, quotation: _Quotation, cited: Sequence[_Cited]) -> list[Finding]:
        """Check that quoted words are those of the provision beside them."""
        near = _nearest(text, quotation, cited)
        place = Finding(Fault.QUOTE_UNSOURCED, quotation.start, quotation.end, quotation.text)
        if near is None:
            return [place]
        if not near.passages:
            return []  # already said of the citation
        if any(_holds(passage, quotation.text) for passage in near.passages):
            return []
        for other in cited:
            if any(_holds(passage, quotation.text) for passage in other.passages):
                return [_moved(place, Fault.QUOTE_ELSEWHERE, near.ref, format_legal(other.ref))]
        elsewhere = self._in_same_act(near.ref, quotation.text)
        if elsewhere is not None:
            return [_moved(place, Fault.QUOTE_ELSEWHERE, near.ref, cite(elsewhere.urn))]
        detail = _difference(quotation.text, near.passages)
        return [_moved(place, Fault.QUOTE_CHANGED, near.ref, detail)]

    def _in_same_act(self, ref: NormRef, words: str) -> Passage | None:
        """Find the provision of the same act whose words these are."""
        articles = (p for p in self._library.passages(self._on) if p.act.urn == ref.act)
        return next((passage for passage in articles if _holds(passage, words)), None)

    def _check_sentence(
        self,
        text: str,
        start: int,
        end: int,
        cited: Sequence[_Cited],
        citations: Sequence[Found],
        quotations: Iterable[_Quotation],
    ) -> list[Finding]:
        """Check what a sentence says, beside its quotations, against the provisions that it cites."""
        mine = [one for one in cited if start <= one.found.start < end and one.passages]
        if not mine:
            return []
        spans = [(c.start, c.end) for c in citations] + [(q.start, q.end) for q in quotations]
        own = _without(text, start, end, spans)
        if len(fold(own).split()) < QUOTED_WORDS + 2:
            return []
        body = " ".join(_whole(passage) for one in mine for passage in one.passages)
        found = support(_FRAME.sub(" ", own), body)
        first = mine[0]
        made = [
            (Fault.NUMBER, ", ".join(found.stray_numbers), bool(found.stray_numbers)),
            (Fault.NEGATION, "", found.negation_differs),
            (Fault.UNSUPPORTED, "", found.overlap < ENOUGH),
        ]
        return [
            Finding(fault, start, end, text[start:end], first.ref.urn, detail)
            for fault, detail, is_so in made
            if is_so
        ]


# Words that only introduce what a norm says.
_FRAME = re.compile(
    r"\b(?:ai sensi|in base|secondo|come|prevede|previsto|dispone|stabilisce|stabilito|dice|recita"
    r"|afferma|sancisce|che|l'|il|la|dall[a']|dal|all[a']|dell[a']|del)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"«((?:[^«»]|«[^«»]*»)+)»|“([^“”]+)”|\"([^\"\n]+)\"")
_BLOCK = re.compile(r"(?:^>[^\n]*\n?)+", re.MULTILINE)
_END = re.compile(r"[.!?](?=\s+[A-ZÀ-Ù«\"“>*-]|\s*$)|\n\s*\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:artt?|lett|num|nn?|segg|all|cfr|ecc|lgs|par|cost|prot|dott|sig|[a-z]))$", re.IGNORECASE
)


def _is_relative(text: str, found: Found, cited: Sequence[_Cited]) -> bool:
    """Tell whether a citation of commi or letters alone continues one of the same sentence."""
    words = text[found.start : found.end].lower()
    before = [one for one in cited if one.found.end <= found.start]
    near = bool(before) and not re.search(r"[.!?]\s+[A-Z]", text[before[-1].found.end : found.start])
    return near and re.match(r"(?:comm|lett|medesim|predett|period|present)", words) is not None


def _quotations(text: str) -> Iterable[_Quotation]:
    """Find the quotations of a text: between marks, or set as blocks."""
    taken: list[tuple[int, int]] = []
    for block in _BLOCK.finditer(text):
        inner = re.sub(r"^> ?", "", block[0], flags=re.MULTILINE)
        inner = re.sub(r"^\*[^\n]*\*\n\s*\n?", "", inner).strip()
        taken.append(block.span())
        yield _Quotation(block.start(), block.end(), inner)
    for match in _MARKS.finditer(text):
        inside = any(start <= match.start() < end for start, end in taken)
        words = next(group for group in match.groups() if group is not None)
        if not inside and len(words.split()) >= QUOTED_WORDS:
            yield _Quotation(match.start(), match.end(), words)


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    """Cut a text into sentences, not at the points of abbreviations."""
    start = 0
    for match in _END.finditer(text):
        if match[0] != "." or not _ABBREVIATED.search(text[start : match.start()]):
            yield start, match.end()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _nearest(text: str, quotation: _Quotation, cited: Sequence[_Cited]) -> _Cited | None:
    """Choose the citation that a quotation belongs to: the last before it in its paragraph, else the first after."""
    outside = [one for one in cited if not quotation.start <= one.found.start < quotation.end]
    before = [one for one in outside if one.found.end <= quotation.start]
    if before and text.count("\n\n", before[-1].found.end, quotation.start) <= 1:
        return before[-1]
    after = [one for one in outside if one.found.start >= quotation.end]
    if after and "\n\n" not in text[quotation.end : after[0].found.start]:
        return after[0]
    return None


def _holds(passage: Passage, words: str) -> bool:
    """Tell whether a passage holds quoted words, whatever their accents, marks and spaces."""
    body = _plain(_whole(passage))
    parts = [_plain(part) for part in re.split(r"\[?(?:…|\.\.\.)\]?", words)]
    at = 0
    for part in (part for part in parts if part):
        found = body.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _plain(text: str) -> str:
    """Fold a text to its letters and digits, one space between."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _whole(passage: Passage) -> str:
    """Join what a passage says with what it needs to be understood."""
    return f"{passage.heading} {passage.opening} {passage.text}"


def _difference(words: str, passages: Sequence[Passage]) -> str:
    """Name the first words of a quotation that its provision does not hold."""
    body = set(_plain(" ".join(_whole(passage) for passage in passages)).split())
    stray = [word for word in _plain(words).split() if word not in body]
    return "non ci sono: " + ", ".join(stray[:4]) if stray else "l'ordine o una parola è diverso"


def _region_in(text: str, found: Found) -> str | None:
    """Find the region that the sentence of a citation speaks of, outside the citation."""
    start = max(text.rfind(". ", 0, found.start), text.rfind("\n", 0, found.start)) + 1
    end = text.find(". ", found.end)
    around = text[start : found.start] + " " + text[found.end : end if end >= 0 else len(text)]
    place = asked_place(around)
    return place.territory if place else None


def _without(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> str:
    """Cut spans out of a stretch of text."""
    kept: list[str] = []
    at = start
    for first, last in sorted(spans):
        if last <= start or first >= end:
            continue
        kept.append(text[at : max(at, first)])
        at = max(at, last)
    return " ".join([*kept, text[at:end]])


def _finding(fault: Fault, text: str, found: Found, ref: NormRef | None = None, detail: str = "") -> Finding:
    """Describe what is wrong with a citation."""
    return Finding(
        fault, found.start, found.end, text[found.start : found.end], ref.urn if ref else None, detail
    )


def _moved(place: Finding, fault: Fault, ref: NormRef, detail: str) -> Finding:
    """Describe what is wrong with a quotation."""
    return Finding(fault, place.start, place.end, place.words, ref.urn, detail)
