"""Hold what a body lays down for itself: where it is, its patron saint, its own terms, the trial it takes part in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from coordinator.pathway.calendar import LocalCalendar
from coordinator.pathway.terms import Term, find_term, terms_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordinator.pathway.gates import Instrument

RuleKind = Literal["territorio", "patrono", "termine", "sperimentazione"]
ITALY = "IT"


@dataclass(frozen=True, slots=True)
class LocalRule:
    """One row of a body's own rules, as its office writes it."""

    kind: str  # a `RuleKind`
    about: str | None = None  # the territory, the id of the term, the province
    name: str | None = None
    length: int | None = None
    unit: str | None = None
    saturday: str | None = None  # "lavorativo" or "non lavorativo"
    holiday: str | None = None  # "prorogato" or "fermo"
    day: str | None = None  # of the patron saint, "03/02": day and month
    since: date | None = None
    until: date | None = None  # the last day
    source: str | None = None  # a URN, or the body's own act in words


@dataclass(frozen=True, slots=True)
class Trial:
    """A stretch of time in which the place takes part in the trial of an instrument."""

    since: date
    until: date | None  # the last day
    where: str | None
    source: str

    def holds(self, day: date) -> bool:
        """Say whether the trial is on, on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class LocalRules:
    """What holds in one place, on top of what holds in Italy."""

    territory: str = ITALY  # e.g. "IT-esempio": which region's variant of the path is run
    calendar: LocalCalendar = field(default_factory=LocalCalendar)
    terms: tuple[tuple[str, Term], ...] = ()  # (id of the term it stands for, the body's own)
    trials: tuple[Trial, ...] = ()

    def term(self, term_id: str, day: date) -> Term:
        """
        Return the term that holds for a start event of a day.

        Parameters
        ----------
        term_id
            Of the shipped table.
        day
            Of the start event: a term that began before the body changed it keeps its length.

        Returns
        -------
        Term
            The body's own where it has one, else the shipped one.
        """
        for instead_of, own in self.terms:
            if instead_of == term_id and own.is_in_force_on(day):
                return own
        return find_term(terms_table(), term_id)

    def allows(self, instrument: Instrument, day: date, territory: str) -> bool:
        """
        Say whether an instrument may be opened here on a day.

        Parameters
        ----------
        instrument
            PAI, progetto individuale, progetto di vita …
        day
            Of the opening.
        territory
            Where.

        Returns
        -------
        bool
            While a trial is on here, the instrument on trial may and the one that it replaces may not.
        """
        if any(trial.holds(day) for trial in self.trials):
            if any(stage.is_trial_on(day) for stage in instrument.stages):
                return True
            if instrument.replaced_by is not None:
                return False
        return instrument.is_in_force(day, territory)


def terms_on(local: LocalRules, day: date) -> tuple[tuple[str, Term, bool], ...]:
    """
    List the terms that hold in a place on a day.

    Parameters
    ----------
    local
        What the place lays down.
    day
        The day.

    Returns
    -------
    tuple
        (id in the shipped table, the term, whether the body may change it), in the order of the table; those
        of another region are left out.
    """
    region = f"urn:nir:regione.{local.territory.removeprefix('IT-').lower()}:"
    return tuple(
        (key, local.term(key, day), may_change(shipped))
        for key, shipped in terms_table().items()
        if shipped.origin != "atto regionale" or (shipped.source or "").startswith(region)
    )


def may_change(term: Term) -> bool:
    """Say whether a body may lay a shipped term down for itself: one of a norm only where it says so."""
    return term.source is None or term.unless is not None


def build_rules(rows: Iterable[LocalRule]) -> LocalRules:
    """
    Build what holds in a place from its rows.

    Parameters
    ----------
    rows
        Checked ones (`coordinator.pathway.local_checks.check_rules`).

    Returns
    -------
    LocalRules
        Those of Italy where there is no row.
    """
    found = LocalRules()
    for row in rows:
        match row.kind:
            case "territorio":
                found = replace(found, territory=str(row.about))
            case "patrono":
                day, month = (int(part) for part in str(row.day).split("/")[:2])
                found = replace(found, calendar=LocalCalendar((month, day), patron_since=row.since))
            case "termine":
                found = replace(found, terms=(*found.terms, (str(row.about), _term(row))))
            case "sperimentazione" if row.since:
                trial = Trial(row.since, row.until, row.about, str(row.source))
                found = replace(found, trials=(*found.trials, trial))
    return found


def _term(row: LocalRule) -> Term:
    """Build a body's own term on the shipped one: start event, suspension and warning stay."""
    shipped = find_term(terms_table(), str(row.about))
    urn = row.source if (row.source or "").startswith("urn:") else None
    return replace(
        shipped,
        name=row.name or shipped.name,
        length=row.length or shipped.length,
        unit=row.unit or shipped.unit,  # type: ignore[arg-type]
        saturday_works=row.saturday == "lavorativo",
        on_holiday=row.holiday or shipped.on_holiday,  # type: ignore[arg-type]
        source=urn,
        origin="atto regionale" if urn else "termine locale",
        document=None if urn else row.source,
        valid_from=row.since,
        valid_to=row.until + timedelta(days=1) if row.until else None,
        warn_days=min(shipped.warn_days, max(1, (row.length or shipped.length) // 3)),
    )
