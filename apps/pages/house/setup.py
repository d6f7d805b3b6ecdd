"""Keep how far the setting up of a body has come, whoever of its roles may write each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.pages.task import Task
from coordinator.errors import NotAllowedError
from coordinator.network.record import find_services
from coordinator.protection import open_viewer, policy
from coordinator.protection.setup import keep_setup, read_setup

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.protection import Viewer

STEPS = (
    ("luogo", "Dove lavorate"),
    ("servizi", "I servizi"),
    ("squadra", "La squadra"),
    ("persona", "La prima persona"),
    ("legami", "Chi le sta intorno"),
    ("domanda", "La prima domanda"),
    ("fatto", "Pronti"),
)


def able(desk: Desk, action: str, resource: str) -> Viewer | None:
    """
    Choose among the roles of who has entered one that may do something.

    Parameters
    ----------
    desk
        The store and who has entered.
    action, resource
        Words of the policy.

    Returns
    -------
    Viewer or None
        In the role that she acts in if that may; None when none of her roles may.
    """
    viewer, me = desk.viewer(), desk.me()
    roles = [viewer.role, *(me.roles if me is not None else ())]
    found = next((role for role in roles if policy().allows(role, action, resource)), None)
    if found is None:
        return None
    if found == viewer.role:
        return viewer
    return open_viewer(desk.store, viewer.user, role=found)  # for its usual purpose: hers was of another role


class Setup(Task):
    """The steps done so far, kept in the store at each word that is typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        admin = able(desk, "write", "body")
        if admin is None:
            raise NotAllowedError(self.viewer.role, "write", "body")
        self.admin = admin
        self.state: dict[str, Any] = {"step": "luogo", "typed": {}, "bodies": {}, "members": [], "person": ""}
        self.state |= read_setup(desk.store, admin)

    def services(self) -> list[tuple[str, str]]:
        """List the services that there are: id and name."""
        return [(one.id, one.name) for one in find_services(self.desk.store, "", self.admin)]

    def go(self, step: str) -> None:
        """Go to a step."""
        if step in dict(STEPS):
            self.keep(step=step)
            self.typed = {}

    def keep(self, **changes: Any) -> None:
        """Keep how far the setting up has come."""
        self.state |= changes
        keep_setup(self.desk.store, self.state, self.admin)

    def _handle(self, act: Act) -> None:
        """Keep a field as it is typed, without drawing the form again; do anything else as every task does."""
        if act.get("act") != "draft":
            super()._handle(act)
            return
        step = self.state["typed"].setdefault(str(act["form"]), {})
        step[str(act["field"])] = str(act.get("value") or "")
        self.keep()
        self.live.acknowledge(act)
