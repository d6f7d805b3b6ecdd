"""Read the agreements of the State and the Regions: "accordo … Rep. atti n. 215/CSR"."""

import re

from knowledge.references.act_words import DATE
from knowledge.references.mentions import Mention, iso_day, name_mention
from knowledge.references.words import spaced

_CONFERENCE = spaced(
    rf"(?P<kind>accordo|intesa)(?P<before>[^.;:()«»]{{0,140}}?)"
    rf"(?:,|,? del(?:l')?|,? in data|,? il)? ?{DATE.format('day')}(?P<after>[^;:«»]{{0,120}})"
)
_PARTIES = re.compile(r"conferenza|tra +(?:lo +stato|il +governo)|stato-regioni|rep\.|/c(?:sr|u)\b")
_OTHER_ACT = re.compile(r"articol|decret|legg[ei]\b")
_REPERTORY = spaced(r"[^;:«»]{0,100}?rep(?:ertorio|\.)? ?(?:atti)? ?(?:n\.)? ?(\d+)(?:/c(?:sr|u))?")


def read_conference(folded: str, at: int) -> Mention | None:
    """Read an *accordo* or *intesa* with its day, where the Conference or its parties are named."""
    match = _CONFERENCE.match(folded, at)
    if match is None or _OTHER_ACT.search(match["before"]):
        return None
    around = match["before"] + match["after"]
    if not _PARTIES.search(around):
        return None
    body = "unificata" if re.search(r"unificata|/cu\b", around) else "stato.regioni"
    rep = _REPERTORY.match(folded, match.end("day"))
    end = rep.end() if rep else match.end("day")
    number = rep[1] if rep else None
    return name_mention(at, end, f"conferenza.{body}", match["kind"], iso_day(match["day"]), number)
