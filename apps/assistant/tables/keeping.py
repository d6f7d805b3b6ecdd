"""Name the tables, and read the rows of each once for a question, as far as the asker may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.tables.of_actions import read_actions
from apps.assistant.tables.of_agreements import read_agreements
from apps.assistant.tables.of_calls import read_calls
from apps.assistant.tables.of_cases import read_path_rows
from apps.assistant.tables.of_choices import read_choices
from apps.assistant.tables.of_colleagues import read_colleagues
from apps.assistant.tables.of_contacts import read_contacts
from apps.assistant.tables.of_dues import read_dues
from apps.assistant.tables.of_given import read_given
from apps.assistant.tables.of_goals import read_goals
from apps.assistant.tables.of_helpers import read_helpers
from apps.assistant.tables.of_indicators import read_indicators
from apps.assistant.tables.of_log import read_log
from apps.assistant.tables.of_needs import read_needs
from apps.assistant.tables.of_referrals import read_referrals
from apps.assistant.tables.of_scales import read_scales
from apps.assistant.tables.of_services import read_services
from apps.assistant.tables.of_shares import read_shares
from apps.assistant.tables.of_team import read_team
from apps.assistant.tables.table import spec_of
from coordinator.errors import NotAllowedError
from coordinator.network.named import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.assistant.tables.table import Row, Spec
    from apps.assistant.whom.scene import Scene

TABLES: Mapping[str, Callable[[Scene, str], list[Row]]] = {
    "team": read_team,
    "services": read_services,
    "agreements": read_agreements,
    "indicators": read_indicators,
    "log": read_log,
    "helpers": read_helpers,
    "needs": read_needs,
    "given": read_given,  # before contacts: an access that was given is one of the plan's where there is one
    "contacts": read_contacts,
    "scales": read_scales,
    "colleagues": read_colleagues,
    "dues": read_dues,
    "referrals": read_referrals,
    "calls": read_calls,
    "cases": read_path_rows,
    "actions": read_actions,
    "shares": read_shares,
    "goals": read_goals,
    "choices": read_choices,
}
"""The tables, and who reads the rows of each."""


def rows_of(scene: Scene, key: str, person_id: str) -> list[Row] | None:
    """
    Read the rows of a table, once for a question.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    key
        Of the table.
    person_id
        Of whom alone; empty for all.

    Returns
    -------
    list of Row or None
        None for who may not, or where a table is of one and nobody is in mind.
    """
    if spec_of(key).of_one and not person_id:
        return None
    if (key, person_id) not in scene.rows:
        try:
            scene.rows[key, person_id] = TABLES[key](scene, person_id)
        except NotAllowedError:
            scene.rows[key, person_id] = None
    held: list[Row] | None = scene.rows[key, person_id]
    return held


def own_name(scene: Scene, spec: Spec) -> str:
    """
    Name who asks, where a table has who sees to each.

    Parameters
    ----------
    scene
        The conversation.
    spec
        Of the table.

    Returns
    -------
    str
        Empty for who is nobody in the record.
    """
    mine = scene.viewer.party_id
    return names_of(scene.store, [mine], scene.viewer).get(mine, "") if spec.owner and mine else ""
