"""Read a short question with the one before: the same of another service, person or thing; more of a service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.money import named_funders
from apps.assistant.census.funds_onward import in_full
from apps.assistant.census.many import is_onward
from apps.assistant.census.names import names_here
from apps.assistant.early.overdue import UNOWNED
from apps.assistant.early.permits import names_role
from apps.assistant.early.workload import of_other_colleagues
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.days import without_days
from apps.assistant.reading.feasts import in_dates
from apps.assistant.reading.people import find_named
from apps.assistant.reading.periods import goes_on_in
from apps.assistant.reading.route import intents
from apps.assistant.reading.stretches import past_day
from apps.assistant.reading.windows import named_window
from apps.assistant.reading.words import normal
from apps.assistant.thread.focus import OF_DATES
from apps.assistant.thread.in_full import of_another, of_what_was_spoken
from apps.assistant.whom.several import narrowed
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.whom.scene import Scene

SHORT = 10
"""Words at most of a question that is read with the one before."""

BEGINS = re.compile(r"^ (?:e |ma |anche |invece |e invece |allora )+")
ARTICLE = (
    r"(?:(?:per |in |con )?(?:il|la|lo|un|una|al|allo|alla|nel|nello|nella|del|dello|della|dal|dallo|dalla|in|a|di) "
    r"|(?:all|nell|dell|dall|l)['’ ]?)?"
)
TERMS = "Quale termine corre per"
STANDS = "A che punto è il percorso di"
OF_FACT = {"late": TERMS, "no_plan": "Che cosa manca per il piano di", "plan": "Che cosa prevede il piano di",
           "phase": STANDS, "awaits": STANDS, "open": STANDS}  # fmt: skip
"""What a list was of → how it is asked of one person."""

HOW_LONG = re.compile(r"^ (?:e |ma )?da (?:quanti giorni|quanto(?: tempo)?|quando) $")
MAY = re.compile(
    r"^ (?:e |ma |anche |invece )*(?P<who>(?:(?:il|la|l'|lo|i|le|gli|un|una) ?)?[a-z' ]+?)"
    r"(?: (?:puo|possono)(?: \w+)?)? $"
)
HAS_ROLE = re.compile(r" (?:puo|possono) ")
SINCE = re.compile(r"^ (?:e |ma )?da (?:quando|quanto)(?: tempo)? $")
NOW = re.compile(r"^ (?:e |ma )?(?:adesso|ora|oggi|attualmente|al momento|in questo momento|oggi com'e) $")
BEFORE = re.compile(
    r"^ (?:e |ma )?(?:prima|l'anno scorso|un anno fa|in passato|e prima com'era|prima com'era) $"
)

ALSO = re.compile(r" (?:anche|pure|insieme|in piu|contemporaneamente|tutt[ie] e due|entramb[ie]) ")
WOULD_BE_AWAY = re.compile(r"(?:.*\. )?Se mancasse(?:ro)? ([^:]+?), nella rete")
"""How one more is supposed to be away, and how an answer names those who already are."""

LEFT = re.compile(
    r"^ (?:e |ma |allora |quindi )*(?:chi (?:resta|rimane|resterebbe|rimarrebbe|c'e|ci sarebbe|altro c'e)|resta chi)"
    r"(?: (?:allora|poi|con lei|con lui|in piedi))? $"
)
"""How a fragment asks who would be left."""

PRONOUN = re.compile(r"^ (?:e |ma |invece )*(?P<who>lui|lei) (?!e |si )[a-z' ]+$")
"""A pronoun that begins a question."""

WITH_HER = re.compile(
    r"^ (?:e |ma |invece )*con (?:lei|lui|la (?:signora|madre|mamma|nonna)|il (?:signore|padre|papa|nonno)) $"
)
"""How a fragment asks how somebody gets on with the person in mind."""

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
    """Say whether it goes on from many persons, or from the money of many paths, which have their own way."""
    return is_onward(scene, question) or bool(in_full(scene, question))


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
    if many.facts:
        first = many.facts[0]
        return OF_FACT.get(first.key if first.present else f"no_{first.key}", TERMS)
    if many.wanted.needs or many.wanted.unmet:
        return "Di che cosa ha bisogno"
    if many.wanted.quiet_since or many.wanted.order == "quietest":
        return "Quando è stata vista l’ultima volta"
    if any(one.present and one.kinds[0] == "in_attesa" for one in many.wanted.ties):
        return "Che cosa sta aspettando"
    return "Chi c’è intorno a"


def _for_how_long(scene: Scene, _question: str, words: str) -> str:
    """Ask again for a list that says of each since when."""
    listed = scene.said is not None and scene.said.intent in {"overdue", "my_day", "cases"}
    return scene.question if listed and HOW_LONG.match(words) else ""


def _who_may(scene: Scene, _question: str, words: str) -> str:
    """Ask of somebody else whether she may, after who may."""
    found = MAY.match(words)
    if found is None or scene.said is None or scene.said.intent != "permits":
        return ""
    if not (HAS_ROLE.search(words) or names_role(words)):
        return ""
    asked = HAS_ROLE.search(normal(scene.question))
    what = normal(scene.question.rstrip("?! ."))[asked.end() :] if asked else "vedere la scheda"
    return f"{found['who']} può {what.strip()}?"


def _since_or_before(scene: Scene, _question: str, words: str) -> str:
    """Ask since when the helpers named are there, or who they were a year ago."""
    if scene.intent == "around" and not scene.named and SINCE.match(words):
        return scene.question
    if intents()[scene.intent].dated if scene.intent else False:
        if NOW.match(words) and past_day(scene.question, scene.day):
            return without_days(in_dates(normal(scene.question.rstrip("?! .")), scene.day)).strip()
        return f"{scene.question.rstrip('?! .')} un anno fa?" if BEFORE.match(words) else ""
    return ""


def _other_colleagues(scene: Scene, _question: str, words: str) -> str:
    """Ask for the load of other colleagues: "e gli infermieri?"."""
    return of_other_colleagues(scene, words)


def _unowned(scene: Scene, _question: str, words: str) -> str:
    """Ask of what is late for what nobody sees to: "e quelli senza responsabile?"."""
    late = scene.said is not None and scene.said.intent == "overdue"
    return f"{scene.question.rstrip('?! .')} senza responsabile?" if late and UNOWNED.search(words) else ""


def _other_end(scene: Scene, question: str, words: str) -> str:
    """Ask which agreements end in other days to come: "e a dicembre?"."""
    of_pacts = scene.said is not None and scene.said.intent == "agreements" and BEGINS.match(words)
    if not of_pacts or not named_window(question, scene.day):
        return ""
    return f"Quali accordi scadono {BEGINS.sub(' ', words).strip()}?"


def _other_period(scene: Scene, question: str, _words: str) -> str:
    """Ask the same of the record over another year, month or week."""
    if scene.said is None or not scene.said.query or BEGINS.sub(" ", normal(scene.question)).strip() == "":
        return ""
    if scene.said.intent == "territory":  # indicators are of today: `say_parted` says so
        return ""
    if scene.said.intent in OF_DATES and named_window(question, scene.day):  # of days to come: `say_coming`
        return ""
    return goes_on_in(BEGINS.sub(" ", normal(question)), scene.question, scene.day)


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


def _who_is_left(scene: Scene, _question: str, words: str) -> str:
    """Ask who would be left without the one who was supposed to be away."""
    if scene.intent != "absence" or not scene.named or not LEFT.match(words):
        return ""
    return f"Chi resta se manca {' e '.join(scene.helpers_meant(scene.named))}?"


def _changed_for(scene: Scene, question: str, words: str) -> str:
    """Ask what changed for one of those around her: "e per la figlia?"."""
    if scene.intent != "change" or not BEGINS.match(words) or len(words.split()) > SHORT // 2:
        return ""
    helpers = scene.helpers_meant(question)
    return f"{scene.question.rstrip('?! .')} per {helpers[0]}?" if len(helpers) == 1 else ""


def _also_away(scene: Scene, question: str, words: str) -> str:
    """Ask of one more who would be away, beside those before: "e se manca pure Lucia?"."""
    before = WOULD_BE_AWAY.match(scene.said.head) if scene.said and scene.intent == "absence" else None
    if before is None or not ALSO.search(words):
        return ""
    names = dict.fromkeys([*before[1].split(", "), *scene.helpers_meant(question)])
    if len(names) == 1:
        return ""  # who the other one is, nobody has said
    return f"Che cosa succede se mancano {' e '.join(names)}?"


def _of_helper(scene: Scene, question: str, words: str) -> str:
    """Ask of the helper named before what a pronoun of the other sex than hers asks: "lui lavora?" of her son."""
    found = PRONOUN.match(words)
    helpers = scene.helpers_meant(scene.named) if found and scene.named else []
    sex = getattr(scene.asked("").record.party, "sex", None) if len(helpers) == 1 else None
    if found is None or sex not in {"F", "M"} or found["who"] == ("lei" if sex == "F" else "lui"):
        return ""
    return re.sub(rf"\b{found['who']}\b", helpers[0], question, count=1, flags=re.IGNORECASE)


def _with_her(scene: Scene, _question: str, words: str) -> str:
    """Ask how those get on with the person in mind who were named before: "e con lei?"."""
    if not scene.named or scene.intent not in {"around", "knows", "strain", "household"}:
        return ""
    names = " e ".join(scene.helpers_meant(scene.named))
    return f"Che rapporto ha con {names}?" if names and WITH_HER.match(words) else ""


def _other_thing(scene: Scene, _question: str, words: str) -> str:
    """Ask the same of another thing of a plan: "e di passeggiate?"."""
    found = THING.match(BEGINS.sub(" ", words))
    if found is None or scene.intent not in OF_THINGS or not BEGINS.match(words):
        return ""
    before = normal(scene.question)
    phrase = f" {found[0].strip()} "
    changed, times = re.subn(r" d(?:i|el|ello|ella|ell'|ei|elle) ?[a-z]+ ", phrase, before, count=1)
    return (changed if times else f"{before.rstrip()}{phrase}").strip()


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
    _for_how_long,
    _who_may,
    _since_or_before,
    _unowned,
    _other_colleagues,
    _other_end,
    _other_period,
    _other_service,
    _other_person,
    _other_thing,
    _who_is_left,
    _also_away,
    _changed_for,
    _of_helper,
    _with_her,
    of_another,
    of_what_was_spoken,
    _same_funder,
)
"""How a short question is read with the one before, in their order; each returns nothing for what is not its own."""
