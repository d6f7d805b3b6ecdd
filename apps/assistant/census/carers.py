"""Put in order those who care at home over all the persons whom the asker sees: by fatigue, by hours, by age."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.close import STRAINS
from apps.assistant.census.patterns import plain
from apps.assistant.reading.of_many import among
from apps.assistant.reply import Line, Reply
from apps.components.words import age, count, hours, long_day, place_name
from coordinator.network.carers_asked import carers_of_many
from coordinator.network.wanted import Having

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.network.carers_asked import Carer

PAID = re.compile(r" (?:badant[ei]|assistent[ei] familiar[ei]) ")
CARERS = re.compile(
    r" (?:caregiver|familiar[ei](?: che (?:cur|assist)\w+)?|badant[ei]|parent[ei]"
    r"|(?:chi|quell[ie] che|le persone che|i familiari che) (?:cura|curano|assiste|assistono|accudisce"
    r"|accudiscono"
    r"|si (?:prende|prendono) cura)) "
)
"""Words for those who care."""

TIRED = re.compile(
    r" (?:piu|meno|maggior\w*|molto|troppo) (?:stanc\w+|affatic\w+|esaust\w+|stremat\w+|sovraccaric\w+"
    r"|stressat\w+|provat\w+"
    r"|caric\w+|in difficolta|a rischio|in affanno|peso|fatica|carico)"
    r"| (?:ordin\w+|classifica|graduatoria|elenc\w+) (?:\w+ ){0,5}(?:fatica|stanchezza|carico|affaticamento) "
    r"| (?:fa|fanno|sente|sentono|hanno|ha) piu fatica "
)
BUSY = re.compile(
    r" (?:piu|meno|maggior\w*|tante|troppe|molte|media (?:di|delle)|numero di) ore "
    r"| ore (?:di piu|in media|medie|mediamente|fanno|danno|dedicano|assistono)"
    r"| (?:ordin\w+|classifica|graduatoria) (?:\w+ ){0,5}ore "
    r"| in media (?:\w+ ){0,3}ore | mediamente (?:\w+ ){0,3}ore "
    r"| (?:assist\w+|cur\w+|aiut\w+|lavor\w+|fa|fanno) (?:di piu|per piu tempo) "
)
AGED = re.compile(
    r"[ '](?:eta (?:media|mediana)|media (?:di|dell'|delle) ?eta|in media (?:quanti )?anni|quanti anni (?:hanno"
    r"|ha)"
    r"|che eta hanno|mediamente (?:quanti )?anni|l'eta dei|piu (?:anzian|vecch|giovan)\w+) "
)
MANY = re.compile(r" (?:tutt[ie]|mie[i]?|nostr[ie]|seguiamo|seguo) ")
"""How a question says that it is of many, also while somebody is in mind."""

COUNTED = re.compile(
    r"^ (?:e |ma )?(?:(?:in tutto|ponte|dimmi|sai) )?(?:quant[ie]|(?:il )?numero (?:di|dei|delle)"
    r"|conta) (?:sono )?(?:i |le |gli )?"
    r"(?:caregiver|badanti|assistenti familiari|familiari (?:caregiver|che (?:cur"
    r"|assist)\w+))(?: (?:famigliari|familiari|principali|ci|sono|abbiamo"
    r"|seguiamo|conosciamo|esistono|risultano|in|tutto|ogni|per|nel|nei|comun[ei]|paes[ei]|zona|territorio"
    r"|distretto|dei|nostri|miei|casi"
    r"|scritti|registrati))* $"
)
"""How a question asks only for their number."""

EACH_PLACE = re.compile(r" (?:per|ogni|nei) (?:comun[ei]|paes[ei]|zona) ")
BOUND = re.compile(
    r" (?:(?P<over>piu di|oltre|almeno|sopra(?: le| i| gli)?"
    r"|(?:superano?|passano|oltrepass\w+|vanno oltre)(?: le| i| gli)?)|meno di|sotto(?: le| i| gli)?"
    r"|fino a) (?P<n>\d+) (?P<unit>ore|anni) "
)
"""How a question asks for those beyond a number of hours, or of years."""

FIRST = re.compile(
    r"^ (?:(?:e|ma|chi|elenco|elenca|lista|mi|trovi|trova|trovami|dimmi|mostrami|vorrei|quali|quant[ie]|sono"
    r"|che|i|gli|le|dei|degli|delle"
    r"|di|tra|fra|quei|nomi) )*(?:caregiver|familiari|badanti|parenti|assistenti familiari) "
)
"""How a question begins that asks for carers themselves, and not for those whom they help."""

MINE = re.compile(r" (?:mie[i]?|nostr[ie]|che seguo) ")
LEAST = re.compile(r" (?:meno (?!di )|piu giovan)")
FAMILY = ("caregiver_principale", "caregiver")
HIRED = ("assistente_familiare",)
SHOWN = 10
LINKS = (("Persone", "persona"), ("Rilievi", "rilievi"))


def say_carers(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Put those who care in order, or say their mean age or hours.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "qual è il caregiver più stanco?", "età media dei caregiver".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None for what asks something else, or of the one in mind.
    """
    words = plain(question)
    bound = BOUND.search(words) if FIRST.search(words) else None
    counted = COUNTED.match(words) is not None
    sort = next((sort for asked, sort in SORTS if asked.search(words)), "")
    if bound is not None:
        sort = UNITS[bound["unit"]]
    if named.people or not (counted or (sort and CARERS.search(words))):
        return None
    if scene.person_id and not (counted or bound or MANY.search(words)):
        return None
    viewer = scene.viewer
    if not (viewer.may("read", "person") and viewer.may("read", "network")):
        head = (
            "Il tuo ruolo non vede chi cura le singole persone, e questo numero nel territorio non si conta."
        )
        links = (("Chi vede che cosa", "politica"), ("Governo del territorio", "governo"))
        return Reply("carers", head, query="Letto: che cosa vede il tuo ruolo.", links=links)
    kinds = HIRED if PAID.search(words) else FAMILY
    mine = bool(MINE.search(words)) and viewer.party_id is not None
    found = carers_of_many(kinds, scene.day, viewer, mine=mine)
    if bound is not None:
        found = tuple(one for one in found if _is_within(one, bound, scene.day))
    scene.intent = ""
    carers = "gli assistenti familiari" if kinds is HIRED else "i caregiver"
    whom = {one.person_id for one in found}
    scene.many = among(whom, f"che {carers} elencati assistono", ties=(Having(kinds),)) if whom else None
    who = ("assistente familiare", "assistenti familiari") if kinds is HIRED else ("caregiver", "caregiver")
    if not found:
        beyond = _bound_words(bound) if bound else ""
        head = f"Delle persone che vedi non sono scritti {who[1]}{beyond}."
        return Reply("carers", head, query=_query(scene.day), links=LINKS)
    if counted:
        head, lines = _counted(found, by_place=EACH_PLACE.search(words) is not None)
    else:
        head, lines = _told(found, sort, scene.day, least=LEAST.search(words) is not None)
    many = count(len({one.id for one in found}), *who)
    beyond = _bound_words(bound) if bound else ""
    return Reply(
        "carers", f"{many}{beyond} delle persone che vedi{head}", lines, query=_query(scene.day), links=LINKS
    )


