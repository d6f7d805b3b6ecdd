"""Write the labels of a provision as the law writes them: "3-septies", "1-bis", "a", "5-quater.2"."""

import re
from functools import lru_cache

from knowledge.errors import KnowledgeError

# Latin adverbs that number an inserted provision. Tens stand alone or before a unit ("vicies semel").
_UNITS = "bis|ter|quater|quinquies|quinques|sexies|septies|octies|novies|nonies"
_TEENS = (
    "undecies|duodecies|terdecies|tredecies|quaterdecies|quattuordecies|quinquiesdecies|quinquesdecies|quindecies"
    "|sexiesdecies|sexdecies|sedecies|septiesdecies|septdecies|octiesdecies|octodecies|duodevicies"
    "|unvicies|duovicies|tervicies|noviesdecies|nonodecies|novodecies|undevicies"
)
_TENS = "decies|vicies|tricies|quadragies|quinquagies|sexagies|septuagies|octogies|nonagies|centies"
ADVERB = rf"(?:{_TEENS}|(?:{_TENS})(?:[ -]?(?:semel|{_UNITS}))?|{_UNITS})"

_NUMBERED = re.compile(rf"(?P<stem>\d{{1,5}})(?:[ -]?(?P<adverb>{ADVERB}))?(?P<tail>(?:\.\d{{1,3}})*)")
_LETTERED = re.compile(rf"(?P<stem>\d?[a-z]{{1,3}}?)(?:[ -]?(?P<adverb>{ADVERB}))?(?P<tail>(?:\.\d{{1,3}})*)")
_ROMAN = re.compile(r"[IVXL]{1,7}")
_TENS_AND_UNIT = re.compile(rf"(?P<tens>{_TENS})[ -]?(?P<unit>semel|{_UNITS})")


class UnreadableReferenceError(KnowledgeError):
    """A text that should name a norm names none that we can read."""

    def __init__(self, given: str, reason: str, mend: str) -> None:
        super().__init__(f"{given!r} names no norm: {reason}. {mend}")
        self.given = given


@lru_cache(maxsize=8192)
def numbered(label: str) -> str:
    """
    Write the label of an article, comma or number as the law does.

    Parameters
    ----------
    label
        For example ``"3septies"``, ``"3 Septies"``, ``"5-quater.2"``, ``"01"`` or ``"XVIII"``.

    Returns
    -------
    str
        For example ``"3-septies"``; zeros in front are kept, since *comma 01* is not *comma 1*.

    Raises
    ------
    UnreadableReferenceError
        When the label is no number with an optional Latin adverb.
    """
    if _ROMAN.fullmatch(label):
        return label
    return _written(_NUMBERED.fullmatch(label.strip().lower()), label)


@lru_cache(maxsize=2048)
def lettered(label: str) -> str:
    """
    Write the label of a letter as the law does: ``"abis"`` gives ``"a-bis"``.

    Raises
    ------
    UnreadableReferenceError
        When the label is not one to three letters with an optional Latin adverb.
    """
    return _written(_LETTERED.fullmatch(label.strip().lower()), label)


def attached(label: str) -> str:
    """Write a label as URN:NIR does, without hyphens: ``"3-septies"`` gives ``"3septies"``."""
    return label.replace("-", "").lower()


def _written(match: re.Match[str] | None, given: str) -> str:
    """Join stem, adverb and tail with the law's own hyphens."""
    if match is None:
        mend = "Write a number or a letter with an optional Latin adverb, as in '3-septies' or 'a-bis'."
        raise UnreadableReferenceError(given, "it is not the label of a provision", mend)
    stem, adverb, tail = match["stem"], match["adverb"], match["tail"]
    if adverb is None:
        return stem + tail
    split = _TENS_AND_UNIT.fullmatch(adverb)
    return f"{stem}-{split['tens']}-{split['unit']}{tail}" if split else f"{stem}-{adverb}{tail}"
