"""Check every citation and quotation of a text against the library, down to comma, words, numbers and day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.answer.place import asked_place
from knowledge.answer.quotations import Quotation, difference, find_quotations, holds, holds_words, whole
from knowledge.answer.report import Fault, Finding, Report
from knowledge.answer.status import NOT_IN_FORCE, cite
from knowledge.answer.support import CLOSE, ENOUGH, support
from knowledge.library.territory import holds_in
from knowledge.norms import Status
from knowledge.norms.identifiers import format_legal, parse_urn
from knowledge.references import ActNames, find_references
from knowledge.references.found import Ambiguous, Found, Unresolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from knowledge.answer.support import Support
    from knowledge.library import Library
    from knowledge.norms import Passage
    from knowledge.norms.identifiers import NormRef

__all__ = ["Fault", "Finding", "Report", "Verifier", "verify"]
_FEWEST = 4  # words of its own from which a sentence says something


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation with the passages it names; of a whole act, all of its passages."""

    found: Found
    ref: NormRef
    passages: tuple[Passage, ...]

    @property
    def exact(self) -> bool:
        """Whether it names more than an act."""
        return bool(self.ref.article or self.ref.annex)


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
        self._held: dict[NormRef, tuple[Passage, ...]] = {}

    def check(self, text: str) -> Report:
        """Check a text."""
        quotations = list(find_quotations(text))
        citations = [
            found
            for found in find_references(text, known=self._names)
            if not any(quoted.start < found.start < quoted.end for quoted in quotations)
        ]  # what stands in quoted words is the law's own, checked with them
        citations = sorted([*citations, *_of_constitution(text, citations)], key=lambda found: found.start)
        if not citations:
            nothing = Finding(Fault.NO_CITATION, 0, 0, text[:60])
            return Report((nothing,), 0, len(quotations))
        cited, findings = self._look_up(text, citations)
        told: set[int] = set()  # where a provision is cited with words of it or about it
        for quotation in quotations:
            findings += self._check_quotation(text, quotation, cited, told)
        findings += self._check_sentences(text, cited, citations, quotations, told)
        ordered = sorted(dict.fromkeys(findings), key=lambda finding: (finding.start, finding.fault))
        bare = [one for one in ordered if _is_bare(one, cited, told)]
        return Report(
            tuple(one for one in ordered if one not in bare), len(citations), len(quotations), tuple(bare)
        )

    def _look_up(self, text: str, citations: Sequence[Found]) -> tuple[list[_Cited], list[Finding]]:
        """Look every citation up; say which name nothing, and which name what is not in force."""
        cited: list[_Cited] = []
        findings: list[Finding] = []
        for found in citations:
            if not found.refs:
                fault = Fault.AMBIGUOUS if isinstance(found, Ambiguous) else Fault.UNRESOLVED
                if isinstance(found, Ambiguous | Unresolved) and not _is_relative(text, found, citations):
                    findings.append(_finding(fault, text, found))
            for ref in found.refs:
                one = _Cited(found, ref, self._passages(ref))
                cited.append(one)
                findings += self._check_citation(text, one)
        return cited, findings

    def _passages(self, ref: NormRef) -> tuple[Passage, ...]:
        """Find the passages of a provision or of a whole act, once."""
        if ref not in self._held:
            self._held[ref] = tuple(self._library.find(ref, self._on))
        return self._held[ref]

    def _check_citation(self, text: str, one: _Cited) -> list[Finding]:
        """Check that a cited provision exists, holds in the territory and is in force."""
        ref, act = one.ref, self._library.act(one.ref.act)
        if act is None:
            return [_finding(Fault.ACT_MISSING, text, one.found, ref)]
        findings = []
        asked = self._territory or _region_in(text, one.found)
        if act.territory not in ("IT", "UE") and asked and not holds_in(act, asked):
            findings.append(_finding(Fault.TERRITORY, text, one.found, ref, act.territory))
        if one.exact and not one.passages:
            findings.append(_finding(Fault.PROVISION_MISSING, text, one.found, ref))
        gone = [p for p in one.passages if p.status in NOT_IN_FORCE]
        if one.exact and gone and len(gone) == len(one.passages):
            findings.append(_finding(Fault.NOT_IN_FORCE, text, one.found, ref, gone[0].note.rstrip(".")))
        return findings

    def _check_quotation(
        self, text: str, quotation: Quotation, cited: Sequence[_Cited], told: set[int]
    ) -> list[Finding]:
        """Check that quoted words are those of the provision beside them, or the title of its act."""
        near = _nearest(text, quotation, cited)
        place = Finding(Fault.QUOTE_UNSOURCED, quotation.start, quotation.end, quotation.text)
        if near is None:
            return [place]
        act = self._library.act(near.ref.act)
        if not near.passages or (act is not None and _is_title(act.title, quotation.text)):
            return []  # a missing provision is already said of the citation
        told.add(near.found.start)
        if any(holds(passage, quotation.text) for passage in near.passages) or _hold_together(
            near.passages, quotation.text
        ):
            return []
        for other in cited:
            if other.exact and any(holds(passage, quotation.text) for passage in other.passages):
                return [_moved(place, Fault.QUOTE_ELSEWHERE, near.ref, format_legal(other.ref))]
        same_act = self._passages(near.ref.of_act)
        elsewhere = next((passage for passage in same_act if holds(passage, quotation.text)), None)
        if elsewhere is not None:
            return [_moved(place, Fault.QUOTE_ELSEWHERE, near.ref, cite(elsewhere.urn))]
        detail = difference(quotation.text, near.passages)
        return [_moved(place, Fault.QUOTE_CHANGED, near.ref, detail)]

    def _check_sentences(
        self,
        text: str,
        cited: Sequence[_Cited],
        citations: Sequence[Found],
        quotations: Sequence[Quotation],
        told: set[int],
    ) -> Iterator[Finding]:
        """Check sentence by sentence; one without a citation may go on telling the provision of the one before."""
        spans = [(c.start, c.end) for c in citations] + [(q.start, q.end) for q in quotations]
        before: list[_Cited] = []
        last = 0
        for start, end in _sentences(text):
            mine = [one for one in cited if start <= one.found.start < end and one.passages and one.exact]
            goes_on = not mine and "\n\n" not in text[last : start + 1]
            told_of = mine or (before if goes_on else [])
            before, last = told_of, end
            own = _without(text, start, end, spans)
            if not told_of or len(plain_words(own)) < _FEWEST:
                continue
            body = " ".join(whole(passage) for one in told_of for passage in one.passages)
            found = support(own, body)
            if mine:
                told.update(one.found.start for one in mine if found.overlap >= ENOUGH)
            if mine or found.overlap >= CLOSE:
                yield from _differences(
                    found, text, start, end, told_of[0].ref, recital=_is_recital(text, start)
                )


