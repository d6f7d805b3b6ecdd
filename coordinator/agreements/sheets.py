"""Lay out an agreement, its checklist, its responsibility table and a choice of instrument as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.agreements.checks_annexes import macro_name
from coordinator.agreements.duties import PERSON, TRACK_NAMES, duties
from coordinator.agreements.measures import DECLARED, measures
from coordinator.agreements.template import template
from coordinator.display import count
from coordinator.pathway.sheets import Part, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from coordinator.agreements.checks import Defect
    from coordinator.agreements.instruments import Choice
    from coordinator.agreements.text import Agreement, Commitment

NONE = "–"
KINDS = {"denaro": "denaro", "personale": "personale", "sede": "sede", "strumenti": "strumenti"}


def lay_out_agreement(agreement: Agreement, version: int) -> Sheet:
    """
    Lay out the whole agreement, with its three annexes.

    Parameters
    ----------
    agreement
        Finished or not.
    version
        Its number, written under the title.

    Returns
    -------
    Sheet
        For the house's documents, DOCX or PDF.
    """
    span = f"dal {_day(agreement.since)} al {_day(agreement.until)}"
    front = Part("Le parti", (agreement.purpose,), ("Ente", "Firma"),
                 tuple((one.name, one.office or NONE) for one in agreement.parties))  # fmt: skip
    return Sheet(
        agreement.title or "Accordo senza titolo",
        f"{span} · versione {version}",
        (front, *_articles(agreement), *_tables(agreement), *_annexes(agreement)),
    )


def _articles(agreement: Agreement) -> Iterator[Part]:
    """Lay out the articles, each with its commitments."""
    for article in agreement.articles:
        lines = tuple(
            f"{number}. {comma.text}" for number, comma in enumerate(article.commi, 1) if comma.text
        )
        rows = tuple(
            (agreement.names.get(one.body, one.body), one.what, say_threshold(one), _days(one))
            for one in agreement.commitments
            if one.article == article.number
        )
        header = ("Chi", "Impegno", "È mantenuto da", "Giorni") if rows else ()
        yield Part(f"Art. {article.number} – {article.heading}", lines, header, rows)


def _days(one: Commitment) -> str:
    """Say between which days a commitment holds."""
    if one.since is None and one.until is None:
        return "per tutta la durata"
    return " ".join(
        part
        for part in (one.since and f"dal {_day(one.since)}", one.until and f"al {_day(one.until)}")
        if part
    )


def say_threshold(one: Commitment) -> str:
    """
    Say from how much on a commitment is kept.

    Parameters
    ----------
    one
        The commitment.

    Returns
    -------
    str
        With its unit; a dash where it is not said.
    """
    measure = measures().get(one.measure)
    if measure is None or one.at_least is None:
        return NONE
    amount = f"{one.at_least:f}".replace(".", ",")
    return f"almeno {amount}" if measure.id == DECLARED else f"almeno {amount} {measure.unit}"


def _tables(agreement: Agreement) -> Iterator[Part]:
    """
    Lay out resources, organs and verification.

    Yields
    ------
    Part
        One of the three, in that order.
    """
    names = agreement.names
    total = () if agreement.total is None else (f"Totale in denaro: {_euro(agreement.total)} euro.",)
    yield Part("Risorse", total, ("Anno", "Chi", "Che cosa", "Tipo", "Euro", "Ore a settimana"), tuple(
        (str(one.year), names.get(one.body, one.body), one.what, KINDS[one.kind], _euro(one.amount),
         NONE if one.hours is None else f"{one.hours:f}")
        for one in agreement.resources
    ))  # fmt: skip
    yield Part("Organismi", (), ("Organismo", "Compito", "Presiede", "Ne fanno parte", "Si vede"), tuple(
        (one.name, one.task or NONE, names.get(one.chair, NONE), _names(names, one.members),
         f"ogni {one.meets_every} mesi" if one.meets_every else NONE)
        for one in agreement.organs
    ))  # fmt: skip
    check = agreement.verification
    every = f"ogni {check.every} mesi" if check.every else NONE
    yield Part(
        "Verifica", (f"Verifica {check.organ or NONE}, {every}, tutti gli impegni scritti negli articoli.",)
    )


def _annexes(agreement: Agreement) -> Iterator[Part]:
    """
    Lay out the three annexes.

    Yields
    ------
    Part
        Annex A, then B, then C.
    """
    names, titles = agreement.names, {one.letter: one.name for one in template().annexes}
    yield Part(f"Allegato A – {titles['A']}", (),
               ("Macrofase", "Ne risponde", "Ci lavora", "Va sentito", "Documento", "Con quali soldi", "Entro"),
               tuple(
        (macro_name(one.macro_phase), names.get(one.accountable, NONE), _names(names, one.doing),
         _names(names, one.consulted), one.document or NONE, one.money or NONE,
         count(one.within, "giorno", "giorni") if one.within else NONE)
        for one in agreement.phases
    ))  # fmt: skip
    yield Part(f"Allegato B – {titles['B']}", (), ("Che cosa cambia", "Per chi", "Entro"), tuple(
        (one.what, names.get(one.body, one.body), _day(one.by)) for one in agreement.changes
    ))  # fmt: skip
    yield Part(f"Allegato C – {titles['C']}", (), ("LEPS", "LEA", "Coordina", "Come"), tuple(
        (one.leps or NONE, one.lea or NONE, names.get(one.coordinator, NONE), one.how or NONE) for one in agreement.home
    ))  # fmt: skip


def lay_out_checklist(agreement: Agreement, defects: Sequence[Defect], day: date) -> Sheet:
    """
    Lay out what the checklist found.

    Parameters
    ----------
    agreement
        That was checked.
    defects
        As `coordinator.agreements.checks.check` gives them.
    day
        On which.

    Returns
    -------
    Sheet
        One row a defect.
    """
    rows = tuple((one.rule.severity, one.place, one.words, one.rule.mend) for one in defects)
    lines = () if rows else ("Nulla manca e nulla si contraddice.",)
    part = Part(
        "Che cosa manca o si contraddice",
        lines,
        ("Gravità", "Dove", "Che cosa", "Rimedio") if rows else (),
        rows,
    )
    return Sheet("Controllo dell’accordo", f"{agreement.title} · {_day(day)}", (part,))


def lay_out_duties(agreement: Agreement, picture: bytes | None = None) -> Sheet:
    """
    Lay out the responsibility table.

    Parameters
    ----------
    agreement
        Its annex A says who answers.
    picture
        Of the path, to stand before the table; PNG.

    Returns
    -------
    Sheet
        One part a phase.
    """
    parts: dict[str, list[tuple[str, ...]]] = {}
    for one in duties(agreement):
        told = f"{PERSON} e altre {len(one.informed) - 1} parti" if len(one.informed) > 1 else PERSON
        heard = f"va sentito: {', '.join(one.consulted)}; " if one.consulted else ""
        parts.setdefault(one.phase, []).append(
            (
                f"{one.act} ({TRACK_NAMES[one.track]})",
                one.doer,
                one.accountable or NONE,
                f"{heard}va informato: {told}",
                f"{one.document}; soldi: {one.money or 'non detto'}",
            )
        )
    header = ("Atto", "Fa", "Risponde", "Va sentito, va informato", "Documento e soldi")
    tables = [Part(phase, (), header, tuple(rows)) for phase, rows in parts.items()]
    drawn = [Part("Il percorso", picture=picture)] if picture else []
    return Sheet("Chi fa che cosa, fase per fase", agreement.title, (*drawn, *tables))


def lay_out_choice(
    choice: Choice,
    facts: Sequence[tuple[str, str]],
    cited: Sequence[tuple[str, str]],
    others: Sequence[tuple[str, str]],
    day: date,
) -> Sheet:
    """
    Lay out the reasoned note on a choice of instrument.

    Parameters
    ----------
    choice
        What the table said.
    facts
        (question, answer), as the user stated them.
    cited
        (citation to the comma, what it says as it is held on this machine).
    others
        (instrument, why not).
    day
        On which.

    Returns
    -------
    Sheet
        Facts, conclusion or why there is none, norms, what is not settled, the other instruments.
    """
    parts = [Part("I fatti dichiarati", (), ("Domanda", "Risposta"), tuple(facts))]
    if choice.instrument and choice.row:
        parts.append(
            Part(f"Strumento: {choice.instrument.name}", (choice.row.because, choice.instrument.next))
        )
    elif choice.row:
        parts.append(Part("I fatti non stanno insieme", (choice.row.because,)))
    else:
        parts.append(Part("Non si può ancora decidere", ("Con questi fatti lo strumento non è uno solo.",)))
    parts.append(Part("Norme", (), ("Comma", "Che cosa dice, nel testo a disposizione"), tuple(cited)))
    if choice.missing:
        parts.append(Part("Che cosa i fatti non dicono", tuple(one.asks for one in choice.missing)))
    if choice.possible:
        parts.append(Part("Che cosa può ancora venirne", tuple(one.name for one in choice.possible)))
    if others:
        parts.append(Part("Perché non gli altri strumenti", (), ("Strumento", "Perché no"), tuple(others)))
    return Sheet("Nota sulla scelta dello strumento", f"{_day(day)} · decide chi firma l’atto", tuple(parts))


def _names(names: Mapping[str, str], ids: Sequence[str]) -> str:
    return ", ".join(names.get(one, one) for one in ids) or NONE


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else NONE


def _euro(amount: object) -> str:
    return NONE if amount is None else f"{amount:,.0f}".replace(",", ".")
