"""Tell what the words around a provision make of it: a quotation, an amendment, a heading."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from knowledge.references.words import spaced

# Text that is quoted into another act, where "comma 2" and "presente decreto" are that act's.
_INSERTED_WORDS = spaced(r"(?:seguent[ei]|parol[ae]) ?: ?(?=\")")
_AMENDED = spaced(
    r"[^.;«»\"]{0,60}?(?:le parole|la parola"
    r"|(?:e'|è|sono) (?:sostituit|inserit|aggiunt|abrogat|soppress|premess))"
)
_INSERTED = re.compile(r"dopo (?:il|l'|la|le|i) *$")
_REFERRED_TO = re.compile(r"di cui +a(?:ll'|lla|gli|l|i) *$")
_DISPOSED_WITH = re.compile(r"\((?:con|dal)l?'? *(?:l'|il |gli |i )?$")
_BEFORE_HEADING = re.compile(r"(?:^|\n|«|\")[#*\s(]*$")
_AFTER_HEADING = re.compile(r"[*]*(?:\.|\)? *[-(\n]| *$)")
_SAME_SENTENCE = re.compile(r",? *(?:e +)?(?:dopo +)?(?:il|i|l'|la|le|al|ai|all'|alla|alle|nel|del)? *")


def _quotations(folded: str) -> Iterator[tuple[int, int]]:
    """Find the text between guillemets, and between quotation marks that open an insertion."""
    start = folded.find("«")
    while start >= 0 and (end := folded.find("»", start)) >= 0:
        yield start, end
        start = folded.find("«", end)
    for words in _INSERTED_WORDS.finditer(folded):
        if (end := folded.find('"', words.end() + 1)) >= 0:
            yield words.end(), end


class Surroundings:
    """A text and what its quotations cover."""

    def __init__(self, text: str, folded: str) -> None:
        self.text, self.folded = text, folded
        self._quotes = sorted(_quotations(folded))

    def in_quotes(self, at: int) -> bool:
        """Tell whether a place is inside text quoted into another act."""
        index = bisect_right(self._quotes, (at, len(self.folded))) - 1
        return index >= 0 and self._quotes[index][0] < at < self._quotes[index][1]

    def is_amended(self, start: int, end: int) -> bool:
        """Tell whether a provision is being amended: it belongs to the act at the head of the list."""
        before = self.folded[max(0, start - 16) : start]
        if _REFERRED_TO.search(before):
            return False
        return bool(_AMENDED.match(self.folded, end) or _INSERTED.search(before))

    def is_cause(self, start: int) -> bool:
        """Tell whether "(con l'art. 11)" stands here: an article of the act just named, which amends."""
        return _DISPOSED_WITH.search(self.folded[max(0, start - 16) : start]) is not None

    def is_heading(self, start: int, end: int) -> bool:
        """Tell whether "Art. 14." is the label of an article, not a citation of it."""
        if not self.folded.startswith("art", start):
            return False
        line_before = self.text[max(0, start - 8) : start]
        return bool(_BEFORE_HEADING.search(line_before) and _AFTER_HEADING.match(self.text, end))

    def follows(self, start: int, end_before: int) -> bool:
        """Tell whether a provision goes on from the citation before it: "All'articolo 1 …, il comma 2"."""
        return end_before >= 0 and bool(_SAME_SENTENCE.fullmatch(self.folded, end_before, start))
