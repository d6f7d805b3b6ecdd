"""Say whether somebody is known here already, by name, and what is active for her; or that nobody is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.known_words import is_taught
from apps.assistant.reading.recognised import recognised
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Line, Reply
from apps.components.words import count, long_day, place_name
from coordinator.network.nearby import people_like
from coordinator.network.reach import reach
from coordinator.network.record import find_people, read_record
from coordinator.pathway.cases import cases_of, read_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Person

ALREADY = re.compile(
    r"^ (?:e |ma |ciao |scusa |per caso |buongiorno )*(?:(?:ce l')?abbiamo|conosciamo|conosci|conoscete|c'e|ce|esiste"
    r"|risulta|hai|avete|e|sapete se|c'era|seguiamo|ci risulta|vedi|hanno)(?: qui| per caso)? gia "
    r"(?:in carico |seguit\w+ |registrat\w+ |la scheda di |la scheda |inserit\w+ |segnalat\w+ |nota |noto |a sistema )*"
    r"(?:(?:uno|una|un|il|la|lo|i|gli|dei|certo|certa|tale|signora|signor|signore|di|famiglia|nome|come|sig\.?) )*"
    r"(?P<name>[a-z' ]+) $"
)
"""How a question asks whether somebody is known: "abbiamo già uno Scotti?"."""

BEFORE_IT = re.compile(
    r"^ (?:e |ma |scusa )*(?:(?:la|il|lo|un|una|certa|certo|signora|signor|sig\.?) )*(?P<name>[a-z' ]+?) (?:ci |ce )?"
    r"(?:e|l'abbiamo|risulta|era) gia (?:seguit\w+|in carico|registrat\w+|not[ao]|conosciut\w+|da noi|qui|dei nostri) $"
)
"""The same with the name first: "la signora Battaglia è già seguita?"."""

CALLED = re.compile(
    r" (?:si chiama|chiamat[ao]|tale|cert[ao]|di nome|a nome(?: di)?) (?P<name>[a-z']+(?: [a-z']+){0,2}?)"
    r" (?:la |lo |l' ?|ce l' ?)?(?:conosciamo|conoscete|conosci|abbiamo|avete|trovi|vedi|risulta|c'e|e)(?: gia)?"
    r"(?: (?:gia|da noi|qui|qualcosa|o e nuov[ao]|o no))* $"
)
"""How somebody who calls is named, and then asked of: "si chiama Delia Morandi, la conosciamo?"."""

AT_US = re.compile(
    r" (?:(?:gia )?(?:in|nell'|nel) (?:archivio|anagrafica|sistema|database|programma|ponte|elenco|lista)|a sistema"
    r"|(?:gia )?(?:tra|fra) (?:i nostri|quelli che seguiamo|gli assistiti)|(?:da|presso|qui da) noi"
    r"|ai? servizi|dai servizi|al pua|allo sportello"
    r"|(?:gia )?(?:conosciut|not|registrat|censit|inserit|schedat)[ao])(?= )"
)
"""Where, or how, one is known: no part of a name."""

OF_ONE = re.compile(
    r"^ (?:e |ma |scusa |per caso |la |il |signora |signor )*(?:(?:c'e|ce l'abbiamo|l'abbiamo|abbiamo|risulta|esiste"
    r"|conosciamo|conoscete|sapete se|e|era|ci risulta|hai|avete)"
    r"(?: gia| una scheda(?: di| per)?| la scheda(?: di| per)?| qui)* )?"
    r"(?:(?:c'e|e|risulta|era|l'abbiamo|ce l'abbiamo)(?: gia)? )?(?:di |per |a nome )?$"
)
"""What is left of such a question, where the name of one person and where she is known are taken out."""

NO_NAME = frozenset(
    ["piano", "pai", "uvm", "percorso", "budget", "posto", "servizio", "invio", "segnalazione", "richiesta"]
    + [
        "consenso",
        "firma",
        "medico",
        "badante",
        "valutazione",
        "verbale",
        "caso",
        "casi",
        "persona",
        "qualcuno",
    ]
    + [
        "tutto",
        "lei",
        "lui",
        "fatto",
        "detto",
        "stata",
        "stato",
        "un",
        "una",
        "data",
        "termine",
        "accordo",
        "chi",
    ]
)
"""Words that are no name."""

MOST_WORDS = 4
SHOWN = 8


def say_known(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say whether somebody is known here already.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.
    named
        Whom it names, of those whom the asker sees.

    Returns
    -------
    Reply or None
        Each with what is active for her; None for what asks something else.
    """
    asked = normal(question.replace("?", " "))
    if named.whole and named.people and scene.viewer.may("read", "person"):
        rest = normal(named.rest.replace("?", " "))
        if AT_US.search(rest) and OF_ONE.match(AT_US.sub(" ", rest).replace("  ", " ")):
            return _known(scene, list(named.people), named.people[0].name)
    asked = AT_US.sub(" ", asked)
    asked = f" {' '.join(asked.split())} "
    found = ALREADY.match(asked) or BEFORE_IT.match(asked) or CALLED.search(asked)
    if found is None or not scene.viewer.may("read", "person"):
        return None
    words = [
        word
        for word in found["name"].split()
        if word not in {"di", "in", "carico", "qui", "seguita", "seguito"}
    ]
    if not words or len(words) > MOST_WORDS or set(words) & NO_NAME:
        return None
    cards = reach(scene.store, scene.viewer) if scene.viewer.may("read", "directory") else ()
    if recognised([one for one in cards if one.kind != "professionista"], found["name"]):
        return None
    name = " ".join(words)
    people = find_people(scene.store, name, scene.viewer, limit=SHOWN + 1)
    if not people and all(is_taught(word) for word in words):
        return None
    return _known(scene, people, name)


