"""Say on what the answer before rests: the norms of its rules and terms, word by word, or how it was computed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

NORM = "(?:norma|legge|articolo|comma|decreto|regola)"
OPENING = "^ (?:e |ma |scusa |mi dici )?"

WHICH_NORM = re.compile(
    rf"{OPENING}(?:(?:in |e )?(?:quale|che|qual) (?:e la )?{NORM}"
    r"(?: (?:e|lo|la|li|le|dice|prevede|stabilisce|questo|cosi|dove|sta|scritto|cui|che|si|basa|base|applic\w+))*"
    rf"|(?:in|secondo|per|su|sulla|da|con) (?:base a )?(?:quale|che) (?:base(?: (?:di legge|giuridica))?|{NORM})"
    r"|(?:per legge )?chi (?:lo|la|li|le) (?:deve|dovrebbe|devono) (?:dare|fare|garantire|assicurare)(?: per legge)?"
    r"|chi lo (?:dice|stabilisce|ha (?:detto|deciso))|dove (?:sta|e) scritto"
    r"|lo dice (?:la legge|una norma|quale legge))(?: questo)? $"
)
"""A question on the norms of the answer before, and on nothing else."""

WHENCE = re.compile(
    rf"{OPENING}(?:perche(?: (?:questo|cosi|mai|lo dici|dici cosi|dici questo))?|come mai"
    r"|da dove (?:lo sai|viene|vengono|lo prendi|l'hai preso)|come (?:lo sai|fai a saperlo|lo calcoli)"
    r"|come (?:l'hai calcolat\w+|e calcolat\w+|ci sei arrivat\w+)|su che (?:base|dati)|(?:la |che )?fonte"
    r"|ne sei sicur\w+|(?:quali|che) dati (?:hai usato|usi)|spiegami (?:il )?perche|in base a (?:che )?cosa)"
    r"(?: (?:questo|dato|numero|questi|dati))? $"
)
"""A question on where the answer before comes from."""

MOST = 4
"""Provisions told in full."""


def say_grounds(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say on what the answer before rests.

    Parameters
    ----------
    scene
        The conversation, with the answer before.
    question
        As it was typed: "quale norma lo dice?", "da dove lo sai?".
    named
        Not read: a first name is a word here ("norma").

    Returns
    -------
    Reply or None
        None where nothing computed was answered before, or something else is asked.
    """
    del named
    words, said = normal(question.rstrip("?! ")), scene.said
    of_norms = asks_which_norm(question)
    if said is not None and of_norms and not said.query:
        return _quoted(said)
    if said is None or not said.query or not (of_norms or WHENCE.match(words)):
        return None
    told = {line.urn: line for line in reversed(said.lines) if line.norm}
    lines = [_verbatim(scene, line) for line in list(told.values())[::-1][:MOST]]
    if of_norms and (quoted := _quoted(said)) is not None:
        lines += [line for line in quoted.lines if line.urn not in told]
    head = (
        "Viene da queste norme:" if lines else "Non viene da una norma: è ricavato dai dati scritti in Ponte."
    )
    if not lines or not of_norms:
        lines = [Line(_how(said)), *(_rest(said)), *lines]
    whose = (("Scheda", f"persona?id={said.person_id}"),) if said.person_id else ()
    links = tuple(dict.fromkeys((*said.links, *whose)))
    return Reply("grounds", head, tuple(lines), query=said.query, links=links, person_id=said.person_id)


def asks_which_norm(question: str) -> bool:
    """
    Say whether a question asks by which norm, and nothing else.

    Parameters
    ----------
    question
        As it was typed: "che articolo?".

    Returns
    -------
    bool
        False where it says of what.
    """
    return WHICH_NORM.match(normal(question.rstrip("?! "))) is not None


def _quoted(said: Reply) -> Reply | None:
    """Name the provisions that the norms answered by; where they did not answer, the nearest are in the answer."""
    answers = [*([said.answer] if said.answer else []), *(one for _, one in said.answers)]
    quotes = {one.passage.urn: one for answer in answers if answer.refusal is None for one in answer.quotes}
    if not quotes:
        return None
    lines = tuple(Line(one.passage.heading or one.citation, urn=urn) for urn, one in quotes.items())
    return replace(
        said,
        intent="grounds",
        head="Nella risposta di prima ho citato:",
        lines=lines,
        answer=None,
        answers=(),
    )


def _verbatim(scene: Scene, line: Line) -> Line:
    """Say a provision as it holds on the day: its words where the official text is here, else our card."""
    from knowledge.norms.identifiers import parse_urn

    what = line.text.split(":")[0].rstrip(".")
    library, ref = scene.open_assistant().searcher.library, parse_urn(line.urn)
    found = library.find(ref, scene.day) or library.find(replace(ref, letter=None, number=None), scene.day)
    if not found:
        return Line(f"{what}: il testo non è nell’archivio delle norme", urn=line.urn)
    if found[0].official:
        return Line(f"{what}: «{found[0].text}»", urn=line.urn)
    return Line(f"{what}: {found[0].text} (scheda redazionale, non testo ufficiale)", urn=line.urn)


def _how(said: Reply) -> str:
    """Say how the answer before was made."""
    return (
        said.query.removesuffix(".").replace("Letto:", "È calcolato da Ponte, senza modelli, leggendo:") + "."
    )


def _rest(said: Reply) -> list[Line]:
    """Name the records that it rests on, the pages that show them."""
    pages = dict.fromkeys(line.href for line in said.lines if line.href)
    kept = {line.href: line for line in reversed(said.lines) if line.href}
    return [replace(kept[page], text=kept[page].text.split(":")[0], urn="") for page in list(pages)[:MOST]]
