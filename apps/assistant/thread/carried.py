"""Read a short question with the one before: the same of another service, person or thing; more of a service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.money import named_funders
from apps.assistant.census.names import names_here
from apps.assistant.census.words import read_onward
from apps.assistant.general.services import services_named
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.people import find_named
from apps.assistant.reading.route import intents
from apps.assistant.reading.words import normal
from apps.assistant.whom.several import narrowed
from coordinator.model import vocabulary
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.whom.scene import Scene

SHORT = 7
"""Words at most of a question that is read with the one before."""

LISTED = 6
"""Services of an answer at most that a short question may mean together."""

BEGINS = re.compile(r"^ (?:e |ma |anche |invece |e invece |allora )+")
ARTICLE = (
    r"(?:(?:per |in |con )?(?:il|la|lo|un|una|al|allo|alla|nel|nello|nella|del|dello|della|dal|dallo|dalla|in|a|di) "
    r"|(?:all|nell|dell|dall|l)['’ ]?)?"
)
OF_SERVICE = re.compile(
    r"^ (?:e |ma )?(?:quanto (?:tempo )?(?:costa|si paga|si aspetta|c'e da aspettare|dura l'attesa|ci vuole)|cosa costa"
    r"|il costo|(?:e )?gratis|(?:quanti |ha |hanno |c'e |ci sono )?(?:un )?post[oi](?: liber[oi])?"
    r"|(?:che |quali )?(?:documenti|requisiti|orari)(?: servono| chiedono| ci vogliono| fa| ha)?"
    r"|(?:l'|che |quanta )?attesa|quant[ie] (?:sono in lista|aspettano)|chi puo andarci"
    r"|come si (?:accede|chiede)|a chi si chiede) $"
)
"""What may be asked of a service that was named before, and no more."""

TERMS = "Quale termine corre per"
OF_CASE = {"late": TERMS, "no_plan": "Che cosa manca per il piano di", "plan": "Che cosa prevede il piano di",
           "phase": "A che punto è il percorso di", "awaits": "A che punto è il percorso di",
           "open": "A che punto è il percorso di"}  # fmt: skip
"""What a list was of → how it is asked of one person."""

INSTEAD = re.compile(
    r"^ (?:e |ma )?chi (?:la |lo |li |puo |potrebbe |va a )*(?:sostitu\w+|rimpiazz\w+|copr\w+|prende il suo posto) $"
)
MUST = re.compile(
    r"^ (?:e |ma )?chi (?:la |lo |li |le )?(?:deve |dovrebbe |puo |tocca )?(?:far(?:la|lo|li|le|e)?|convocar(?:la|e)"
    r"|scriver(?:la|lo|e)|preparar(?:la|lo|e)|occuparsene|se ne occupa) $"
)
WHO_DOES = "Chi può fare il prossimo passo del percorso?"
HOW_LONG = re.compile(r"^ (?:e |ma )?da (?:quanti giorni|quanto(?: tempo)?|quando) $")
MAY = re.compile(
    r"^ (?:e |ma )?(?P<who>(?:(?:il|la|l'|lo|i|le|gli|un|una) ?)?[a-z' ]+?) (?:puo|possono)(?: \w+)? $"
)
SINCE = re.compile(r"^ (?:e |ma )?da (?:quando|quanto)(?: tempo)? $")
BEFORE = re.compile(
    r"^ (?:e |ma )?(?:prima|l'anno scorso|un anno fa|in passato|e prima com'era|prima com'era) $"
)

OF_PLACES = re.compile(r" (?:si aspetta|da aspettare|attesa|post[oi]|ci vuole) ")

THING = re.compile(
    r"^ (?P<by>d(?:i|el|ello|ella|ell'|ei|elle)|per(?: il| la| l'| i| le)?) ?(?P<what>[a-z]+(?: [a-z]+)?) $"
)
"""A fragment that names another thing: "e di passeggiate?"."""

OF_THINGS = frozenset({"given", "budget", "plan", "waits"})
"""Kinds of question that are asked of one thing or another."""


def carried(scene: Scene, question: str) -> str:
    """
    Write a short question out in full, where it goes on from the one before.

    Parameters
    ----------
    scene
        The conversation, with the question before and its answer.
    question
        As it was typed: "e il centro diurno?", "e di Nino?", "quanto costa?".

    Returns
    -------
    str
        The same where it says enough by itself.
    """
    words = normal(question.rstrip("?! ."))
    if not scene.question or scene.said is None or len(words.split()) > SHORT or _of_many(scene, question):
        return question
    for read in READ:
        if whole := read(scene, question, words):
            return whole
    return question


def _of_many(scene: Scene, question: str) -> bool:
    """Say whether it goes on from a question about many persons, which has its own way."""
    return (
        scene.many is not None and read_onward(question, scene.many, scene.day, names_here(scene)) is not None
    )


def _one_of_them(scene: Scene, question: str, _words: str) -> str:
    """Ask of one of those listed what the list was of: after who is late, her terms."""
    said = scene.said
    if said is None or said.intent not in {"census", "overdue", "my_day", "cases"}:
        return ""
    named, _ = narrowed(scene, question, find_named(scene.store, scene.viewer, question))
    if len(named.people) != 1 or not is_bare(named.rest):
        return ""
    return f"{_topic(scene)} {named.people[0].name}?"


def _topic(scene: Scene) -> str:
    """Say what the list before was of, as it is asked of one person."""
    many = scene.many
    if many is None:
        return "A che punto è il percorso di" if scene.said and scene.said.intent == "cases" else TERMS
    if many.case:
        return next((asked for case, asked in OF_CASE.items() if many.case.startswith(case)), TERMS)
    if many.wanted.needs or many.wanted.unmet:
        return "Di che cosa ha bisogno"
    if many.wanted.quiet_since or many.wanted.order == "quietest":
        return "Quando è stata vista l’ultima volta"
    if any(one.present and one.kinds[0] == "in_attesa" for one in many.wanted.ties):
        return "Che cosa sta aspettando"
    return "Chi c’è intorno a"


def _instead_of_a_helper(scene: Scene, _question: str, words: str) -> str:
    """Ask who takes the place of the helper who was named."""
    return f"E se manca {scene.named}, chi copre?" if scene.named and INSTEAD.match(words) else ""


def _for_how_long(scene: Scene, _question: str, words: str) -> str:
    """Ask again for a list that says of each since when."""
    listed = scene.said is not None and scene.said.intent in {"overdue", "my_day", "cases"}
    return scene.question if listed and HOW_LONG.match(words) else ""


def _who_must(scene: Scene, _question: str, words: str) -> str:
    """Ask who does the step that a term or a lack was said of."""
    return WHO_DOES if scene.intent in {"terms", "next", "gate"} and MUST.match(words) else ""


def _who_may(scene: Scene, _question: str, words: str) -> str:
    """Ask of somebody else whether she may, after who may."""
    found = MAY.match(words)
    if found is None or scene.said is None or scene.said.intent != "permits":
        return ""
    return f"{found['who']} può vedere la scheda?"


def _since_or_before(scene: Scene, _question: str, words: str) -> str:
    """Ask since when the helpers named are there, or who they were a year ago."""
    if scene.intent == "around" and not scene.named and SINCE.match(words):
        return "da quando la seguono?"
    if intents()[scene.intent].dated if scene.intent else False:
        return f"{scene.question.rstrip('?! .')} un anno fa?" if BEFORE.match(words) else ""
    return ""


def _other_service(scene: Scene, _question: str, words: str) -> str:
    """Ask the same of another service."""
    names = _service_words(scene)
    now, before = _first(names, words), _first(names, normal(scene.question))
    if not now or not before or now == before:
        return ""
    rest = BEGINS.sub(" ", words).replace(f"{now} ", " ")
    if not is_bare(rest):
        return ""
    phrase = BEGINS.sub(" ", words).strip()
    asked = normal(scene.question.rstrip("?! ."))
    return re.sub(rf"(?<![a-z]){ARTICLE}{before}(?![a-z])", phrase, asked, count=1).strip()


def _other_person(scene: Scene, question: str, _words: str) -> str:
    """Ask the same of another person, with all that was asked of the one before."""
    named, _ = narrowed(scene, question, find_named(scene.store, scene.viewer, question))
    if len(named.people) != 1 or not is_bare(named.rest) or not scene.intent:
        return ""
    person = named.people[0]
    if scene.person_id and person.id != scene.person_id and person.name in scene.helpers_meant(question):
        return ""
    before = find_named(scene.store, scene.viewer, scene.question)
    asked = (before.rest if before.people else scene.question).rstrip("?! .")
    return "" if is_bare(asked) else f"{asked} {person.name}?"


def _other_thing(scene: Scene, _question: str, words: str) -> str:
    """Ask the same of another thing of a plan: "e di passeggiate?"."""
    found = THING.match(BEGINS.sub(" ", words))
    if found is None or scene.intent not in OF_THINGS or not BEGINS.match(words):
        return ""
    before = normal(scene.question)
    phrase = f" {found[0].strip()} "
    changed, times = re.subn(r" d(?:i|el|ello|ella|ell'|ei|elle) ?[a-z]+ ", phrase, before, count=1)
    return (changed if times else f"{before.rstrip()}{phrase}").strip()


def _more_of_a_service(scene: Scene, question: str, words: str) -> str:
    """Ask something more of the services that the question before named, or its answer."""
    if not OF_SERVICE.match(words) or services_named(scene.store, scene.viewer, question):
        return ""
    asks = "Posti liberi e attesa:" if OF_PLACES.search(words) else question.rstrip("?! .")
    before = _first(_service_words(scene), normal(scene.question))
    if before:
        return f"{asks} {before}?"
    if asks.startswith("Posti") and scene.said is not None and scene.said.intent == "places":
        return scene.question  # the list says it of each
    ids = (
        dict.fromkeys(one.party_id for one in scene.said.lines if one.party_id.startswith("svc:"))
        if scene.said
        else {}
    )
    cards = [one.name for one in find_services(scene.store, "", scene.viewer) if one.id in ids]
    return f"{asks} {', '.join(cards)}?" if 0 < len(cards) <= LISTED else ""


def _same_funder(scene: Scene, question: str, words: str) -> str:
    """Ask something more of the money of the same body: "e impegnati?"."""
    if scene.intent != "budget" or not BEGINS.match(words) or named_funders(question):
        return ""
    funders = named_funders(scene.question)
    rest = BEGINS.sub(" ", words).split()
    if len(funders) != 1 or not all(word.startswith(MONEY) for word in rest):
        return ""
    return f"{question.rstrip('?! .')} {funders[0].replace('_', ' ')}?"


MONEY = (
    "impegn",
    "spes",
    "liquid",
    "pagat",
    "rest",
    "quant",
    "in",
    "tutto",
    "sono",
    "soldi",
    "euro",
    "mess",
    "ha",
    "gia",
)
"""Beginnings of words that ask of money."""


def _service_words(scene: Scene) -> tuple[str, ...]:
    """List what services are called, the longest first; kinds that nobody here offers too."""
    if not scene.viewer.may("read", "directory"):
        return ()
    kinds = (
        key.replace("_", " ") for key in vocabulary().terms["service_kinds"] if key not in {"altro", "uvm"}
    )
    return tuple(sorted({*names_here(scene).services, *kinds}, key=lambda one: (-len(one), one)))


def _first(names: tuple[str, ...], words: str) -> str:
    """Find the longest name that some words hold."""
    apart = words.replace("'", "' ")
    return next((one for one in names if f" {one} " in apart), "")


READ: tuple[Callable[[Scene, str, str], str], ...] = (
    _one_of_them,
    _instead_of_a_helper,
    _for_how_long,
    _who_must,
    _who_may,
    _since_or_before,
    _other_service,
    _other_person,
    _other_thing,
    _more_of_a_service,
    _same_funder,
)
"""How a short question is read with the one before, in their order; each returns nothing for what is not its own."""
