"""Say what a UVM decided, who took part, and which opinions are written: what was merely said is kept nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.plan import last_event, links_of, path_page, plan_page
from apps.assistant.reading.people import Named
from apps.assistant.reading.recognised import family_name
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled
from apps.components.path_words import ROLE_NAMES
from apps.components.words import long_day
from coordinator.model import vocabulary
from coordinator.network.directory import directory
from coordinator.pathway.cases import read_open_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.cases import CaseView

UVM = r"(?:uvm|unita di valutazione|valutazione multidimensionale|commissione|riunione|equipe)"
DECIDED = re.compile(
    r" (?:(?:che )?(?:cosa|cos'?) (?:ha|hanno|e stato|s'?e|si e) (?:\w+ )?"
    r"(?:detto|deciso|stabilito|concluso|proposto|pensa\w*)"
    r"|che (?:decisione|decisioni|esito|conclusioni)|(?:la |l')?(?:decisione|esito|conclusioni?) (?:della|dell')"
    r"|(?:com'?e?|come e) (?:e )?(?:andata|finita)|chi (?:c'?era|ha partecipato|era presente|hanno partecipato)"
    r"|(?:detto|deciso|sostenuto|dichiarato)) "
)
"""How a question asks what came of a meeting."""

LAWFUL = re.compile(r" (?:per legge|norm[ae]|articolo|comma|decreto|puo|deve|devono|possono|si puo) ")


def say_meeting(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what a UVM decided, or what one who sat in it wrote.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "che cosa ha deciso la UVM?", "cosa ha detto la Fontana in UVM?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or where the asker sees no paths.
    """
    words = normal(question.replace("?", " ")).replace("'", "' ")
    if not (
        re.search(rf" {UVM} ", words) and DECIDED.search(normal(question.replace("?", " ")))
    ) or LAWFUL.search(words):
        return None
    if not (scene.viewer.may("read", "case") and scene.viewer.may("read", "directory")):
        return None
    speaker = _speaker(scene, words)
    if speaker and not named.whole:
        named = Named(rest=question)  # a professional's family name may be a person's too
        if not scene.person_id and (found := _with(scene, speaker)):
            scene.person_id = found
    asked = settled(scene, question, named, "opinions")
    return asked if isinstance(asked, Reply) else _answer(asked, speaker)


def _speaker(scene: Scene, words: str) -> str:
    """Return the id of the one professional whom a question names, empty when it names none or several."""
    known = directory(scene.store, scene.viewer, kinds=("professionista",))
    found = [one.id for one in known if f" {family_name(one.name)} " in words]
    return found[0] if len(found) == 1 else ""


def _with(scene: Scene, party: str) -> str:
    """Return the one person in whose team somebody sits, empty where they are none or several."""
    views = [view for view, _ in read_open_cases(scene.store, scene.viewer)]
    about = {one.person_id for one in views if party in {member.party_id for member in one.state.file.team}}
    return about.pop() if len(about) == 1 else ""


def _answer(asked: Asked, speaker: str) -> Reply:
    """Say what is on record of the meeting; of the one named, what is written."""
    view = asked.case_where(lambda one: one.state.file.opinions or one.state.file.team)
    read = "il percorso, i pareri e il verbale della UVM"
    if view is None:
        return asked.reply(
            "opinions", f"Per {asked.name} non c’è un percorso: nessuna UVM è scritta.", [], read
        )
    ended = last_event(view, "moved", lambda event: event.passage == "chiudi_uvm")
    head = f"La UVM di {asked.name} non si è ancora conclusa: non c’è una decisione."
    if ended is not None:
        head = f"La UVM di {asked.name} si è conclusa il {long_day(ended.day)}."
    lines = [] if speaker else list(_decided(asked, view))
    lines += _said(asked, view, speaker)
    links = (("Documenti", f"documenti?id={view.id}"), *links_of(view))
    return asked.reply("opinions", head, lines, read, links)


def _decided(asked: Asked, view: CaseView) -> Iterator[Line]:
    """Say what was decided: the minutes, the needs found, the goals that followed."""
    minutes = last_event(view, "minutes_written")
    if minutes is not None:
        yield Line(f"Verbale: {minutes.event.document}", page=path_page(view))
    found = [
        one.event
        for one in view.history
        if one.event.kind == "need_found" and one.number not in view.state.void
    ]
    if found:
        labels = ", ".join(dict.fromkeys(vocabulary().label("needs", one.need) for one in found))
        yield Line(f"Bisogni trovati: {labels}", page=path_page(view))
    if asked.viewer.may("read", "plan"):
        for goal in view.state.file.goals:
            done = ", ".join(one.action for one in view.state.planned if one.goal == goal.name)
            yield Line(
                f"Nel piano che ne è venuto: {goal.name}{f' ({done})' if done else ''}", page=plan_page(view)
            )
    roles: dict[str, list[str]] = {}
    for one in view.state.file.team:
        roles.setdefault(one.party_id, []).append(ROLE_NAMES.get(one.role, one.role))
    if roles:
        names = asked.names([*roles])
        told = ", ".join(f"{names[party]} ({' e '.join(held)})" for party, held in roles.items())
        yield Line(f"Nell’équipe: {told}", page=path_page(view))
    part = last_event(view, "took_part")
    if part is not None:
        who = asked.names([part.event.who]).get(part.event.who, part.event.who)
        yield Line(f"Ha partecipato anche {who}", page=path_page(view))


def _said(asked: Asked, view: CaseView, speaker: str) -> Iterator[Line]:
    """
    Say what each wrote, and that what was said aloud is not kept.

    Yields
    ------
    Line
        One a party of whom it is asked, or a single one while the opinions are sealed; then what is not kept.
    """
    file = view.state.file
    wanted = [speaker] if speaker else [*file.opinions]
    names = asked.names([*wanted])
    sealed = "pareri" in view.withheld
    if sealed:
        yield Line(
            "I pareri, finché la valutazione è aperta, li legge chi ha scritto il suo.", page=path_page(view)
        )
    for one in () if sealed else wanted:
        if text := file.opinions.get(one):
            against = " (non è d’accordo)" if one in file.disagreeing else ""
            yield Line(f"Parere scritto di {names[one]}{against}: «{text}»", page=path_page(view))
        elif one not in {member.party_id for member in file.team}:
            yield Line(f"{names[one]} non è nell’équipe di {asked.name}.", one)
        else:
            yield Line(f"{names[one]} è nell’équipe, ma non ha scritto un parere.", one)
    yield Line(
        "Quello che ciascuno ha detto a voce non si tiene: restano i pareri scritti e il verbale.",
        page=path_page(view),
    )
