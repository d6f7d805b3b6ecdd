"""Hold what a check of citations found: faults with their place, and notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


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
    WHO = "who"  # another body than the provision's
    DUTY = "duty"  # a duty where the provision allows, or the reverse
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
    Fault.WHO: "un soggetto non è quello della disposizione",
    Fault.DUTY: "un obbligo è detto facoltà, o il contrario",
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
    """
    What the check of a text found.

    Attributes
    ----------
    findings
        What is wrong.
    notes
        What is not wrong but should be known: a cited provision has other words today.
    """

    findings: tuple[Finding, ...]
    citations: int
    quotations: int
    notes: tuple[Finding, ...] = ()

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
            "notes": [note.as_json() for note in self.notes],
        }

    def as_markdown(self) -> str:
        """Word the report in Italian."""
        head = "Nessun rilievo." if self.passed else f"Rilievi: {len(self.findings)}."
        lines = [f"{head} Citazioni controllate: {self.citations}; brani fra virgolette: {self.quotations}."]
        lines += [_line(finding) for finding in self.findings]
        lines += [f"{_line(note)} Da sapere, non è un errore." for note in self.notes]
        return "\n".join(lines)

    def _repr_markdown_(self) -> str:
        """Show the report in a notebook; nothing that a text says runs there."""
        from knowledge.answer.inert import inert

        return inert(self.as_markdown())


def _line(finding: Finding) -> str:
    """Word one finding."""
    words = " ".join(finding.words.split())[:90]
    detail = f" ({finding.detail})" if finding.detail else ""
    return f"- «{words}»: {_SAYS[finding.fault]}{detail}."
