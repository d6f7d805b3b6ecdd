"""Find what the answer before listed: rows of its own table, or rows of others that its lines tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.assistant.tables.keeping import TABLES, rows_of
from apps.assistant.tables.query import Query
from apps.assistant.tables.table import spec_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.tables.table import Row, Spec
    from apps.assistant.whom.scene import Scene


class Listed(NamedTuple):
    """What was listed last: the rows of which table, and the question that they answered."""

    table: str
    query: Query
    question: str  # that it answered

    @property
    def rows(self) -> tuple[str, str]:
        """Which table, and of whom, its rows are of."""
        return self.table, self.query.person_id


def listed_before(scene: Scene) -> Iterator[Listed]:
    """
    Find what the answer before listed: of its own table first, then the rows of others that its lines tell.

    Parameters
    ----------
    scene
        The conversation, with the answer before.

    Yields
    ------
    Listed
        The best first.
    """
    said, listed = scene.said, scene.listed
    if said is None:
        return
    if isinstance(listed, Listed) and listed.question == scene.question:
        yield listed
    for key in sorted(TABLES, key=lambda one: _nearness(one, said.intent)):
        spec = spec_of(key)
        if said.intent not in {*spec.intents, f"table_{key}"}:
            continue
        whose = said.person_id if spec.of_person else ""
        if spec.of_one and (not whose or scene.person_id not in {"", whose}):
            continue  # of nobody, or of another than who has come to mind since
        rows = rows_of(scene, key, whose) or []
        told = [normal(line.text) for line in (Line(said.head), *said.lines)]
        names = [one for one in (spec.leads, *spec.known) if one != spec.person or not whose]
        places = {row.key: at for row in rows if (at := _told_at(row, names, spec, told)) is not None}
        first = {
            row.key for row in rows if any(it.startswith(normal(row.cell(spec.leads).shown)) for it in told)
        }
        places = {one: at for one, at in places.items() if one in first} or places  # those whom lines are of
        leads = {row.key: normal(row.cell(spec.leads).shown) for row in rows if row.key in places}
        places = {  # of "Carico dei servizi, Rocca" the one of Rocca, and not the one of all
            one: at
            for one, at in places.items()
            if not any(
                at == places[it] and name != leads[one] and name.startswith(leads[one])
                for it, name in leads.items()
            )
        }
        whom = {line.party_id for line in said.lines if line.party_id.startswith("per:")}
        if not whose and whom - {one[0] for one in places}:
            continue  # it lists persons of whom this table has no row
        if places:
            found = tuple(sorted(places, key=lambda one: places[one]))
            totals = (spec.sum_of,) if spec.told_in_sums and said.intent in spec.near[:1] else ()
            yield Listed(key, Query(key, person_id=whose, among=found, totals=totals), scene.question)


def _nearness(key: str, intent: str) -> int:
    """Put first the tables whose rows a kind of answer tells before all others."""
    return int(intent not in (f"table_{key}", *spec_of(key).near[:1]))


def _told_at(row: Row, columns: Sequence[str], spec: Spec, told: Sequence[str]) -> int | None:
    """Return the place of the first line that tells a row: it names what some columns say of it."""
    names = [normal(row.cell(one).shown) for one in columns]
    ways = [names, *([normal(one), *names[1:]] for one in row.called)]
    stands = normal(row.cell(spec.stands_for).shown) if spec.stands_for else ""
    for at, line in enumerate(told):
        if any(all(name in line for name in way if name.strip()) for way in ways):
            return at
        if stands.strip() and line.startswith(stands):
            return at
    return None
