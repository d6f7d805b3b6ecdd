"""Withhold from a case what its reader may not see: who pays, early opinions, the names of who is reserved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.errors import NotAllowedError
from coordinator.pathway.adding import add_up
from coordinator.pathway.events import ActionPlanned, Entered, OpinionGiven, ResourceGiven, Withheld
from coordinator.pathway.unsaid import PLAN, unsaid_by, without_unsaid

if TYPE_CHECKING:
    from collections.abc import Collection

    from coordinator.pathway.case import Recorded
    from coordinator.pathway.events import Event
    from coordinator.pathway.unsaid import Unsaid
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.protection.veil import Veil

Word = str | tuple[str, ...]
"""What a field of an event may hold in which somebody is named: words, an id, or several."""
BUDGET, OPINIONS = "budget", "pareri"
SEALED = "ha scritto; si legge quando ogni professione avrà scritto il suo parere"
ASKS_FOR = {
    "resource_given": BUDGET,
    "entered": BUDGET,
    "goal_set": "plan",
    "action_planned": "plan",
    "dropped": "plan",
}
"""Kind of event → what its writer must be allowed to write; all others ask for cases."""
UVM, CHAIR = "valutazione_multidimensionale", "coordinatore_uvm"


def as_seen_by(
    view: CaseView, viewer: Viewer, veil: Veil | None = None, unsaid: Unsaid | None = None
) -> CaseView:
    """
    Withhold from a case what its reader may not see.

    Parameters
    ----------
    view
        The whole case.
    viewer
        Who reads.
    veil, unsaid
        Hers, where many cases are read at once.

    Returns
    -------
    CaseView
        With the same entries and numbers. Without the right on budgets, resources, payments and costs are
        empty and no amount is in the history; while a UVM gathers opinions, whoever has not written hers
        sees that others wrote, not what. Without the right on plans, goals and actions have numbers in place of
        words; what tells of a need or body that the policy closes to her is left out. ``withheld`` says which was
        done. The names of who is reserved from her stand in no text but her own.
    """
    view = _veiled(view, viewer.veil() if veil is None else veil)
    unsaid = unsaid_by(viewer) if unsaid is None else unsaid
    if not unsaid.nothing:
        view = _with_history(view, without_unsaid(view.history, unsaid))
    hidden = {BUDGET} if not viewer.may("read", "budget") else set()
    if _sealed(view, viewer):
        hidden.add(OPINIONS)
    marks = frozenset(hidden | ({PLAN} if unsaid.plan else set()))
    if not hidden:
        return replace(view, withheld=marks) if marks else view
    history = tuple(_without(one, hidden, viewer) for one in view.history)
    return replace(_with_history(view, history), withheld=marks)


def as_written(view: CaseView, event: Event, veil: Veil) -> Event:
    """
    Put back into an event the words of the case that its writer reads without the names of who is reserved.

    Parameters
    ----------
    view
        The whole case.
    event
        As she writes it: what names a goal or an action repeats its words.
    veil
        Of who writes.

    Returns
    -------
    Event
        With the words as the case has them.
    """
    held = [_words(one.event) for one in view.history]
    return event.model_copy(update=veil.back(_words(event), held))


def check_writer(view: CaseView | None, event: Event, viewer: Viewer, person_id: str) -> None:
    """
    Refuse who may write in a case, and not this.

    Parameters
    ----------
    view
        The whole case; only an opinion needs it.
    event
        What is to be written.
    viewer
        Who writes; needs to write plans for goals and actions, budgets for resources and payments. An opinion
        is written by whose it is, or by who keeps the UVM's papers.
    person_id
        Whose case.

    Raises
    ------
    NotAllowedError
        She may not; the request is in the log.
    """
    if event.kind in ASKS_FOR:
        viewer.require("write", ASKS_FOR[event.kind], of=person_id)
    elif view and isinstance(event, OpinionGiven) and event.party != viewer.party_id and _sits(view, viewer):
        raise NotAllowedError(viewer.role, "write", "opinion")


def may_record(viewer: Viewer, kind: str) -> bool:
    """Say whether a viewer's role may record a kind of event; nothing is written."""
    return viewer.may("write", ASKS_FOR.get(kind, "case"))


def _sealed(view: CaseView, viewer: Viewer) -> bool:
    """Say whether opinions are still being gathered, and the reader has not written hers."""
    file = view.state.file
    awaited = {one.party_id for one in file.team if one.is_professional} - file.opinions.keys()
    gathering = view.state.position.phase == UVM and not file.minutes and bool(awaited)
    return gathering and viewer.party_id not in file.opinions and not _keeps_papers(view, viewer)


def _sits(view: CaseView, viewer: Viewer) -> bool:
    """Say whether someone sits in the team for herself alone."""
    seated = {one.party_id for one in view.state.file.team}
    return viewer.party_id in seated and not _keeps_papers(view, viewer)


def _keeps_papers(view: CaseView, viewer: Viewer) -> bool:
    """Say whether someone keeps the papers of the UVM: who coordinates it, or decides on cases."""
    chairs = {one.party_id for one in view.state.file.team if one.role == CHAIR}
    return viewer.may("decide", "case") or viewer.party_id in chairs


def _veiled(view: CaseView, veil: Veil) -> CaseView:
    """Take the names of who is reserved out of all texts but the reader's own, the same words everywhere."""
    if veil.lifted:
        return view
    hers = {word for one in view.history if one.author == veil.reader for word in _words(one.event).values()}
    return _with_history(view, tuple(_entry_veiled(one, veil, hers) for one in view.history))


def _with_history(view: CaseView, history: tuple[Recorded, ...]) -> CaseView:
    """Add a case up from other entries; the same case where they are the same."""
    if all(new is one for new, one in zip(history, view.history, strict=True)):
        return view
    return replace(view, history=history, state=add_up(view.process, history))


def _entry_veiled(one: Recorded, veil: Veil, hers: Collection[Word]) -> Recorded:
    """Take the names out of one entry; the same entry where it names nobody."""
    told = {name: veil.over(word) for name, word in _words(one.event).items() if word not in hers}
    changed = {name: word for name, word in told.items() if word != getattr(one.event, name)}
    return replace(one, event=one.event.model_copy(update=changed)) if changed else one


def _words(event: Event) -> dict[str, Word]:
    """List the fields of an event that hold words or ids, alone or several."""
    return {name: value for name, value in event if isinstance(value, str | tuple) and name != "kind"}


def _without(one: Recorded, hidden: set[str], viewer: Viewer) -> Recorded:
    """Empty an entry of what is hidden."""
    event = one.event
    if BUDGET in hidden:
        if isinstance(event, ResourceGiven | Entered):
            return replace(one, event=Withheld(what=event.kind))
        if isinstance(event, ActionPlanned) and event.hourly_cost is not None:
            return replace(one, event=event.model_copy(update={"hourly_cost": None}))
    if OPINIONS in hidden and isinstance(event, OpinionGiven) and event.party != viewer.party_id:
        return replace(one, event=event.model_copy(update={"text": SEALED, "disagrees": False}))
    return one
