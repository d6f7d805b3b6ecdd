"""Show what was noticed around a person: the rule and the data behind it, and set it aside with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.acts import number_of
from apps.components.days import read_day
from apps.components.frame import argument
from apps.components.path_words import norm_words
from apps.components.words import count, curly, long_day, role_label
from apps.pages.network.gravest import show_gravest
from apps.pages.task import MissingError, Task, about_person, show_task
from coordinator.findings import dismiss, find_for, rules
from coordinator.findings.aside import put_back, set_aside
from coordinator.network.record import read_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.findings import Evidence, Finding
    from coordinator.findings.aside import Aside
    from coordinator.network.record import Record

GRAVITY = {"alta": "grave", "media": "medio", "bassa": "lieve"}


def show_findings(desk: Desk) -> None:
    """Fill the document with the findings of a person."""
    person_id = argument("id")
    lead = "Che cosa manca o è a rischio, con la regola e i dati che lo dicono."
    if not person_id:
        show_gravest(desk, lead)
        return
    record, name = about_person(desk, person_id)
    show_task(desk, "rilievi", f"Rilievi su {name}", lead, record=record, task=Findings(desk, person_id))


class Findings(Task):
    """The findings of a person today, and those set aside."""

    template = "network/findings.html"

    def __init__(self, desk: Desk, person_id: str) -> None:
        super().__init__(desk, person_id)
        self.person_id = person_id
        self.open = ""  # fingerprint of the finding that is being set aside

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"open": self._open, "close": self._open, "aside": self._set_aside, "back": self._put_back}

    def values(self) -> dict[str, Any]:
        """Collect what holds today."""
        aside = set_aside(self.desk.store, self.person_id, self.viewer)
        held = {one.fingerprint: one for one in aside if one.holds_on(self.day)}
        found = self._found()
        shown = [one for one in found if one.fingerprint not in held]
        return {
            "found": [describe(one, aside) for one in shown],
            "counted": count(len(shown), "rilievo", "rilievi"),
            "aside": [(one, held[one.fingerprint]) for one in found if one.fingerprint in held],
            "open": self.open,
            "ties": any(span.holds_on(self.day) for span in self._record().spans),
            "person_id": self.person_id,
            "may_write": self.viewer.may("write", "network"),
            "long_day": long_day,
            "today": self.day,
            "rules_count": len(rules()),
        }

    def _record(self) -> Record:
        """Read the person's record."""
        return read_record(self.desk.store, self.person_id, self.day, self.viewer)

    def _found(self) -> list[Finding]:
        """Read all findings of today."""
        return find_for(self.desk.store, self.person_id, self.day, self.viewer, with_dismissed=True)

    def _open(self, act: Act) -> None:
        """Ask why a finding may be set aside."""
        self.open = str(act.get("finding") or "")

    def _set_aside(self, act: Act) -> None:
        """Set a finding aside with a reason, until a day or until its data change."""
        reason, until = str(act.get("reason") or "").strip(), str(act.get("until") or "").strip()
        if not reason:
            message = "Scrivi perché lo metti da parte: chi legge dopo di te deve capirlo."
            raise MissingError(message)
        last = read_day(until) if until else None
        if last is not None and last < self.day:
            message = f"Il {long_day(last)} è già passato: scrivi un giorno che deve ancora venire."
            raise MissingError(message)
        finding = next((one for one in self._found() if one.fingerprint == act["finding"]), None)
        if finding is None:
            message = "Questo rilievo nel frattempo è cambiato: rileggi l’elenco qui sotto."
            raise MissingError(message)
        dismiss(self.desk.store, finding, self.viewer, reason=reason, until=last)
        number = next(
            one.number
            for one in set_aside(self.desk.store, self.person_id, self.viewer)
            if one.fingerprint == finding.fingerprint
        )
        self.open = ""
        self.said(
            "Messo da parte. Tornerà se cambiano i dati"
            + (f", o dopo il {long_day(last)}." if last else "."),
            undo=lambda: put_back(self.desk.store, number, self.viewer),
        )

    def _put_back(self, act: Act) -> None:
        """Show a finding again."""
        put_back(self.desk.store, number_of(act, "number"), self.viewer)
        self.said("Il rilievo è di nuovo nell’elenco.")


def describe(finding: Finding, aside: Sequence[Aside]) -> dict[str, Any]:
    """
    Say a finding with all that is behind it.

    Parameters
    ----------
    finding
        The finding.
    aside
        What was ever set aside around the person.

    Returns
    -------
    dict
        Words in Italian; ``back`` says why one that was set aside is shown again, or is empty.
    """
    rule = finding.rule
    return {
        "id": finding.fingerprint,
        "severity": finding.severity,
        "gravity": GRAVITY[finding.severity],
        "sentence": curly(finding.sentence),
        "title": curly(rule.title),
        "needs": [curly(word) for word in rule.needs],
        "thresholds": [
            f"{one.value:g} {one.unit} ({norm_words(one.source)})".replace(".", ",", 1)
            for one in rule.thresholds.values()
        ],
        "evidence": [{"words": curly(one.words), "href": address(one)} for one in finding.evidence],
        "action": curly(rule.action),
        "who": ", ".join(role_label(role).replace("_", " ") for role in rule.who),
        "norm": rule.norm,
        "norm_words": norm_words(rule.norm) if rule.norm else "",
        "back": returned(finding, aside),
    }


def returned(finding: Finding, aside: Sequence[Aside]) -> str:
    """Say why a finding that someone had set aside is shown again; empty for any other."""
    for one in aside:
        if one.fingerprint == finding.fingerprint and one.until is not None and one.until < finding.day:
            return (
                f"Era da parte fino al {long_day(one.until)} («{one.reason}»): è ora di guardarlo di nuovo."
            )
    if any(one.rule_id == finding.rule_id and one.fingerprint != finding.fingerprint for one in aside):
        old = next(one for one in aside if one.rule_id == finding.rule_id)
        return (
            f"Un rilievo di questa regola era da parte («{old.reason}»): i dati sono cambiati, o sono altri."
        )
    return ""


def address(evidence: Evidence) -> str:
    """Return the page that shows a datum; empty where none does."""
    kind, _, number = evidence.id.partition(":")
    if kind == "tie":
        return f"legame?n={number}"
    return f"persona?id={evidence.id}" if kind in {"per", "svc", "ist", "pra", "com"} else ""