UNITS = {"ore": "hours", "anni": "age"}
SORTS = ((AGED, "age"), (TIRED, "strain"), (BUSY, "hours"))
"""How a question asks → by what they are put in order; the first that fits."""

NOT_WRITTEN = {"age": "quando sono nati", "strain": "la fatica", "hours": "quante ore danno"}
ORDERED = {
    "age": ("prima chi ha più anni", "prima chi ha meno anni"),
    "strain": ("prima chi è più affaticato", "prima chi è meno affaticato"),
    "hours": ("prima chi dà più ore", "prima chi dà meno ore"),
}


def _told(found: Sequence[Carer], sort: str, day: date, *, least: bool) -> tuple[str, tuple[Line, ...]]:
    """Put them in order by what is written, and say of how many it is not."""
    known = [one for one in found if _value(one, sort, day) is not None]
    known.sort(key=lambda one: _weight(one, sort, day), reverse=not least)
    rest = len({one.id for one in found} - {one.id for one in known})
    lines = [Line(_words(one, day), one.id) for one in known[:SHOWN]]
    if len(known) > SHOWN:
        lines.append(Line(f"e altri {len(known) - SHOWN}"))
    if rest:
        lines.append(
            Line(f"{'Di un altro' if rest == 1 else f'Di altri {rest}'} non è scritto: {NOT_WRITTEN[sort]}")
        )
    if not known:
        return f": per nessuno è scritto {NOT_WRITTEN[sort]}.", ()
    return f"{_mean(known, sort, day)}; {ORDERED[sort][least]}:", tuple(lines)


