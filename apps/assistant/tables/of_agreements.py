"""Read the agreements between bodies as a table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.tables.cells import day_cell, euros, kind, number, text
from apps.assistant.tables.table import MANY, Cell, Row
from apps.components.path_words import norm_words
from apps.components.words import author_words, long_day
from coordinator.agreements.instruments import choice_table
from coordinator.agreements.keeping import list_drafts, read_draft
from coordinator.model import vocabulary
from coordinator.network.agreements import agreements
from coordinator.network.directory import directory
from coordinator.network.span_history import past_agreements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from apps.assistant.whom.scene import Scene
    from coordinator.agreements.text import Agreement
    from coordinator.network.agreements import Pact
    from coordinator.network.span_history import Past

STATES = {"now": "in vigore", "over": "finito", "ahead": "non ancora cominciato"}
"""How an agreement stands on a day."""

INSTRUMENTS = {
    "coprogettazione": "coprogettazione",
    "convenzione": "convenzione",
    "protocollo_intesa": "accordo_pubblico",
    "accordo_programma": "accordo_pubblico",
    "accordo_interistituzionale": "accordo_pubblico",
}
"""Kind of an agreement → the instrument of the table of choices that it is."""

LETTERS = 6
"""Letters at least of a word of a title by which alone an agreement is called."""


def read_agreements(scene: Scene, _person_id: str) -> list[Row]:
    """
    Read the agreements between bodies as rows, those that ended too.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    _person_id
        Of nobody: agreements are there for all who read the directory.

    Returns
    -------
    list of Row
        The one that ends first comes first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the directory.
    """
    found = sorted(
        agreements(scene.store, scene.viewer), key=lambda one: (one.until is None, one.until or scene.day)
    )
    written = {one.id: one for one in past_agreements(scene.store, scene.viewer)}
    signed = _signed(scene)
    public = {one.id: one.name for one in directory(scene.store, scene.viewer, kinds=("ente",))}
    called = _called(found)
    rows = []
    for one in found:
        cells = {
            **_of_pact(one, scene.day),
            **_of_text(signed.get(one.id)),
            **_of_writing(written.get(one.id)),
            "others": text(MANY.join(sorted(set(public.values()) - {name for _, name in one.bodies}))),
        }
        rows.append(Row(cells, page="accordi", urn=one.norm_urn or "", called=called[one.id]))
    return rows


def _called(found: Sequence[Pact]) -> dict[str, tuple[str, ...]]:
    """Find the words that stand in one title alone: "dimissioni", "trasporto"."""
    words = {one.id: {word for word in normal(one.title).split() if len(word) >= LETTERS} for one in found}
    many = Counter(word for own in words.values() for word in own)
    return {key: tuple(sorted(word for word in own if many[word] == 1)) for key, own in words.items()}


def _of_pact(one: Pact, day: date) -> dict[str, Cell]:
    """Write what is kept of every agreement."""
    state = "now" if one.in_force_on(day) else "over" if one.until and one.until < day else "ahead"
    left = (one.until - day).days if one.until and one.until >= day else None
    basis, way = _instrument(one.kind)
    norm = Cell(f"la norma su cui si basa non è scritta; per questo strumento è di solito {basis}")
    return {
        "title": text(one.title),
        "kind": kind(one.kind, one.label),
        "bodies": text(MANY.join(name for _, name in one.bodies)),
        "level": kind(one.level, vocabulary().label("levels", one.level).lower() if one.level else ""),
        "since": day_cell(one.since),
        "until": day_cell(one.until),
        "left": number(left, "giorno alla scadenza", "giorni alla scadenza"),
        "state": kind(state, STATES[state]),
        "norm": text(norm_words(one.norm_urn)) if one.norm_urn else norm if basis else Cell(""),
        "renew": text(way),
        "paper": text(one.document),
        "parties_many": number(len(one.bodies), "ente", "enti"),
    }


def _instrument(agreement_kind: str) -> tuple[str, str]:
    """Name the norm on which the instrument of an agreement rests, and say how it is made anew."""
    table, key = choice_table(), INSTRUMENTS.get(agreement_kind, "")
    row = next((one for one in table.rows if key and one.gives == key), None)
    if row is None:
        return "", ""
    norms = ", ".join(norm_words(one) for one in row.norms[:2])
    return norms, f"{row.because} {table.instruments[key].next} ({norms})"


def _signed(scene: Scene) -> Mapping[str, Agreement]:
    """Read the texts that were signed in Ponte, by the agreement that they are."""
    found = {}
    for draft in list_drafts(scene.store, scene.viewer):
        if draft.signed_on is None:
            continue
        view = read_draft(scene.store, draft.id, scene.viewer)
        if view.agreement_id and view.signed_version:
            signed = read_draft(scene.store, draft.id, scene.viewer, view.signed_version)
            found[view.agreement_id] = signed.agreement
    return found


def _of_text(signed: Agreement | None) -> dict[str, Cell]:
    """Write what a text signed in Ponte says; nothing of one that came with a register."""
    if signed is None:
        return {}
    names = signed.names
    promised = [
        f"{one.what} ({names.get(one.body, one.body)}"
        f"{f', fino al {long_day(one.until)}' if one.until else ''})"
        for one in signed.commitments
    ]
    organs = [f"{one.name}: {one.task}" if one.task else one.name for one in signed.organs]
    every = signed.verification.every
    checked = f"{signed.verification.organ}, ogni {every} mesi" if every else signed.verification.organ
    return {
        "about": text(signed.purpose),
        "promises": text(MANY.join(promised)),
        "money": euros(signed.total),
        "organs": text(MANY.join(organs)),
        "verified": text(checked),
    }


def _of_writing(past: Past | None) -> dict[str, Cell]:
    """Write who wrote an agreement in Ponte, and when."""
    if past is None or not past.writings:
        return {}
    first = past.writings[0]
    return {
        "author": text(author_words(first.author)),
        "recorded": day_cell(first.recorded_at.astimezone().date()),
    }
