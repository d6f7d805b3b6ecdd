"""Read the acts of the European Union: "regolamento (UE) 2016/679", "direttiva 95/46/CE"."""

import re
from dataclasses import replace

from knowledge.references.mentions import Mention, name_mention, whole_year
from knowledge.references.words import spaced

_UNION = spaced(
    r"(?P<kind>regolament[oi]|direttiv[ae]|decision[ei](?:-quadro)?|reg\.|dir\.|dec\.)"
    r"(?: (?:di esecuzione|delegat[oa]|quadro))?,? ?"
    r"(?P<union>\(?(?:ue|eu|ce|cee|euratom|gai|u\.e\.|c\.e\.)\)? ?)?"
    r"(?P<n>n\.? ?)?(?P<one>\d{1,4}) ?/ ?(?P<two>\d{1,4})(?P<tail>/(?:ue|ce|cee|gai|euratom))?"
)
_YEAR = re.compile(r"19[5-9]\d|20[0-3]\d|\d\d")
_ALSO_UNION = spaced(
    r"(?:,|,? e)? ?(?P<n>n\.? ?)?(?P<one>\d{1,4})/(?P<two>\d{2,4})(?P<tail>/(?:ue|ce|cee))?(?![\d/])"
)
_OF_THIS_CENTURY = re.compile(r"20[0-3]\d")


def read_union(folded: str, at: int) -> Mention | None:
    """Read one act of the Union at a place, or several after a plural."""
    match = _UNION.match(folded, at)
    if match is None:
        return None
    if not (match["union"] or match["tail"] or _OF_THIS_CENTURY.fullmatch(match["one"])):
        return None  # a regolamento of the State
    kind = {"dec": "decisione", "dir": "direttiva", "reg": "regolamento"}[match["kind"][:3]]
    mention = _name(at, match, kind)
    plural = match["kind"].endswith("i") or match["kind"] == "direttive"
    while plural and (more := _ALSO_UNION.match(folded, mention.end)):
        mention = replace(mention, end=more.end(), acts=mention.acts + _name(at, more, kind).acts)
    return mention


def _name(start: int, match: re.Match[str], kind: str) -> Mention:
    """Name an act from its two numbers."""
    year, number = match["one"], match["two"]
    if _number_comes_first(match):
        year, number = number, year
    return name_mention(start, match.end(), "unione.europea", kind, whole_year(year), number)


def _number_comes_first(match: re.Match[str]) -> bool:
    """Tell "n. 910/2014" (number, year) from "2016/679" (year, number)."""
    if match["n"] and match["tail"] is None:
        return bool(_YEAR.fullmatch(match["two"]))
    return not _YEAR.fullmatch(match["one"])
