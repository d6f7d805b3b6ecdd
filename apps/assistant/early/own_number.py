"""Say a person's own telephone or address; where it is not written, say that first, then who can be reached instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.early.reaching import person_words, professionals, services_in_charge
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled
from apps.components.words import place_name
from coordinator.model import vocabulary
from coordinator.network.census import areas_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

NUMBER = re.compile(
    r"[ '](?:numer[oi]|telefon[oi]|tel|cell|cellulare|recapit[oi]|fisso|contatt[oi]|contattare|contattarl[ao]"
    r"|rintracciarl[ao]"
    r"|contatto(?= (?:la|il|lo) )|reperirl[ao]|come (?:la|lo) (?:contatto|chiamo|trovo|raggiungo|sento))(?= )"
)
ADDRESS = re.compile(
    r"[ '](?:indirizz[oi]|in che via|via|civico|dove (?:abita|vive|sta di casa|la trovo|lo trovo))(?= )"
)
MAIL = re.compile(r"[ '](?:e ?mail|mail|posta elettronica|pec)(?= )")
"""How a question asks how somebody is reached."""

FILLING = frozenset(
    [
        "avete",
        "hai",
        "ha",
        "abbiamo",
        "avere",
        "dai",
        "date",
        "dammi",
        "come",
        "posso",
        "possiamo",
        "si",
        "puo",
    ]
    + [
        "per",
        "sig",
        "ra",
        "la",
        "lo",
        "serve",
        "vorrei",
        "c'e",
        "ce",
        "preciso",
        "esatto",
        "scritto",
        "in",
        "che",
        "qual",
    ]
    + ["telefono", "telefonico", "numero", "fisso", "cellulare", "di", "della", "una", "un"]
)
"""Words that a question on how she is reached may hold; any other asks something else."""

CLOSEST = ("caregiver_principale", "caregiver", "amministratore_sostegno", "tutore")
"""Kinds of tie of those at home through whom she is reached, in their order."""

MOST = 5
WITHOUT = "non è scritto"
"""What a line says of one whose telephone is not written either: she is named after the others."""


def say_own_number(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say how a person herself is reached.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "avete un telefono per Wanda Bellini?", "e l'indirizzo?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, of somebody around her, or of nobody.
    """
    words = bare(named.rest if named.people else question)
    asks = [what for what, cue in ASKED if cue.search(words)]
    may = scene.viewer.may("read", "person") and scene.viewer.may("read", "contacts")
    if not asks or not may or not (named.people or scene.person_id):
        return None
    if not _only_that(_placeless(scene, words)) or not (named.people or _of_herself(scene)):
        return None
    asked = settled(scene, question, named, "record")
    if isinstance(asked, Reply):
        return asked
    if named.people and asked.person_id not in {one.id for one in named.people}:
        return None  # of somebody around the one in mind
    return _told(asked, asks)


TELEPHONE, ADDRESSED = "il telefono", "l’indirizzo"
ASKED = ((TELEPHONE, NUMBER), (ADDRESSED, ADDRESS), ("la posta elettronica", MAIL))
"""What may be asked, as it is named when it is not written."""


def _placeless(scene: Scene, words: str) -> str:
    """Leave out the comune by which one tells her from others of her name."""
    places = "|".join(
        re.escape(bare(place_name(area)).strip()) for area in areas_of(scene.store, scene.viewer)
    )
    return re.sub(rf" (?:di|da|a|in|residente a) (?:{places})(?= )", "", words) if places else words


def _only_that(words: str) -> bool:
    """Say whether a question asks for nothing beside how she is reached."""
    for _, cue in ASKED:
        words = cue.sub(" ", words)
    return is_bare(" ".join(word for word in words.split() if word not in FILLING))


def _of_herself(scene: Scene) -> bool:
    """Say whether the answer before spoke of nobody else."""
    said = scene.said
    if said is None or said.head.startswith(LACKS):
        return True
    return not scene.named and {line.party_id for line in said.lines} <= {"", scene.person_id}


LACKS = "Nella scheda di "
"""How an answer begins by which something is not written."""


def _told(asked: Asked, asks: list[str]) -> Reply:
    """Say what is written of what is asked; first what is not, and through whom she is reached."""
    party = asked.record.party
    phone, area = getattr(party, "phone", None), getattr(party, "area", None)
    lines = [Line(f"Telefono {phone}", party.id)] if phone else []
    lines += [Line(f"Abita a {place_name(area)}", party.id)] if area else []
    missing = [what for what in asks if what != TELEPHONE or not phone]
    if not missing:
        return asked.reply("record", f"{party.name}: telefono {phone}.", lines[1:], "la scheda")
    through = [] if phone or asks == [ADDRESSED] else list(_through(asked))[:MOST]
    head = f"{LACKS}{party.name} non c’è {' né '.join(missing)}."
    head += " Si può provare con:" if through else " È scritto:" if lines else ""
    return asked.reply("record", head, [*through, *lines], "la scheda, i legami e le schede di chi la segue")


def _through(asked: Asked) -> Iterator[Line]:
    """Name those through whom she is reached: at home, then who follows her, each once."""
    spans = [span for span in asked.record.spans if span.holds_on(asked.day) and span.other_kind == "persona"]
    family = [span for span in spans if vocabulary().tie_kind(span.kind).sector == "famiglia"]
    near = sorted((span for span in spans if span.kind in CLOSEST), key=lambda one: CLOSEST.index(one.kind))
    told: set[str] = set()
    lines = [Line(person_words(asked, span), span.other_id) for span in [*near, *family]]
    if asked.viewer.may("read", "directory"):
        lines += [*professionals(asked), *services_in_charge(asked)]
    for line in sorted(lines, key=lambda one: WITHOUT in one.text):
        if line.party_id not in told:
            told.add(line.party_id)
            yield line
