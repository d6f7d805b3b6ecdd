"""Open in an emergency a person who is not one's own; look afterwards into why others did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.acts import number_of
from apps.components.frame import argument, home_of, page
from apps.components.words import long_day, role_label
from apps.pages.task import STYLE_OF_TASKS, MissingError, Task
from coordinator.errors import BadEmergencyError, NotAllowedError
from coordinator.network.named import names_of
from coordinator.protection import policy
from coordinator.protection.emergency import open_in_emergency, openings, review

if TYPE_CHECKING:
    from datetime import datetime

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.protection.emergency import Opening

FAULTS = {
    "reason": "Scrivi il motivo con qualche parola in più: chi lo riesamina, e la persona, lo leggeranno.",
    "person": "Questa persona è già fra quelle che segui: aprila senza emergenza.",
    "reviewer": "Chi ha aperto non può riesaminare da sé: lo fa un’altra persona.",
    "remark": "Scrivi in due parole perché: lo legge anche la persona.",
    "number": "Qualcuno l’ha già riesaminato: ricarica la pagina.",
}


def show_emergency(desk: Desk) -> None:
    """Fill the document with the form that opens one person, or with what others have opened."""
    viewer = desk.viewer()
    person_id = argument("id")
    opens = bool(person_id) and viewer.may("emergency", "person")
    if not opens and not viewer.may("read", "emergency"):
        raise NotAllowedError(viewer.role, "read", "emergency")
    task: Task = Opens(desk, person_id) if opens else Reviews(desk)
    task.show()
    title = "Aprire in emergenza" if opens else "Accessi in emergenza"
    page(
        desk,
        "people/emergency.html",
        title,
        "persone" if opens else home_of(viewer).id,
        viewer=viewer,
        style=STYLE_OF_TASKS,
        heading=title,
        opens=opens,
        hours=hours(),
        roots={"task": task.live},
    )


def hours() -> int:
    """Say how many hours an opening lasts."""
    return round(policy().emergency_lasts.total_seconds() / 3600)


class Opens(Task):
    """Ask for the reason, and open the person."""

    template = "people/emergency_open.html"

    def __init__(self, desk: Desk, person_id: str) -> None:
        super().__init__(desk, place=f"emergenza di {person_id}")  # she is not hers yet
        self.person_id, self.ends = person_id, ""

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"open": self._open}

    def values(self) -> dict[str, Any]:
        """Say who is to be opened, and until when she is."""
        return {"person_id": self.person_id, "ends": self.ends, "hours": hours()}

    def _open(self, act: Act) -> None:
        """Open the person for the reason typed."""
        try:
            ends = open_in_emergency(
                self.desk.store, self.person_id, str(act.get("reason") or ""), self.viewer
            )
        except BadEmergencyError as error:
            raise MissingError(FAULTS[error.field]) from error
        self.ends = f"{ends.astimezone():%H:%M}"
        self.said(f"La scheda è aperta fino alle {self.ends}.")


class Reviews(Task):
    """List what was opened, and say what came of looking into it."""

    template = "people/emergency_reviews.html"

    def acts(self) -> dict[str, Any]:
        """Return what the page may ask."""
        return {"review": self._review}

    def values(self) -> dict[str, Any]:
        """Collect the openings, those that wait first."""
        opened = openings(self.desk.store, self.viewer)
        names = self._names({one.person_id for one in opened})
        found = [told(one) | {"name": names.get(one.person_id, "")} for one in opened]
        return {
            "waiting": [one for one in found if one["outcome"] is None],
            "reviewed": [one for one in found if one["outcome"] is not None],
            "may_review": self.viewer.may("review", "emergency"),
        }

    def _names(self, ids: set[str]) -> dict[str, str]:
        """Say what persons are called, to who may read who they are."""
        return names_of(self.desk.store, ids, self.viewer) if self.viewer.may("read", "person") else {}

    def _review(self, act: Act) -> None:
        """Keep the outcome of one."""
        if act.get("outcome") not in {"si", "no"}:
            message = "Scegli se era un’emergenza oppure no."
            raise MissingError(message)
        try:
            review(
                self.desk.store,
                number_of(act, "number"),
                self.viewer,
                justified=act["outcome"] == "si",
                remark=str(act.get("remark") or ""),
            )
        except BadEmergencyError as error:
            raise MissingError(FAULTS[error.field]) from error
        self.said("Riesame scritto. La persona lo legge nella sua scheda.")


def told(one: Opening) -> dict[str, Any]:
    """
    Say an opening in Italian.

    Parameters
    ----------
    one
        The opening.

    Returns
    -------
    dict
        ``number``, ``person_id``, ``who``, ``role``, ``when``, ``until``, ``reason``, ``outcome`` (None while it
        waits), ``remark``, ``reviewer``, ``reviewed``.
    """
    outcome = (
        None if one.justified is None else "era un’emergenza" if one.justified else "non era un’emergenza"
    )
    return {
        "number": one.number,
        "person_id": one.person_id,
        "who": one.who,
        "role": role_label(one.role),
        "when": _moment(one.begun_at),
        "until": f"{one.ends_at.astimezone():%H:%M}",
        "reason": one.reason,
        "outcome": outcome,
        "remark": one.remark,
        "reviewer": one.reviewer,
        "reviewed": long_day(one.reviewed_at.date()) if one.reviewed_at else "",
    }


def _moment(at: datetime) -> str:
    """Write a day and an hour."""
    local = at.astimezone()
    return f"{long_day(local.date())}, ore {local:%H:%M}"
