"""Go on from any list of persons: of those who care, of those whom a colleague follows, of paths, terms and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.reading.of_many import among
from coordinator.pathway.cases import read_open_cases

if TYPE_CHECKING:
    from apps.assistant.reading.of_many import Asked
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

LISTS = frozenset({"cases", "overdue", "calls", "apart", "my_day"})
"""Kinds of answer that list persons line by line, or their paths."""

GOES_ON = LISTS | {"census", "carers", "workload"}
"""Kinds of answer of many persons, from which one goes on."""

TABLE = "table_"
"""How the kinds of answer begin that were read from a table."""

NOT_WHOLE = "e altr"
"""How the line begins that says that a list goes on."""


def among_listed(scene: Scene) -> Asked | None:
    """
    Ask for those whom the answer before listed.

    Parameters
    ----------
    scene
        The conversation, with the answer before.

    Returns
    -------
    Asked or None
        None where it listed nobody, was of one person, or did not list all.
    """
    said = scene.said
    if said is None or not lists(said.intent) or said.person_id or not scene.viewer.may("read", "person"):
        return None
    persons = _persons_of(scene, said)
    whole = not any(line.text.startswith(NOT_WHOLE) for line in said.lines)
    return among(persons, "fra quelle elencate") if persons and whole else None


def goes_on(scene: Scene) -> bool:
    """
    Say whether one may go on from many persons.

    Parameters
    ----------
    scene
        The conversation, with the answer before.

    Returns
    -------
    bool
        False where the answer before was of one person, or of none.
    """
    said = scene.said
    return said is not None and (said.intent in GOES_ON or lists(said.intent))


def lists(intent: str) -> bool:
    """
    Say whether answers of a kind list persons line by line, or may.

    Parameters
    ----------
    intent
        Of the answer.

    Returns
    -------
    bool
        True also for what was read from a table.
    """
    return intent in LISTS or intent.startswith(TABLE)


def _persons_of(scene: Scene, said: Reply) -> list[str]:
    """List the persons of whom the lines of an answer are, or of whose paths."""
    records = [line.party_id or line.page.partition("id=")[2].partition("&")[0] for line in said.lines]
    owners: dict[str, str] = {}
    if scene.viewer.may("read", "case"):
        owners = {view.id: view.person_id for view, _ in read_open_cases(scene.store, scene.viewer)}
    found = (one if one.startswith("per:") else owners.get(one, "") for one in records)
    return list(dict.fromkeys(one for one in found if one))
