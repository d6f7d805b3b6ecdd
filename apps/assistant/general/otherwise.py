"""Put a question to the norms in other words, where they do not answer it as it was typed."""

from __future__ import annotations

import re
from functools import cache

from apps.assistant.reading.days import ISO, NUMBERS
from apps.components.words import MONTHS

DATED = re.compile(
    rf"(?:\b(?:al|dal|il|del|nel|di|da|in|a|ad|nel mese di|prima del|dopo il) |\b(?:l|all|dall|dell|nell)['’] ?)?"
    rf"(?:(?:1°|\d{{1,2}}) )?(?:(?:{'|'.join(MONTHS)}) (?:del )?(?:19|20)\d\d|(?:{NUMBERS.pattern})|(?:{ISO.pattern}))"
    r"|\b(?:nel|nell['’]anno) (?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""A day in a question."""

IRREGULAR = {
    "era": "è", "erano": "sono", "aveva": "ha", "avevano": "hanno", "faceva": "fa", "facevano": "fanno",
    "doveva": "deve", "dovevano": "devono", "poteva": "può", "potevano": "possono", "andava": "va", "stava": "sta",
    "dava": "dà", "voleva": "vuole", "veniva": "viene", "venivano": "vengono", "teneva": "tiene", "diceva": "dice",
    "dicevano": "dicono",
}  # fmt: skip
"""Verbs of the past whose present is not told by their ending."""

PAST = re.compile(r"\b(?:[a-z]{2,}(?:av|ev|iv)(?:a|ano)|era|erano)\b", re.IGNORECASE)
"""A verb of the past, of what went on."""

NO_VERBS = frozenset(
    {"uva", "prova", "nuova", "attiva", "relativa", "normativa", "iniziativa", "comitiva", "passiva"}
)
NO_ENDINGS = ("ttiva", "ativa", "itiva", "etiva", "siva")
"""Words that only look like one."""


PLAN = re.compile(
    r"\bpiano(?: (?:assistenziale|individuale|individualizzato|personalizzato|di assistenza|di cura))*"
    r"(?= (?:e|si|va|viene|dopo|prima|deve|ogni|entro|entr)\b|\s*[?.,]|$)",
    re.IGNORECASE,
)
"""A plan, of which nothing more is said: the norms call it by its letters."""


def in_other_words(question: str, *, past: bool = False) -> str:
    """
    Write a question with its long names as acronyms; of a past day, without the day and in the present.

    Parameters
    ----------
    question
        In Italian.
    past
        Whether it is of a day that is past: the norms of a day speak in the present.

    Returns
    -------
    str
        Empty where nothing in it can be said otherwise.

    Examples
    --------
    >>> in_other_words("il 10/05/2010 a chi spettava il progetto individuale?", past=True)
    'a chi spetta il progetto individuale?'
    """
    said = PLAN.sub("PAI", question)
    for name, letters in _long_names():
        said = name.sub(letters, said)
    if past:
        said = PAST.sub(lambda verb: _in_the_present(verb[0]), DATED.sub(" ", said))
    said = " ".join(said.split())
    return said if said != " ".join(question.split()) else ""


def _in_the_present(verb: str) -> str:
    """Write a verb of the past in the present; what is none stays."""
    word = verb.lower()
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word in NO_VERBS or word.endswith(NO_ENDINGS):
        return verb
    if word.endswith("ano"):
        stem = word.removesuffix("vano")
        return f"{stem}no" if stem.endswith("a") else f"{stem[:-1]}ono"
    stem = word.removesuffix("va")
    return f"{stem[:-1]}e" if stem.endswith("i") else stem


@cache
def _long_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Read what the acronyms stand for that have one meaning alone."""
    from knowledge.search.lexicon import shipped_lexicon

    single = {
        letters: names[0].name for letters, names in shipped_lexicon().acronyms.items() if len(names) == 1
    }
    return tuple((re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE), key) for key, name in single.items())
