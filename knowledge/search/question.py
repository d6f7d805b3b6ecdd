"""Read a question: its terms with weights, the provisions it names, the answer it asks for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.search.lexicon import shipped_lexicon
from knowledge.search.words import content_words, fold, grams, stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.norms.identifiers import NormRef
    from knowledge.search.lexicon import Lexicon, Reading

LONG = 30  # content words from which a question is an office's letter, not a sentence
REPEATED = 1.5  # how soon saying a term again stops counting, as k3 of BM25
ADDED_WEIGHT = 0.35  # of a term that the lexicon adds, beside 1.0 of a term that the user wrote


class Kind(StrEnum):
    """How a question is worded: it decides how much the meaning and how much the words weigh."""

    REFERENCE = "reference"
    SHORT = "short"
    LONG = "long"


class Asks(StrEnum):
    """What kind of answer a question asks for."""

    WHO = "competenza"
    TERM = "termine"
    AMOUNT = "importo"
    DEFINITION = "definizione"
    REQUIREMENT = "requisito"
    PROCEDURE = "procedura"
    DUTY = "obbligo"
    LIST = "elenco"
    TEXT = "rinvio esatto"
    OTHER = "altro"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read."""

    text: str
    terms: Mapping[str, float]  # stemmed term → weight
    grams: Mapping[str, float]
    spoken: tuple[str, ...]  # the stems that the user wrote, not those added
    meanings: tuple[str, ...]  # texts to encode: as written, and with the law's words
    references: tuple[NormRef, ...]
    kind: Kind
    asks: tuple[Asks, ...]
    reading: Reading


# Cues in folded text; the first column is the kind of answer, a question may ask for several.
_CUES: tuple[tuple[Asks, re.Pattern[str]], ...] = (
    (
        Asks.TERM,
        re.compile(
            r"\bentro (?:quando|quant|che)|\bquanti (?:giorni|mesi|anni)|\bquanto (?:tempo|dura"
            r"|puo durare)"
            r"|\btermin[ei]\b"
            r"|\bscad|\bogni quant|\bfino a quando|\bda quando|\ba che eta|\bdurata|\bquando (?:deve"
            r"|devono|si|va|entra)"
        ),
    ),
    (
        Asks.AMOUNT,
        re.compile(
            r"\bquant[oiae]\b(?! tempo)|\bammont|\bimport[oi]\b|\bche cifra|\bsogli[ae]|\blimit[ei]\b"
            r"|\bpercentual|\bquot[ae]\b|\bmassim[oae]\b|\bminim[oae]\b"
        ),
    ),
    (
        Asks.DEFINITION,
        re.compile(
            r"\b(?:che )?cos'? ?e\b|\bche cosa (?:e|sono|si intende)|\bsi intend|\bdefini|\bsignific"
            r"|\bcosa sono|\bcosa vuol dire"
        ),
    ),
    (
        Asks.WHO,
        re.compile(
            r"\bchi\b|\bcompeten|\bspetta|\btocca\b|\bqual[ei] (?:ente|organo|soggett|figur|ufficio"
            r"|amministraz)|\ba quale"
        ),
    ),
    (
        Asks.REQUIREMENT,
        re.compile(
            r"\brequisit|\bcondizion|\bposso\b|\bpuo\b|\bpossono\b|\bho diritto|\bha diritto|\bhanno diritto|\bspett"
        ),
    ),
    (
        Asks.LIST,
        re.compile(r"\bqual[ei]\b|\belenc|\bda (?:che )?cosa (?:e|sono) (?:costitui|compost)|\bcompon"),
    ),
    (
        Asks.PROCEDURE,
        re.compile(r"\bcome\b|\bin che modo|\bprocedur|\biter\b|\bpassagg|\bcosa (?:succede|devo|fare)"),
    ),
    (
        Asks.DUTY,
        re.compile(r"\bdev[eo]\b|\bdevono\b|\bobblig|\bviet|\bsanzion|\bresponsab|\bserve\b|\boccorre"),
    ),
    (Asks.TEXT, re.compile(r"\bcosa (?:prevede|dice|dispone|stabilisce)|\btesto dell")),
)


def read_question(text: str, references: Sequence[NormRef] = (), lexicon: Lexicon | None = None) -> Question:
    """
    Read a question.

    Parameters
    ----------
    text
        As the user wrote it.
    references
        The provisions that it names, found by `knowledge.references`.
    lexicon
        The shipped one when None.

    Returns
    -------
    Question
        Without terms when the text has no word that carries matter.
    """
    reading = (lexicon or shipped_lexicon()).read(text)
    written = content_words(text)
    spoken = tuple(dict.fromkeys(map(stem, written)))
    weights = {term: _repeated(count) for term, count in Counter(map(stem, written)).items()}
    for phrase in (*reading.added, *reading.spelt_out.values()):
        for word in content_words(phrase):
            weights.setdefault(stem(word), ADDED_WEIGHT)
    letters = [word for word in written if len(word) > 3 and not word.isdigit()]
    return Question(
        text=text,
        terms=weights,
        grams=dict.fromkeys(grams(letters), 1.0),
        spoken=spoken,
        meanings=_meanings(text, reading),
        references=tuple(references),
        kind=_kind(written, references),
        asks=asked(text),
        reading=reading,
    )


def _repeated(count: int) -> float:
    """Weigh a term by how often it is said: 1.0 once, never more than 2.5."""
    return (REPEATED + 1) * count / (REPEATED + count)


def asked(text: str) -> tuple[Asks, ...]:
    """Tell by cue words what kinds of answer a question asks for, the most telling first."""
    folded = fold(text)
    return tuple(kind for kind, cue in _CUES if cue.search(folded)) or (Asks.OTHER,)


def _meanings(text: str, reading: Reading) -> tuple[str, ...]:
    """Write the question as said, and once more with acronyms spelt out and the law's words added."""
    spelt = text
    for acronym, name in reading.spelt_out.items():
        spelt = re.sub(rf"\b{re.escape(acronym)}\b", f"{name} ({acronym})", spelt)
    added = [phrase for phrase in reading.added if phrase not in spelt]
    fuller = f"{spelt} ({', '.join(added[:6])})" if added else spelt
    return tuple(dict.fromkeys((text, fuller)))


def _kind(written: Sequence[str], references: Sequence[NormRef]) -> Kind:
    """Tell how a question is worded."""
    if any(ref.article for ref in references) and len(written) <= 12:
        return Kind.REFERENCE
    return Kind.LONG if len(written) >= LONG else Kind.SHORT
