"""Take off how a question opens: a greeting, who is asking, an excuse; keep of whom she says she speaks."""

from __future__ import annotations

import re

from apps.assistant.reading.known_words import is_taught
from apps.assistant.reading.people import PUBLIC
from apps.assistant.reading.words import normal

HELLO = (
    r"ciao|salve|buon ?giorno|buona ?sera|buon pomeriggio|buond[iì]|ehi|hey|pronto|allora|dunque|sent[aio]|ascolta"
    r"|guarda|perdon\w+|scus\w+(?: (?:tanto|ancora))?"
    r"|(?:per |se )?(?:il |ti |la |vi )?disturb\w+(?: un (?:attimo|momento|minuto))?"
    r"|(?:solo |ho |avrei )*(?:una |un'altra )?domanda(?: veloce| rapida)?"
    r"|grazie(?: mille| tante)?|(?:ok|okay|va bene|perfetto|ottimo|capito)(?=\s*[,.!]|\s+grazie)"
)
"""A greeting, an excuse, the announcement of a question."""

BESIDE = (
    r"gentilmente|per (?:favore|piacere|cortesia)|se insisto|ma|di nuovo|a tutt[ie]|ragazz[ie]|collegh?[aei]"
    r"|dottor\w*|dott\w*\.?|ponte"
)
"""What may stand beside it, and opens nothing by itself."""

GREETS = re.compile(rf"^(?:(?:{HELLO})\b[\s,]*)(?:(?:{HELLO}|{BESIDE})\b[\s,]*)*[.:;!–-]*\s*", re.IGNORECASE)

NAME = r"(?-i:[A-ZÀ-Ý])[\w’'-]+"
SOMEBODY = (
    r"(?:(?:il|la|lo|un|una|suo|sua) |l['’] ?|un['’] ?)(?!(?:sol|unic|prim|ultim)[oa]\b)[\w.]+"
    rf"|nuov[oa]|dott\w*\.?|prof\w*\.?|infermier\w+|assistente |operator\w+|{NAME}"
)
WHO_ASKS = re.compile(
    rf"^(?:e )?(?:(?:io |qui )?sono (?:sempre |di nuovo |qui )?(?:{SOMEBODY})|mi chiamo \w+"
    rf"|qui (?:(?:\w+\.? )?{NAME}|(?:è )?(?:il|la|l['’]) ?\w+)"
    r"|(?:parlo|chiamo|telefono|scrivo|lavoro) (?:da|dal|dalla|dall['’]|per|al|alla|in|a) ?\w+|sostituisco )",
    re.IGNORECASE,
)
"""How one says who one is."""

GOES_ON = re.compile(
    r"^(?:e |qui |nuov[oa]|del|dell|della|dal|dalla|dell['’]|(?:il|la) nuov|l['’])", re.IGNORECASE
)
"""How a clause goes on saying so."""

POLITE = re.compile(
    r"^(?:e |,|\s)*(?:(?:volevo|vorrei|(?:avrei|ho|avevo) bisogno di|mi (?:serve|servirebbe)) (?:solo )?"
    r"(?:sapere|chieder\w+|capire)|(?:mi )?(?:sa[i]?|pu(?:o|ò|oi)|potr\w+|sapr\w+) (?:dir(?:mi|e|ci)|spiegarmi)"
    r"|mi (?:dici|dica|dite))(?: una cosa| per favore)?(?: se)?[\s,:]+",
    re.IGNORECASE,
)
"""How one leads to what one asks."""

ASKING = re.compile(
    r"\s(?:e )?(?:(?:vorrei|volevo|mi|puoi|posso) |(?:(?:a|da|con|per|di) )?(?:chi|che|cosa|quand[oi]|quant[oie]|come"
    r"|dove|quale|quali|qual|perch[eé]|c'[eè]|ci sono)\b)",
    re.IGNORECASE,
)
"""Where a question begins that follows without a stop."""

CLAUSE = re.compile(r"[,.:;!]+\s+|\s+[–-]\s+|\n+")
ABOUT = re.compile(
    r"\b(?:d|per|seguo|assisto)(?:i|el|ella|ello)?(?: la| il)?(?: signora?)?"
    r" (?P<name>(?!(?:la|il) )(?:mi[oa] )?[\w’'-]{3,}(?: [\w’'-]{3,})?)(?: e)?\W*$",
    re.IGNORECASE,
)
"""Of whom one who says who she is speaks: "la maestra di Nico"."""

NO_NAME = frozenset(
    ["famiglia", "base", "una", "turno", "lavoro", "quartiere", "zona", "sostegno", "comunita"]
)
LEAVES = re.compile(
    r"(?:\W|lo stesso|comunque|ugualmente|di tutto|(?:a|ci (?:vediamo|sentiamo)(?: a)?) ?(?:domani|presto|dopo|lunedì)?"
    r"|alla prossima|buon\w* (?:\w+)|ciao|arrivederci)+",
    re.IGNORECASE,
)
"""All that is left of words by which one takes leave."""

LEAST = 2
"""Words of what must be left to be a question."""


def ungreeted(question: str) -> tuple[str, str]:
    """
    Take off how a question opens.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    tuple of str
        What is asked, and the name of whom the asker says she speaks; the same and nothing where all of it is asked.

    Examples
    --------
    >>> ungreeted("Buongiorno, sono la maestra di Nico: quando è la riunione?")
    ('quando è la riunione?', 'Nico')
    >>> ungreeted("Sono scaduti i termini?")
    ('Sono scaduti i termini?', '')
    """
    rest, about, told = question.strip(), "", False
    while opening := _opening(rest, told=told):
        told = told or WHO_ASKS.match(opening) is not None
        about = _spoken_of(opening) or about if told else about
        rest = rest[len(opening) :].lstrip(" ,.:;!–-\n")
    if rest == question.strip() or len(normal(rest).split()) < LEAST or LEAVES.fullmatch(rest):
        return question, ""
    asked = POLITE.sub("", rest)
    return (asked if len(normal(asked).split()) >= LEAST else rest), about


def _opening(text: str, *, told: bool) -> str:
    """Return the part of a text that only opens it; `told` where who asks was said before."""
    if greeted := GREETS.match(text):
        return greeted[0]
    stop = CLAUSE.search(text)
    clause = text[: stop.start()] if stop else text
    if not (_says_who(clause) or (told and GOES_ON.match(clause))):
        return ""
    asking = ASKING.search(clause)
    if asking is None:
        return text[: stop.end()] if stop else ""
    return text[: asking.start() + 1]


def _says_who(clause: str) -> bool:
    """Say whether a clause says who asks; a name in small letters is a word that no question holds."""
    if WHO_ASKS.match(clause):
        return True
    words = normal(clause).replace("'", " ").split()
    if len(words) < LEAST or words[0] != "sono" or is_taught(words[1]):
        return False
    return len(words) == LEAST or words[LEAST] in AFTER_A_NAME


AFTER_A_NAME = frozenset(
    ["di", "del", "dell", "della", "dal", "dall", "dalla", "la", "il", "l", "e", "volevo", "vorrei", "chi"]
)
"""Words that may follow who one says one is."""


def _spoken_of(opening: str) -> str:
    """Return the name of whom one who says who she is speaks; none where it is her office's."""
    found = ABOUT.search(opening)
    if found is None or found["name"].isupper():
        return ""
    words = set(normal(opening).replace("'", " ").split()) & PUBLIC
    return "" if words or set(normal(found["name"]).split()) & NO_NAME else found["name"]
