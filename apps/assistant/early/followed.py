"""Say whom a professional follows, of the persons whom the asker sees, and where she works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.of_many import among
from apps.assistant.reading.recognised import family_name
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.messages import TIES_UNTOLD
from apps.components.words import count, long_day
from coordinator.model import vocabulary
from coordinator.network.reach import reach
from coordinator.network.record import read_record
from coordinator.network.staff import WORKS
from coordinator.pathway.cases import read_open_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached
    from coordinator.network.record import Record

FOLLOWS = re.compile(
    r" (?:segue|seguono|ha in carico|hanno in carico|si occupa|gestisce|assiste|tiene|cura|ha|hanno|va|visita)"
    r" (?:in carico |adesso |oggi |ora )*(?:(?:il|la|lo|l'|dott\.?|dottor|dottore|dottoressa|dott\.?ssa|signora"
    r"|infermiera|infermiere|assistente|sociale|medico|collega|case|manager) ?)*$"
)
"""How a question ends, once the name is taken out of it, that asks whom a professional follows."""

WHOM = re.compile(
    r"^ (?:e |ma )?(?:quant[eio]|chi|quali|che|di chi|di quant[ei]|l'elenco|elenco|i|le|gli|da chi)"
    r" ?(?:persone|casi|percorsi|pazient\w+|assistit\w+|utent\w+|famiglie|anzian\w+|servizi|di|dei|delle|in carico)* "
)
HERS = re.compile(
    r"^ (?:i |gli |le |quali sono (?:i |gli |le ))?(?:casi|pazienti|assistiti|utenti|persone|percorsi)"
    r" (?:di|del|della|dell'|dott\.?|dottor|dottoressa| )*$"
    r"|^ (?:e |ma )?di (?:chi|quali persone|quant[ei]) (?:persone )?(?:e|sarebbe) (?:il |la |l'|anche )*"
    r"(?:case manager|referente|medico|infermier\w+|assistente|sociale|di (?:famiglia|base)"
    r"|dott\.?|dottor\w*|la|il| )*$"
)
"""The same by a noun: "i casi di …", "di chi è case manager …"."""

OF_WORKER = re.compile(
    r" (?:quant[eio]|pazient[ei]|assistit[ei]|utent[ei]|cas[oi]|famiglie|percors[oi]|in carico) (?!.*\bseguono\b)"
)
"""Words by which whoever has the name is a professional, also where persons have it too."""

SHOWN = 20


REACHED = re.compile(
    r"[ '](?:telefon\w+|tel\.?|numero di|recapit\w+|cellulare|e?-?mail|orari\w*|indirizz\w+) "
)
"""Words of a question how she is reached, which is another."""


def say_followed(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say whom a professional follows.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "quante persone segue la De Luca?", "chi segue il dottor Fabbri?".
    named
        Whom it names: a person in care is another question.

    Returns
    -------
    Reply or None
        None for what asks something else, or names no professional.
    """
    if named.whole or not (scene.viewer.may("read", "person") and scene.viewer.may("read", "directory")):
        return None
    words = normal(question.replace("?", " "))
    if REACHED.search(words):
        return None
    cards = [one for one in reach(scene.store, scene.viewer) if one.kind == "professionista"]
    found = [(one, rest) for one in cards if (rest := _without(words, one)) is not None]
    told = {word for one, _ in found for word in _typed(one, words)}
    if any(not set(normal(one.name).split()) & told for one in named.people):
        return None
    found = [
        pair for pair in found if (WHOM.match(pair[1]) and FOLLOWS.search(pair[1])) or HERS.match(pair[1])
    ]
    shared = named.people and all(len(_typed(one, words)) == 1 for one, _ in found)
    if not found or (shared and not all(OF_WORKER.search(rest) for _, rest in found)):
        return None
    return tell_followed(scene, [one for one, _ in found])


def tell_followed(scene: Scene, found: Sequence[Reached]) -> Reply:
    """
    Say whom some professionals follow, by a tie or in a team.

    Parameters
    ----------
    scene
        The conversation: who asks. From those told one may go on.
    found
        The professionals.

    Returns
    -------
    Reply
        Each person with what the professional is for her.
    """
    heads, lines, persons = zip(*(_of_one(scene, one) for one in found), strict=True)
    who = " o ".join(one.name for one in found)
    query = f"Letto: i legami e le équipe di {who}, al {long_day(scene.day)}."
    every = tuple(line for own in lines for line in own)
    scene.many = among({one for own in persons for one in own}, f"seguite da {who}") if any(persons) else None
    return Reply("workload", " ".join(heads), every, query=query, links=(("Persone", "persona"),))


def _typed(one: Reached, words: str) -> list[str]:
    """Return the words of a professional's name that a question holds."""
    return [part for part in normal(one.name).split() if f" {part} " in words]


def _without(words: str, one: Reached) -> str | None:
    """Take the name of a professional out of a question; None where it is not there."""
    family = family_name(one.name)
    if f" {family} " not in words:
        return None
    rest = words.replace(f" {family} ", " ")
    for part in normal(one.name).split():
        rest = rest.replace(f" {part} ", " ")
    return rest


def _of_one(scene: Scene, one: Reached) -> tuple[str, list[Line], set[str]]:
    """Say whom one professional follows, each person once with what she is for her; and the ids of them all."""
    record = read_record(scene.store, one.id, scene.day, scene.viewer)
    roles: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for span in record.spans:
        if (
            span.other_kind == "persona"
            and vocabulary().tie_kind(span.kind).care
            and span.holds_on(scene.day)
        ):
            names[span.other_id] = span.other_name
            roles.setdefault(span.other_id, []).append(f"{_label(span.kind)} dal {long_day(span.since)}")
    if scene.viewer.may("read", "case"):
        for view, name in read_open_cases(scene.store, scene.viewer):
            if one.id in {member.party_id for member in view.state.file.team}:
                names[view.person_id] = name
                roles.setdefault(view.person_id, []).append("nell’équipe del percorso aperto")
    order = sorted(names, key=lambda who: names[who])
    lines = [Line(f"{names[who]}: {', '.join(dict.fromkeys(roles[who]))}", who) for who in order[:SHOWN]]
    lines += [Line(f"e altre {len(order) - SHOWN}", one.id)] if len(order) > SHOWN else []
    lines += _places(scene, record)
    many = count(len(names), "persona", "persone") if names else "nessuna persona"
    if not scene.viewer.may("read", "network"):
        lines.append(Line(f"{TIES_UNTOLD}: chi altri segue non lo posso dire"))
        head = f"{one.name} ({one.sort_label}) è nell’équipe, fra le persone che vedi, di: {many}."
        return head, lines, set(names)
    return f"{one.name} ({one.sort_label}) segue, fra le persone che vedi: {many}.", lines, set(names)


def _label(kind: str) -> str:
    """Say what somebody is by a tie."""
    return vocabulary().tie_kind(kind).label.removesuffix(" di")


def _places(scene: Scene, record: Record) -> Iterator[Line]:
    """Say where she works."""
    for span in record.spans:
        if span.kind == WORKS and span.starts_here and span.holds_on(scene.day):
            yield Line(f"Lavora per: {span.other_name}", span.other_id)
