"""Read which provisions a citation names: "articoli 3, comma 1, lettere a) e b), e 5" is three of them."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from knowledge.norms.labels import ADVERB, lettered, numbered
from knowledge.references.words import (
    CARDINAL,
    CARDINALS,
    ECHOES,
    MONTH,
    ORDINAL,
    ORDINALS,
    labels_between,
    spaced,
)

ANNEX, ARTICLE, COMMA, LETTER, NUMBER = range(5)


class Path(NamedTuple):
    """Where a provision stands in its act, from annex to number; None where the citation does not say."""

    annex: str | None = None
    article: str | None = None
    comma: str | None = None
    letter: str | None = None
    number: str | None = None

    def at(self, level: int, label: str) -> "Path":
        """Go to a label at a level; what stood below is left."""
        return Path(*(*self[:level], label))

    def within(self, parent: "Path") -> "Path":
        """Fill what this path does not say from its parent."""
        return Path(*(mine or theirs for mine, theirs in zip(self, parent, strict=True)))

    @property
    def top(self) -> int:
        """The highest level that the path names."""
        return next(level for level, label in enumerate(self) if label)


@dataclass(frozen=True, slots=True)
class Partition:
    """The provisions that one expression names, all of one act."""

    start: int
    end: int
    paths: tuple[Path, ...]
    present: int | None = None  # "del presente articolo": the level that the reader's own place fills
    echo: bool = False  # "del medesimo articolo": the article cited last
    echoed: bool = False  # "del citato articolo 3": an article cited before, by its label

    @property
    def top(self) -> int:
        """The highest level that every path names."""
        return max(path.top for path in self.paths)


# One label a level. A number of days, money or a date is no label.
_NO_QUANTITY = rf"(?! (?:{MONTH}|giorni|mesi|anni|ore|euro|lire|milion|miliard|per cento|unita))"
_LABEL = (
    rf"\d{{1,4}}(?:[ -]?{ADVERB}(?![a-z]))?(?:\.\d{{1,2}}(?!\d)|(?<=[a-z])\d)?"
    rf"(?![\d°%]|/\d|[.,]\d){_NO_QUANTITY}"
)
_LETTER = rf"(?:0?[a-z]|([a-z])\1|[a-z][a-z](?=\)))(?:[ -]?{ADVERB}(?![a-z]))?(?:\.\d)?(?:\)|(?![a-z0-9'.]))"
_LABELS = {
    ANNEX: spaced(
        r"(?:n\. ?)?(?:[ivxl]+|[a-z]|\d{1,2})(?![a-z'°])(?:[./-](?:\d{1,2}|bis|ter|quater|[a-z]\b))*"
    ),
    ARTICLE: spaced(rf"{_LABEL}|{CARDINAL}"),
    COMMA: spaced(rf"{_LABEL}|{ORDINAL}|{CARDINAL}"),
    LETTER: spaced(_LETTER),
    NUMBER: spaced(rf"(?:{_LABEL})\)?"),
}
# The word that opens a level; a plural, or an abbreviation that serves both, lets a list follow.
_KEYWORD = spaced(
    r"(?P<article>(?P<articles>articoli|artt\.?)(?![a-z])|articolo\b|art\.|art(?= \d))"
    r"|(?P<comma>(?P<commas>commi|paragrafi|parr\.|co\.|c\.(?= ?\d)|§§)|comma\b|paragrafo\b|par\.|§)"
    r"|(?P<letter>(?P<letters>lettere|letter?\.|lett\.|let\.)|lettera\b)"
    r"|(?P<number>(?P<numbers>numeri|nn\.|n\.)|numero\b|punto\b|n°)"
    r"|(?P<annex>(?P<annexes>allegati|tabelle)|allegato\b|all\.(?= ?[ivx\da-d])|tabella\b)"
)
_LEVELS = {"annex": ANNEX, "article": ARTICLE, "comma": COMMA, "letter": LETTER, "number": NUMBER}
_PLURALS = ("annexes", "articles", "commas", "letters", "numbers")

_AND = r"(?:,? (?:e|ed|o|od|nonche'|nonché|ovvero|oppure|e/o) |, ?|; ?)"
_JOIN = spaced(
    rf"(?P<and>{_AND})(?:(?:a|ne|da)?(?:l|i|ll'|gli)(?= ?{ORDINAL}) ?)?|(?<=\)) (?=[a-z]{{1,2}}\))"
)
_TO_KEYWORD = spaced(r" ?,? ?(?:(?:e|ed|o|nonche'|nonché) )?(?=[acgilnpt§])")
_FROM = spaced(r"(?:da|dal|dall'|dalla) ?(?:n\. ?|lettera )?")
_TO = spaced(r" ?(?:a|ad|al|all'|alla) ?(?:n\. ?|lettera )?|-(?=\d+(?![\d-]))")
_ORDINAL_COMMA = spaced(
    rf"(?P<ordinals>{ORDINAL}(?:(?:,|,? (?:e|o|nonche'|nonché))(?: (?:d?al|il))? {ORDINAL}){{0,9}}) comma\b"
)
_PERIOD = spaced(
    rf"(?:,|,? e)? ?(?:(?:{ORDINAL}|ultimo|penultimo)(?:,| e| ed|, e)? ){{1,4}}"
    r"(?:period[oi]|alinea|capovers[oi])"
)
_AND_FOLLOWING = spaced(r",? (?:e )?(?:seguenti|segg?\.|ss\.)|,? e (?:d?a?gli )?altri articoli")
_ADJECTIVE = (
    rf"(?:(?P<echo>{ECHOES})[oaie] "
    r"|(?P<present>presente )|(?:precedente|successivo|seguente) )?"
)
_PARENT = spaced(rf",? ?(?:d(?:ell['aeo]|egli|el|ei)|di cui a(?:ll['aeo]|gli|l|i)) ?{_ADJECTIVE}")
_BLANKS = spaced(" ?")
_BARE_PARENT = spaced(r"(?:articolo|comma)\b")


def read_partition(folded: str, start: int) -> Partition | None:
    """
    Read the provisions that are named from a place on.

    Parameters
    ----------
    folded
        A text as `words.fold` gives it.
    start
        Where a keyword or an ordinal starts.

    Returns
    -------
    Partition or None
        None when no provision is named there. The act is not read.
    """
    partition = _Group(folded, start).read()
    while partition and (larger := _with_parent(folded, partition)):
        partition = larger
    return partition


class _Group:
    """A walk along one list of labels: "3, comma 1, lettere a) e b), e 5"."""

    def __init__(self, folded: str, start: int) -> None:
        self.folded, self.start, self.end = folded, start, start
        self.paths: list[Path] = []
        self.current, self.leaf, self.top = Path(), -1, -1
        self.level, self.lists, self.closed, self.bracketed = -1, set[int](), False, False
        self.table = False

    def read(self) -> Partition | None:
        """Take every step that fits."""
        if not (self._ordinal_comma(self.start) or self._keyword(self.start)):
            return None
        while self._below() or self._more() or self._skip():
            pass
        self._emit()
        return Partition(self.start, self.end, tuple(dict.fromkeys(self.paths)))

    def _keyword(self, at: int) -> bool:
        """Enter a level with its word and first label."""
        word = _KEYWORD.match(self.folded, at)
        if word is None:
            return False
        level = next(level for name, level in _LEVELS.items() if word[name])
        self.table = word[0].startswith("tabell")
        if level < self.top or not self._labels(level, _after_blanks(self.folded, word.end())):
            return False
        if self.top < 0:
            self.top = level
        self.level, self.closed = level, False
        plural = word[_PLURALS[level]] is not None
        self.lists = {upper for upper in self.lists if upper < level} | ({level} if plural else set())
        return True

    def _ordinal_comma(self, at: int) -> bool:
        """Read "secondo comma", "terzo e quarto comma"."""
        match = _ORDINAL_COMMA.match(self.folded, at)
        if match is None or self.top > COMMA:
            return False
        for word in re.findall(ORDINAL, match["ordinals"]):
            self._put(COMMA, ORDINALS[word])
        self.top = COMMA if self.top < 0 else self.top
        self.level, self.end = COMMA, match.end()
        return True

    def _below(self) -> bool:
        """Go to a level that is named again: ", comma 2", ", lettera a)", "e comma 6"."""
        match = _TO_KEYWORD.match(self.folded, self.end)
        at = match.end() if match else self.end
        return self._keyword(at) or self._ordinal_comma(self._after_comma(self.end))

    def _after_comma(self, at: int) -> int:
        """Step over ", " or a blank."""
        return _after_blanks(self.folded, at + (self.folded[at : at + 1] == ","))

    def _more(self) -> bool:
        """Read one more label of the list that is still open."""
        join = _JOIN.match(self.folded, self.end)
        if join is None:
            return False
        has_comma, has_and = "," in join[0], bool(re.search("[a-z]", join["and"] or ""))
        for level in sorted(self.lists, reverse=True):
            inner_list_is_over = self.closed and has_comma and level == self.level and len(self.lists) > 1
            if not inner_list_is_over and self._labels(level, join.end(), in_list=True):
                self.closed = has_and and level == self.level
                self.level = level
                self.lists = {upper for upper in self.lists if upper <= level}
                return True
        return False

    def _labels(self, level: int, at: int, *, in_list: bool = False) -> bool:
        """Read one label, or a range of them."""
        opening = _FROM.match(self.folded, at)
        first = _LABELS[level].match(self.folded, opening.end() if opening else at)
        if first is None or (in_list and self.bracketed and level == LETTER and first[0][-1] != ")"):
            return False
        self.bracketed = first[0][-1] == ")"
        to = _TO.match(self.folded, first.end()) if opening or level < LETTER else None
        last = _LABELS[level].match(self.folded, to.end()) if to and (opening or "-" in to[0]) else None
        if opening and last is None:
            return False
        one = _label(level, first[0])
        for label in labels_between(one, _label(level, last[0])) if last else [one]:
            self._put(level, f"tabella {label}" if level == ANNEX and self.table else label)
        self.end = (last or first).end()
        return True

    def _skip(self) -> bool:
        """Step over what names no provision: "secondo periodo", "e seguenti"."""
        match = _PERIOD.match(self.folded, self.end) or _AND_FOLLOWING.match(self.folded, self.end)
        self.end = match.end() if match else self.end
        return match is not None

    def _put(self, level: int, label: str) -> None:
        """Go to a label; the provision before it is complete unless the label is below it."""
        if level <= self.leaf:
            self._emit()
        self.current, self.leaf = self.current.at(level, label), level

    def _emit(self) -> None:
        """Keep the provision at hand."""
        self.paths.append(self.current)


def _after_blanks(folded: str, at: int) -> int:
    """Step over blanks."""
    blanks = _BLANKS.match(folded, at)
    return blanks.end() if blanks else at


def _label(level: int, text: str) -> str:
    """Write a label as the law does."""
    text = text.removesuffix(")").strip()
    if level == ANNEX:
        return re.sub(r"^n\. *", "", text).upper() if len(text) < 9 else text
    if level == LETTER:
        return lettered(text)
    text = CARDINALS.get(text) or ORDINALS.get(text) or re.sub(r"(?<=[a-z])(?=\d)", ".", text)
    return numbered(re.sub(" +", " ", text))


def _with_parent(folded: str, partition: Partition) -> Partition | None:
    """Read what a partition is part of: "del comma 1", "del presente articolo", "del medesimo articolo"."""
    link = _PARENT.match(folded, partition.end)
    if link is None or partition.present is not None or partition.echo:
        return None
    parent = _Group(folded, link.end()).read()
    if parent and parent.top < partition.top:
        paths = tuple(path.within(upper) for upper in parent.paths for path in partition.paths)
        return replace(partition, end=parent.end, paths=paths, echoed=bool(link["echo"]))
    bare = _BARE_PARENT.match(folded, link.end())
    if bare is None or not (link["present"] or link["echo"]):
        return None
    level = ARTICLE if bare[0] == "articolo" else COMMA
    if level >= partition.top:
        return None
    if link["present"]:
        return replace(partition, end=bare.end(), present=level)
    return replace(partition, end=bare.end(), echo=True) if level == ARTICLE else None