def _differences(
    found: Support, text: str, start: int, end: int, ref: NormRef, *, recital: bool
) -> Iterator[Finding]:
    """Say in which ways a sentence is not what its provision says."""
    made = [
        (Fault.NUMBER, ", ".join(found.stray_numbers), bool(found.stray_numbers)),
        (Fault.WHO, ", ".join(found.stray_bodies), bool(found.stray_bodies)),
        (Fault.NEGATION, "", found.negation_differs),
        (Fault.DUTY, "", found.duty_differs),
        (Fault.UNSUPPORTED, "", found.overlap < ENOUGH and not recital),
    ]
    for fault, detail, is_so in made:
        if is_so:
            yield Finding(fault, start, end, text[start:end], ref.urn, detail)


_END = re.compile(r"[.!?;](?=\s+[A-ZÀ-Ù«\"“>*-]|\s*$)|\n\s*\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:artt?|lett|num|nn?|segg|all|cfr|ecc|lgs|par|cost|prot|dott|ssa|sig|avv|[a-z]))$", re.IGNORECASE
)
_RECITAL = re.compile(
    r"\s*(?:[-–•*]\s*)?(?:vist[oaie]|richiamat[oaie]|premesso|atteso|dato atto)\b", re.IGNORECASE
)
_CONSTITUTION_URN = "urn:nir:stato:costituzione:1947-12-27"
_CONSTITUTION = re.compile(
    r"\b(Costituzione)(?: italiana| della Repubblica)?,? (?:dice|prevede|stabilisce|dispone|afferma|recita)\b"
)
_RELATIVE = re.compile(r"(?:comm|lett|medesim|predett|stess|period|present|allegat|tabell|punt|numer)")


def plain_words(text: str) -> list[str]:
    """Cut a text into the words that are left of it."""
    return re.findall(r"\w+", text)


def _of_constitution(text: str, citations: Sequence[Found]) -> Iterator[Found]:
    """Find the Constitution where it is made to speak without an article: "la Costituzione dice «…»"."""
    for match in _CONSTITUTION.finditer(text):
        if not any(found.start <= match.start(1) < found.end for found in citations):
            yield Found(match.start(1), match.end(1), (parse_urn(_CONSTITUTION_URN),))


def _is_recital(text: str, start: int) -> bool:
    """Tell whether a sentence only recalls a norm, as the opening of a decision does."""
    return _RECITAL.match(text, start) is not None


def _is_bare(finding: Finding, cited: Sequence[_Cited], told: set[int]) -> bool:
    """Tell whether a replaced provision is only named: it is there, with other words, and none are given of the old."""
    if finding.fault is not Fault.NOT_IN_FORCE or finding.start in told:
        return False
    named = [one for one in cited if one.found.start == finding.start]
    return all(p.status is Status.REPLACED for one in named for p in one.passages)


def _is_title(title: str, words: str) -> bool:
    """Tell whether quoted words are an act's title, or its beginning."""
    return holds_words(title, words) or holds_words(words, title)


def _hold_together(passages: Sequence[Passage], words: str) -> bool:
    """Tell whether the commi of one provision, read one after the other, hold quoted words."""
    return len(passages) < 60 and holds_words(" ".join(passage.text for passage in passages), words)


def _is_relative(text: str, found: Found, citations: Sequence[Found]) -> bool:
    """Tell whether a citation of commi, letters or annexes alone goes with a whole one of its paragraph."""
    if not _RELATIVE.match(text[found.start : found.end].lower()):
        return False
    return any(
        other.refs and "\n\n" not in text[min(found.end, other.end) : max(found.start, other.start)]
        for other in citations
    )


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    """Cut a text into sentences, not at the points of abbreviations."""
    start = 0
    for match in _END.finditer(text):
        if match[0] != "." or not _ABBREVIATED.search(text[start : match.start()]):
            yield start, match.end()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _nearest(text: str, quotation: Quotation, cited: Sequence[_Cited]) -> _Cited | None:
    """Choose the citation that a quotation belongs to: the last before it in its paragraph, else the first after."""
    outside = [one for one in cited if not quotation.start <= one.found.start < quotation.end]
    before = [one for one in outside if one.found.end <= quotation.start]
    if before and text.count("\n\n", before[-1].found.end, quotation.start) <= 1:
        return before[-1]
    after = [one for one in outside if one.found.start >= quotation.end]
    if after and "\n\n" not in text[quotation.end : after[0].found.start]:
        return after[0]
    return None


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
    return replace(place, fault=fault, ref=ref.urn, detail=detail)
