"""Say what a word means: a measure or indicator with its formula and source, or a word of the field."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.close import MEASURED
from apps.assistant.reading.route import NORMS
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from coordinator.model.datafile import read_yaml
from coordinator.network.measures import catalogue
from coordinator.territory.indicator import definitions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

ASKS = re.compile(
    r"^ (?:e |ma |scusa |mi (?:dici|sai dire|spieghi) )?(?:(?:che )?(?:cos'e|cose|cosa e|cosa sono) |che (?:e|sono) "
    r"|chi e (?:il|la|un|una) |(?:che )?(?:cosa )?(?:vuol|vogliono) dire |che vuol |(?:che )?(?:cosa )?significa "
    r"|(?:che )?(?:cosa )?(?:si intende|intendi|misura) |significato |definizione |definisci |spiegami |mi spieghi "
    r"|(?:che )?(?:cosa )?(?:fa|fanno) (?=il |la |l'|lo |un |una |i |gli |le )|di (?:che )?cosa si occupa(?:no)? "
    r"|per .{2,30} cosa si intende |come (?:si|viene|e|la|lo) calcol)"
)
"""How a question asks what a word means, or how a number is computed."""

WHO_IS = re.compile(r"^ (?:e |ma )?chi e ")
DOING = re.compile(r" (?:fa|cosa fa|serve|significa|vuol dire|che cosa fa) ")
LAWFUL = re.compile(r" (?:per legge|secondo la legge|per la legge|articolo|art\.|comma|decreto|legge) ")
MOST_WORDS = 12
E_I = re.compile(r"\be\s?-\s?i\b", re.IGNORECASE)
"""The index E-I, whose letters are words too."""

ALSO = {
    "ei_index": ("indice ei",),
    "mediatori": ("intermediari", "mediator"),
    "carico": ("carico di un servizi", "carico dei servizi", "carico del servizi"),
    "coperti": ("bisogni scopert", "bisogno scopert", "bisogni copert"),
    "livello": ("copertura dei leps", "copertura del livello"),
}
"""Measure or indicator → how else it is called when its meaning is asked."""

ORDINARY = frozenset(
    {
        "composizione",
        "ampiezz",
        "ampiezza della rete",
        "continuita",
        "concentrazion",
        "frammentazion",
        "vincol",
    }
    | {"frammentazione", "vincolo", "passaggi", "snod", "varieta", "apertura", "intermedi", "fitt", "broker"}
)
"""Names that are words of every day too: they mean a measure only where one is spoken of."""

OF_MEASURES = re.compile(r" (?:della rete|di rete|indice|misur\w*|indicator\w*|calcol\w*|formula) ")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word, what it means, and where to read more."""

    title: str
    names: tuple[str, ...]  # beginnings of words that ask for it
    lines: tuple[Line, ...]
    computed: bool  # a number of Ponte's, of which no norm speaks


def say_meaning(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what a word of the field, a measure or an indicator means.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.
    named
        Whom it names; of a person the question is another one.

    Returns
    -------
    Reply or None
        With what the norms say beside it, clearly parted; None for what asks something else.
    """
    words = normal(E_I.sub("indice ei", question.rstrip("?! ")))
    if named.people or not ASKS.match(words) or LAWFUL.search(words) or len(words.split()) > MOST_WORDS:
        return None
    if WHO_IS.match(words) and scene.person_id and not DOING.search(words):
        return None  # "chi è il case manager", of her
    found = meaning_in(words)
    if found is None:
        return None
    reply = Reply("meaning", f"{found.title}:", found.lines, query="Letto: il glossario di Ponte.")
    if found.computed:
        return replace(reply, query="Letto: le definizioni delle misure e degli indicatori.")
    norms = scene.ask_norms(question)
    if norms.answer is None or norms.refused:
        return reply
    head = f"{found.title}, in parole nostre: {found.lines[0].text} Dalle norme:"
    return replace(norms, intent=NORMS, head=head)


def meaning_in(words: str) -> Meaning | None:
    """
    Find the word that has a meaning here: the one with the longest name among the words.

    Parameters
    ----------
    words
        As `normal` writes them.

    Returns
    -------
    Meaning or None
        None where they hold none.
    """
    of_measures = OF_MEASURES.search(words)
    held = [
        (len(name), one)
        for one in _meanings()
        for name in one.names
        if (of_measures or not one.computed or name not in ORDINARY) and _is_in(name, words)
    ]
    return max(held, key=lambda pair: pair[0])[1] if held else None


def _is_in(name: str, words: str) -> bool:
    """Say whether each part of a name begins a word."""
    return all(f" {part}" in words or f"'{part}" in words for part in name.split("+"))


@cache
def _meanings() -> tuple[Meaning, ...]:
    """Read all that has a meaning here, once."""
    return (*_measures(), *_indicators(), *_words())


def _measures() -> Iterator[Meaning]:
    """Read the measures of a network."""
    plainly = {row["measure"]: row["says"] for row in _glossary() if "measure" in row}
    for name, row in catalogue().items():
        also = [
            one.strip() for one in MEASURED.get(name, ()) if one not in {"grand", "quante persone", "ponte"}
        ]
        plain = normal(re.sub(r"\(.*?\)", "", str(row["label"]))).strip()
        told = (plainly.get(name, ""), f"Si calcola così: {row['formula']}", f"Fonte: {row['source']}")
        lines = [Line(one, page="misure") for one in told if one]
        lines += [Line(str(row["caution"]), page="misure")] if row.get("caution") else []
        names = (plain, *also, *ALSO.get(name, ()))
        yield Meaning(f"{row['label']}, misura della rete", names, tuple(lines), computed=True)


def _indicators() -> Iterator[Meaning]:
    """Read the indicators of the territory."""
    for one in definitions().values():
        urn = one.source if one.source.startswith("urn:") else ""
        source = (
            Line("Fonte", page="governo", urn=urn) if urn else Line(f"Fonte: {one.source}", page="governo")
        )
        lines = [
            Line(one.definition, page="governo"),
            Line(f"Si calcola così: {one.formula}", page="governo"),
            source,
        ]
        lines += [Line(one.caution, page="governo")] if one.caution else []
        names = (normal(one.label).strip(), *ALSO.get(one.id, ()))
        yield Meaning(f"{one.label}, indicatore del territorio", names, tuple(lines), computed=True)


def _words() -> Iterator[Meaning]:
    """Read the glossary."""
    for row in _glossary():
        if "measure" in row:
            continue
        names = tuple(_lower(name) for name in row["names"])
        line = Line(row["says"], page=row.get("page", ""), urn=row.get("urn", ""))
        yield Meaning(row["title"], names, (line,), computed=False)


@cache
def _glossary() -> tuple[dict[str, Any], ...]:
    """Read the file of our own words, once."""
    return tuple(read_yaml((Path(__file__).parent / "glossary.yaml").read_text(encoding="utf-8")))


def _lower(name: str) -> str:
    """Write a name as questions do, with the blank that ends it."""
    parts = [normal(part).strip() for part in str(name).split("+")]
    return "+".join(parts) + (" " if str(name).endswith(" ") else "")
