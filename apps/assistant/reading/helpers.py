"""Read which of those around a person a question means: by name, or by what they are to her."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from coordinator.model import vocabulary
from coordinator.network.named import professions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from apps.assistant.reading.asked import Asked
    from coordinator.network.record import Span


def _kinds(*kinds: str, sex: str | None = None, here: bool | None = None) -> Callable[[Span, str], bool]:
    """Make the test of a kind of tie, and of the sex and the side of the other."""

    def test(span: Span, _profession: str) -> bool:
        same_sex = sex is None or span.other_sex in {sex, None}
        return span.kind in kinds and same_sex and (here is None or span.starts_here is here)

    return test


def _works_as(*professions: str) -> Callable[[Span, str], bool]:
    """Make the test of a profession."""
    return lambda span, profession: span.kind != "lavora_presso" and profession.startswith(professions)


def _in_family(span: Span, _profession: str) -> bool:
    """Say whether a tie is one of family, other than that with the household."""
    kind = vocabulary().kinds.get(span.kind)
    return kind is not None and kind.sector == "famiglia" and span.other_kind == "persona"


def _works(span: Span, _profession: str) -> bool:
    """Say whether a tie is with somebody who works with her, whatever her profession."""
    return span.other_kind == "professionista"


WORDS: tuple[tuple[str, Callable[[Span, str], bool]], ...] = (
    (r"infermier\w*(?: di famiglia)?(?: e comunita)?", _works_as("infermiere")),
    (r"medic(?:o|a|i|he)(?: (?:di (?:famiglia|base|medicina generale)|curante))?|dottor\w*|mmg", _kinds("medico_base")),
    (r"pediatra", _kinds("medico_base")),
    (r"case manager|referente del caso|tiene (?:il caso|le fila)|chi ha in mano il caso", _kinds("case_manager")),
    (r"assistent\w+ social\w+", _works_as("assistente_sociale")),
    (r"amministrat\w+(?: di sostegno)?|\bads\b", _kinds("amministratore_sostegno")),
    (r"tutor[ei]\w*|tutric\w+", _kinds("tutore")),
    (r"geriatr\w+", _works_as("geriatra")),
    (r"psicolog\w+", _works_as("psicologo")),
    (r"psichiatr\w+", _works_as("psichiatra")),
    (r"pediatr\w+", _works_as("pediatra")),
    (r"educat(?:or[ei]|rice|rici)", _works_as("educatore")),
    (r"farmacist\w+", _works_as("farmacista")),
    (r"mediat(?:or[ei]|rice|rici)", _works_as("mediatore")),
    (r"fisioterapist\w+", _works_as("fisioterapista")),
    (r"\boss\b|operator\w+ socio", _works_as("operatore_socio_sanitario")),
    (r"badant\w+|assistent\w+ familiar\w+|signora che l[ae] (?:aiuta|assiste)", _kinds("assistente_familiare")),
    (r"caregiver(?: principale)?", _kinds("caregiver_principale", "caregiver")),
    (r"figlia", _kinds("genitore", sex="F", here=True)),
    (r"figlio", _kinds("genitore", sex="M", here=True)),
    (r"figl[ie]", _kinds("genitore", here=True)),
    (r"genitor[ei]", _kinds("genitore", here=False)),
    (r"(?:madre|mamma)", _kinds("genitore", sex="F", here=False)),
    (r"(?:padre|papa)", _kinds("genitore", sex="M", here=False)),
    (r"nipot[ei]", _kinds("nonno", "zio")),
    (r"ex (?:marito|moglie|coniuge)|separat[oa]|divorziat[oa]", _kinds("ex_coniuge", "coniuge", "convivente")),
    (r"vedov[ao]|defunt[ao]|coniug[ei]|consort[ei]|spos[oa]|sposat[oa]|convivent[ei]|compagn[oa](?: di vita)?",
     _kinds("coniuge", "convivente")),
    (r"moglie", _kinds("coniuge", "convivente", sex="F")),
    (r"marito", _kinds("coniuge", "convivente", sex="M")),
    (r"sorella", _kinds("fratello", sex="F")),
    (r"fratello", _kinds("fratello", sex="M")),
    (r"gener[oi](?! alimentar)|cognato|suocero", _kinds("affine", sex="M")),
    (r"nuor[ae]|cognata|suocera", _kinds("affine", sex="F")),
    (r"cognat[ie]|suocer[ie]", _kinds("affine")),
    (r"cugin[oaie]", _kinds("altro_parente")),
    (r"amic(?:o|a|i|he)", _kinds("amicizia")),
    (r"vicin[aie]|vicino di casa|dirimpettai[oae]|condomin[oi]", _kinds("vicinato")),
    (r"volontar\w+|parrocchia", _kinds("volontariato")),
    (r"operator\w+(?: sanitari\w*)?(?: e social\w+)?|professionist\w+|figur\w+ professional\w+|sanitari", _works),
    (r"famili\w+|famigli\w+|parent\w+", _in_family),
    (r"servizi\w*|in carico", _kinds("in_carico", "in_attesa", "segnalato")),
)  # fmt: skip
"""What someone may be called → the test of her ties; the longer names first, since a word is read once."""

GENERAL = 3
"""How many of them, at the end, seek nobody in particular."""

OWN = re.compile(r" (?:mia|mio|nostra|nostro) [a-z]+")
"""What the one spoken of is to whoever asks: "mia madre" is no helper of hers."""

MUCH = re.compile(
    r" (?:quanto|quante ore|ore|che cosa fa|cosa fa|quanti giorni|ogni quanto|mano|aiut\w+|assist\w+"
    r"|accud\w+) "
)
"""How a question asks for all that somebody does, whatever else she is."""

GENERIC = frozenset(
    ["degli", "dello", "dell", "alla", "alle", "agli", "allo", "nella", "nelle", "sulla", "non"]
    + ["centro", "servizio", "servizi", "casa", "medico", "dott", "dott.ssa", "del", "della", "dei", "delle"]
    + ["con", "per", "sociale", "nucleo", "gruppo", "via", "san", "santa", "chi", "che", "ente", "domicilio"]
)
"""Words of names that mean nobody by themselves."""


def meant(asked: Asked, spans: Sequence[Span]) -> list[Span]:
    """
    Choose the ties of those whom a question means.

    Parameters
    ----------
    asked
        The question.
    spans
        The person's ties.

    Returns
    -------
    list of Span
        Those of the parties named; else those of whoever is what the question says; empty when it says neither.
    """
    words = OWN.sub(" ", normal(asked.question))
    found = _by_role(asked, spans, words)
    if found and MUCH.search(words):
        ids = {span.other_id for span in found}
        found = [span for span in spans if span.other_id in ids]
    own = _parts(asked.record.party.name)
    rest = " ".join(word for word in without_roles(words).replace("'", " ").split() if word not in own)
    named = named_in(spans, rest)
    return named or found


def sought(question: str) -> str:
    """
    Return the words by which a question seeks particular kinds of helper.

    Parameters
    ----------
    question
        Such as "ha un fratello?".

    Returns
    -------
    str
        "fratello", or "generi o nuore" of two; empty when it seeks nobody, or all of a family or of the services.
    """
    words = OWN.sub(" ", normal(question))
    found = (re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", words) for pattern, _ in WORDS[:-GENERAL])
    return " o ".join(dict.fromkeys(one[0].strip() for one in found if one))


def named_in(spans: Iterable[Span], words: str) -> list[Span]:
    """
    Choose the ties of the parties that some words name.

    Parameters
    ----------
    spans
        Ties.
    words
        As `normal` writes them.

    Returns
    -------
    list of Span
        By a word that belongs to one name alone: "Lucia", not "Bruni" where three are called so.
    """
    spans = list(spans)
    names = {span.other_id: _parts(span.other_name) for span in spans}
    shared = Counter(part for parts in names.values() for part in parts)
    typed = set(words.replace("'", " ").split())
    ids = {
        party
        for party, parts in names.items()
        if any(part in typed and shared[part] == 1 and part not in GENERIC for part in parts)
        or (len(parts) > 1 and parts <= typed)
    }
    return [span for span in spans if span.other_id in ids]


def _parts(name: str) -> set[str]:
    """Split a name into its telling words."""
    return {part for part in normal(name).replace("'", " ").split() if len(part) > 2}


def without_roles(words: str) -> str:
    """
    Take out what somebody is, so that "assistente sociale" names no service.

    Parameters
    ----------
    words
        As `normal` writes them.

    Returns
    -------
    str
        The rest.
    """
    for pattern, _ in WORDS:
        words = re.sub(rf"(?<![a-z])(?:{pattern})(?![a-z])", " ", words)
    return words


def _by_role(asked: Asked, spans: Sequence[Span], words: str) -> list[Span]:
    """Choose the ties of whoever is what the question says."""
    tests = []
    for pattern, test in WORDS:
        shorter = re.sub(rf"(?<![a-z])(?:{pattern})(?![a-z])", " ", words)
        if shorter != words:
            tests.append(test)
            words = shorter
    if not tests:
        return []
    ids = [span.other_id for span in spans if span.other_kind == "professionista"]
    works = professions_of(asked.store, ids, asked.viewer) if ids else {}
    return [span for span in spans if any(test(span, works.get(span.other_id, "")) for test in tests)]