def _bound_words(bound: re.Match[str]) -> str:
    """Say beyond how many hours or years they were asked for."""
    plainly = {"almeno": "almeno", "fino a": "al massimo"}
    told = plainly.get(
        bound[0].strip().rpartition(f" {bound['n']}")[0], "più di" if bound["over"] else "meno di"
    )
    return f" con {told} {bound['n']} {bound['unit']}"


def _is_within(one: Carer, bound: re.Match[str], day: date) -> bool:
    """Say whether a carer gives, or has, as much as was asked; not where it is not written."""
    value, number = _value(one, UNITS[bound["unit"]], day), int(bound["n"])
    if value is None:
        return False
    if not bound["over"]:
        return value <= number if "fino" in bound[0] else value < number
    return value >= number if bound["over"] == "almeno" else value > number


def _counted(found: Sequence[Carer], *, by_place: bool) -> tuple[str, tuple[Line, ...]]:
    """Say for how many persons they care, or how many there are where each lives."""
    if not by_place:
        return f", per {count(len({one.person_id for one in found}), 'persona', 'persone')}.", ()
    places: dict[str, set[str]] = {}
    for one in found:
        places.setdefault(place_name(one.area) or "Non è scritto", set()).add(one.id)
    order = sorted(places, key=lambda place: (-len(places[place]), place))
    return ", per comune di chi è curato:", tuple(Line(f"{one}: {len(places[one])}") for one in order)


def _mean(known: Sequence[Carer], sort: str, day: date) -> str:
    """Say the mean of what is known, each carer once."""
    if sort == "strain":
        return ""
    each: dict[str, float] = {}
    for one in known:
        value = _value(one, sort, day) or 0.0
        each[one.id] = value if sort == "age" else each.get(one.id, 0.0) + value
    mean = f"{sum(each.values()) / len(each):.1f}".replace(".", ",")
    what = f"in media {mean} anni" if sort == "age" else f"in media {mean} ore la settimana"
    return f", {what} (su {len(each)} di cui è scritto)"


def _value(one: Carer, sort: str, day: date) -> float | None:
    """Return what they are put in order by."""
    return {"age": age(one.born_on, day), "strain": one.strain, "hours": one.hours}[sort]


def _weight(one: Carer, sort: str, day: date) -> tuple[float, float]:
    """Return what they are put in order by, hours deciding between equals."""
    return _value(one, sort, day) or 0.0, one.hours or 0.0


def _words(one: Carer, day: date) -> str:
    """Say one carer: of whom, how tired, how much, how old."""
    years = age(one.born_on, day)
    parts = [f"{STRAINS[one.strain]} ({one.strain} su 3)" if one.strain is not None else ""]
    parts += [hours(one.hours) if one.hours is not None else "", f"{years} anni" if years is not None else ""]
    return f"{one.name}, per {one.person_name}: {'; '.join(part for part in parts if part)}"


def _query(day: date) -> str:
    """Say what was read."""
    return f"Letto: i legami di cura delle persone che vedi, al {long_day(day)}."
