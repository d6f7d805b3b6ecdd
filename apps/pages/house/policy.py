"""Show who sees and does what, of whom and for what: the policy that every request is checked against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.frame import home_of, page
from apps.components.policy_words import lines, roles_in_words
from apps.pages.task import STYLE_OF_TASKS
from coordinator.protection import policy

if TYPE_CHECKING:
    from apps.components.desk import Desk


def show_policy(desk: Desk) -> None:
    """Fill the document with the policy; it holds no data, and everybody may read it."""
    viewer = desk.viewer()
    viewer.require("read", "directory")
    page(
        desk,
        "house/policy.html",
        "Chi vede che cosa",
        home_of(viewer).id,
        viewer=viewer,
        style=STYLE_OF_TASKS,
        roles=roles_in_words(),
        lines=lines(),
        mine=viewer.role,
        hours=round(policy().emergency_lasts.total_seconds() / 3600),
        days=policy().own.days_after,
    )
