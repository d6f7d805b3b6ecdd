"""Say which commitments of an agreement are kept on a day, with the figure and its source, and which lapse when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from coordinator.agreements.counting import Figure, World, count
from coordinator.agreements.measures import DECLARED, PER_CENT, measures
from coordinator.model import Case, Institution, Person, Service, Tie
from coordinator.pathway.reading import view_case
from coordinator.protection.disclosure import FEWEST, in_words, rounded

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from coordinator.agreements.counting import Declared
    from coordinator.agreements.text import Agreement, Commitment
    from coordinator.protection import Viewer
    from coordinator.store import Store

Status = Literal["kept", "not_kept", "unknown", "not_yet", "lapsed"]
YEAR = timedelta(days=365)
SOON = timedelta(days=90)
"""Soglia locale: a commitment that lapses within so many days is said to lapse soon."""
MANAGES = "gestito_da"
DESKS = "pua_in_ogni_comune"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a commitment stands on a day."""

    commitment: Commitment
    status: Status
    figure: Figure | None  # None: it could not be counted
    first: date | None  # the span of days that was counted, both included
    last: date | None
    lapses_on: date | None  # its last day
    lapses_soon: bool

    @property
    def unit(self) -> str:
        """In what its figure and threshold are counted."""
        measure = measures().get(self.commitment.measure)
        return measure.unit if measure else ""

    @property
    def sentence(self) -> str:
        """Say it in Italian, with the figure and where it comes from."""
        return say_standing(self)


def watch(store: Store, agreement: Agreement, day: date, viewer: Viewer, declared: Sequence[Declared] = ()) -> tuple[
    Standing, ...
]:  # fmt: skip
    """
    Say how every commitment of an agreement stands.

    Parameters
    ----------
    store
        The record.
    agreement
        Whose commitments; in their order.
    day
        The day: the year that ends with it is counted, and no day before the agreement began.
    viewer
        Who asks; needs to read the territory.
    declared
        Figures that were stated by hand.

    Returns
    -------
    tuple of Standing
        One a commitment.
    """
    viewer.require("read", "territory")
    world = read_world(store, day - YEAR, declared)
    return tuple(stand(one, agreement, world, day) for one in agreement.commitments)


def cases_seen(store: Store, cases: Collection[str], viewer: Viewer) -> frozenset[str]:
    """
    Choose the paths that a viewer may see.

    Parameters
    ----------
    store
        The record.
    cases
        Ids, such as those in which a promise was not kept.
    viewer
        Who asks.

    Returns
    -------
    frozenset of str
        Those of persons whom she sees; none where she may not read paths.
    """
    if not viewer.may("read", "case"):
        return frozenset()
    viewer.require("read", "case")
    query = select(Case.id).where(Case.id.in_(cases), viewer.sees(Case.person_key))
    with viewer.reading() as session:
        return frozenset(session.scalars(query))


def read_world(store: Store, first: date, declared: Sequence[Declared] = ()) -> World:
    """
    Read what promises are counted on: the paths that were open after a day, and where the PUA are.

    Parameters
    ----------
    store
        The record.
    first
        A path that ended before it is left out.
    declared
        Figures that were stated by hand.

    Returns
    -------
    World
        For `stand`.
    """
    query = (
        select(Case, Person.id)
        .join(Person, Person.key == Case.person_key)
        .where(or_(Case.closed_on.is_(None), Case.closed_on >= first))
        .order_by(Case.opened_on, Case.key)
    )
    with store.reading() as session:
        cases = tuple(view_case(session, case, person) for case, person in session.execute(query).all())
        return World(cases, _desks(session), declared)


def _desks(session: Session) -> dict[str, list[str]]:
    """Find the PUA of each area: the service's own, or that of who manages it."""
    body = aliased(Institution)
    query = (
        select(Service.name, Service.area, body.area)
        .outerjoin(Tie, (Tie.from_key == Service.key) & (Tie.kind == MANAGES) & Tie.until.is_(None))
        .outerjoin(body, body.key == Tie.to_key)
        .where(Service.service_kind == "pua")
    )
    found: dict[str, list[str]] = {}
    for name, own, managed in session.execute(query):
        if area := own or managed:
            found.setdefault(area, []).append(name)
    return found