def _known(scene: Scene, people: Sequence[Person], name: str) -> Reply:
    """Say who has a name, and what is active for each; or that nobody has it."""
    query = "Letto: le schede delle persone che vedi, i loro percorsi e servizi."
    links = (("Persone", "persona"), ("Apri un percorso", "percorso"))
    if not people:
        alike = people_like(scene.store, name.title(), scene.viewer, limit=3)
        near = [Choice(one.name, f"Cerca {one.name}") for one in alike]
        head = f"Fra le persone che vedi non c’è «{name.title()}». Se chiama per la prima volta, aprile una scheda."
        return Reply("find", head, query=query, choices=tuple(near), links=links)
    lines = tuple(Line(_words(scene, one), one.id) for one in people[:SHOWN])
    more = (Line(f"e altre: cerca {name.title()} in Persone", page="persona"),) if len(people) > SHOWN else ()
    head = f"Sì, con questo nome vedo {count(len(people), 'persona', 'persone')}:"
    if more:
        head = "Sì, con questo nome ne vedo molte:"
    return Reply("find", head, (*lines, *more), query=query, links=links)


def _words(scene: Scene, one: Person) -> str:
    """Say who she is, and what is active for her."""
    told = [str(one.born_on.year)] if one.born_on else []
    told += [place_name(one.area)] if one.area else []
    active = []
    ids = cases_of(scene.store, one.id, scene.viewer) if scene.viewer.may("read", "case") else ()
    for view in (read_case(scene.store, case, scene.viewer) for case in ids):
        phase = view.process.phases[view.state.position.phase]
        if not phase.final:
            active.append(f"percorso aperto, «{phase.name}» dal {long_day(view.state.stays[-1].since)}")
    record = read_record(scene.store, one.id, scene.day, scene.viewer)
    held = [span.other_name for span in record.told if span.kind == "in_carico" and span.holds_on(scene.day)]
    active += [f"in carico a {', '.join(dict.fromkeys(held))}"] if held else []
    who = f"{one.name} ({', '.join(told)})" if told else one.name
    none = "niente di attivo" if record.ties_told else "nessun percorso aperto"
    return f"{who}: {'; '.join(active) or none}"