def stand(commitment: Commitment, agreement: Agreement, world: World, day: date) -> Standing:
    """
    Say how a commitment stands on a day.

    Parameters
    ----------
    commitment
        Of the agreement.
    agreement
        Its days bound those of the commitment.
    world
        What is counted.
    day
        The day.

    Returns
    -------
    Standing
        A commitment that has lapsed is counted up to its last day.
    """
    since = commitment.since or agreement.since or date.min
    until = commitment.until or agreement.until
    soon = until is not None and day <= until <= day + SOON
    measure = measures().get(commitment.measure)
    if day < since:
        return Standing(commitment, "not_yet", None, None, None, until, soon)
    if measure is None:
        return Standing(commitment, "unknown", None, None, None, until, soon)
    last = min(day, until) if until else day
    first = max(since, last - YEAR)
    figure = count(measure, commitment.within, agreement.areas, world, first, last, commitment.id)
    lapsed = until is not None and until < day
    return Standing(
        commitment, _status(figure, commitment.at_least, lapsed=lapsed), figure, first, last, until, soon
    )


def _status(figure: Figure, at_least: Decimal | None, *, lapsed: bool) -> Status:
    """Weigh a figure against the threshold."""
    if lapsed:
        return "lapsed"
    if figure.value is None or at_least is None:
        return "unknown"
    return "kept" if figure.value >= at_least else "not_kept"


def say_standing(standing: Standing) -> str:
    """
    Say how a commitment stands, in Italian.

    Parameters
    ----------
    standing
        As `stand` gives it.

    Returns
    -------
    str
        Figure, threshold and what was left out; what cannot be said is said to be so.
    """
    commitment, figure = standing.commitment, standing.figure
    if standing.status == "not_yet":
        return f"Vale dal {commitment.since:%d/%m/%Y}." if commitment.since else "L’accordo non vale ancora."
    measure = measures().get(commitment.measure)
    if figure is None or measure is None:
        return "Non si può dire: l’impegno non ha una misura."
    if figure.value is None:
        return f"Non si può dire: {_nothing(figure, measure.id)}."
    value, most = (
        _number(figure.value),
        _number(commitment.at_least) if commitment.at_least is not None else "–",
    )
    if measure.id == DECLARED:
        return f"Dichiarato {value}, promesso almeno {most}."
    promised = f"{measure.counts}; promesso almeno {most} {PER_CENT}."
    if measure.id == DESKS:  # of comuni, not of persons
        return f"{figure.kept} su {figure.of} ({value} {PER_CENT}): {promised}"
    parts = [f"{_of_persons(figure, commitment.at_least)}: {promised}"]
    if figure.waiting:
        parts.append(f"Non ancora dovuti, lasciati fuori: {in_words(figure.waiting)}.")
    if figure.ended:
        parts.append(f"Finiti prima per altro motivo, lasciati fuori: {in_words(figure.ended)}.")
    return " ".join(parts)


def _of_persons(figure: Figure, at_least: Decimal | None) -> str:
    """Tell of how many paths it holds, and no few of them; rounded, it must not seem to say the contrary."""
    if figure.of < FEWEST:
        return f"meno di {FEWEST} in tutto, quanti non si mostra"
    share = Decimal(100 * rounded(figure.kept)) / rounded(figure.of)
    counts = f"{in_words(figure.kept)} su {in_words(figure.of)}"
    if 0 < figure.kept < FEWEST:
        return counts
    kept = figure.value is not None and at_least is not None and figure.value >= at_least
    if at_least is not None and kept != (share >= at_least):
        side = "di poco sopra" if kept else "di poco sotto"
        return f"{counts} ({side} il promesso: i numeri sono arrotondati a {FEWEST})"
    return f"{counts} ({_number(share)} {PER_CENT})"


def _nothing(figure: Figure, measure: str) -> str:
    """Say why there is no figure."""
    if measure == DECLARED:
        return figure.source
    left = [f"{in_words(figure.waiting)} non ancora dovuti"] if figure.waiting else []
    return "nei giorni contati non c’è nulla da contare" + (f" ({left[0]})" if left else "")


def _number(value: Decimal) -> str:
    """Write a number as Italians do, with at most one decimal: 78,8."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
