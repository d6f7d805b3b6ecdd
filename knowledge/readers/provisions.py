"""Divide the text of an article into commi, letters and numbers, by their labels and their order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.norms.labels import ADVERB, lettered, numbered
from knowledge.readers.quotes import Quotes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_IN_ORDER = """
bis ter quater quinquies sexies septies octies nonies decies undecies duodecies terdecies quaterdecies
quinquiesdecies sexiesdecies septiesdecies octiesdecies noviesdecies vicies
"""
_ADVERBS = _IN_ORDER.split()
_SYNONYMS = {"quinques": "quinquies", "novies": "nonies", "tredecies": "terdecies"}
_COMMA = re.compile(
    rf"[ \t]*(?P<quote>[\"«“]?)(?P<label>\d{{1,4}}(?:[ -]?(?:{ADVERB}))?(?:\.\d{{1,2}})*)"
    r"\s?(?:\.(?!\d)|(?<=s)\)|\s(?=[A-Z]))[ \t]*(?P<dash>[-–—][ \t]+)?",
)
_LETTER = re.compile(
    rf"(?P<label>\d?[a-z]{{1,2}}(?:[ -]?(?:{ADVERB}))?(?:\.\d)?)(?P<close>[)])"
    rf"(?=\s|[«\"“(A-Zàèéìòù]|[a-z]{{2}})"
)
_NUMBER = re.compile(
    rf"(?P<label>\d{{1,3}}(?:[ -]?(?:{ADVERB}))?(?:\.\d)?)(?P<close>[)])(?=\s|[«\"“(A-Za-zàèéìòù])"
)
_ITALIAN = "abcdefghilmnopqrstuvz"
_ENGLISH = "abcdefghijklmnopqrstuvwxyz"
_INLINE = re.compile(r"[;:,.][\s]*(?:e |o |ed |ovvero )?[\s]*$")
_WIDEST_JUMP = 40


@dataclass(slots=True)
class Part:
    """A comma, letter or number: view positions of its label and its text."""

    label: str
    label_start: int
    start: int
    end: int
    parts: list[Part] = field(default_factory=list)


def split_commi(
    text: str, start: int, end: int, *, every_line: bool = False, starts: Sequence[int] = ()
) -> list[Part]:
    """
    Divide a range into numbered commi; empty when it has none.

    Labels count at the start of a paragraph (of a line, with ``every_line``), in ascending order, outside
    quotes. What stands before the first label is the caller's.

    Parameters
    ----------
    text
        View of a file.
    start, end
        The article's body, in view positions.
    every_line
        Whether commi may start at any line: for files whose lines are those of a page.
    starts
        The only positions where commi may start, when the file's structure tells them.
    """
    found: list[Part] = []
    quoted = Quotes(text, start, end)
    known = [_after_space(text, at, end) for at in starts]
    for at in known or _starts(text, start, end, every_line=every_line):
        match = _COMMA.match(text, at, end)
        if match is None:
            continue
        label = numbered(match["label"])
        before = found[-1].label if found else None
        if not _follows(before, label, text, match, every_line=every_line):
            continue
        if not _begins_sentence(text, start, at) and not _is_next(before, label):
            continue
        if match["quote"] or (not starts and quoted.hold(at)):
            continue
        found.append(Part(label, match.start("label"), match.end(), end))
    for part, following in zip(found, found[1:], strict=False):
        part.end = following.label_start
    parts = [piece for part in found for piece in _divide_notices(text, part)]
    if starts or every_line:
        return parts
    limits = [part.label for part in parts[1:]]
    return [
        piece
        for part, limit in zip(parts, [*limits, None], strict=False)
        for piece in _divide_line(text, part, limit, quoted)
    ]


def split_letters(text: str, part: Part) -> list[Part]:
    """Divide a comma into letters, and each letter into numbers; a comma of bare numbers gives none."""
    letters = _sequence(text, part.start, part.end, _LETTER, letters=True)
    for letter in letters:
        letter.parts = _sequence(text, letter.start, letter.end, _NUMBER, letters=False)
    return letters


def split_numbers(text: str, part: Part) -> list[Part]:
    """Divide a comma without letters into numbers."""
    return _sequence(text, part.start, part.end, _NUMBER, letters=False)


def order_of(label: str) -> tuple[int, ...]:
    """
    Give the place of a comma's label in its article.

    Examples
    --------
    >>> order_of("1-bis") < order_of("1-ter") < order_of("2")
    True
    """
    match = re.fullmatch(r"(\d+)(?:-([a-z-]+))?((?:\.\d+)*)", label)
    if match is None:
        return (0,)
    adverb = _SYNONYMS.get(match[2] or "", match[2] or "")
    rank = 0 if not adverb else _rank(adverb)
    zero = -1 if match[1].startswith("0") else 0
    return (int(match[1]), zero, rank, *(int(number) for number in match[3].split(".")[1:]))


def _rank(adverb: str) -> int:
    """Give the place of a Latin adverb, from 1."""
    if adverb in _ADVERBS:
        return _ADVERBS.index(adverb) + 1
    tens, _, unit = adverb.partition("-")
    step = _ADVERBS.index(unit) + 1 if unit in _ADVERBS else 0
    decades = {"vicies": 20, "tricies": 30, "quadragies": 40, "quinquagies": 50}
    return decades.get(tens, 60) + step


def _after_space(text: str, at: int, end: int) -> int:
    """Skip white space."""
    while at < end and text[at].isspace():
        at += 1
    return at


def _starts(text: str, start: int, end: int, *, every_line: bool) -> Iterator[int]:
    """
    Give the view positions where a paragraph, or a line, starts.

    Yields
    ------
    int
        Rising; the first is where the text starts after blanks.
    """
    while start < end and text[start] in " \t\n\f":
        start += 1
    yield start
    pattern = r"\n[ \t\f]*(?=\S)" if every_line else r"(?:\n[ \t]*|[ \t]{2,})\n\s*(?=\S)"
    for match in re.compile(pattern).finditer(text, start, end):
        yield match.end()


def _follows(before: str | None, label: str, text: str, match: re.Match[str], *, every_line: bool) -> bool:
    """Whether a label may come after another one."""
    following = text[match.end() : match.end() + 1]
    if every_line and following.islower():
        return False
    if before is None:
        return not every_line or order_of(label)[0] == 1
    here, there = order_of(before), order_of(label)
    if there <= here:
        return False
    jump = there[0] - here[0]
    if every_line:
        return jump <= 1
    return jump <= 1 or (jump <= _WIDEST_JUMP and not following.islower())


def _begins_sentence(text: str, start: int, at: int) -> bool:
    """Whether what stands before a position is closed, so that a sentence may begin there."""
    before = text[max(start, at - 40) : at].rstrip()
    return not before or not (before[-1].isalpha() or before[-1] == ",")


def _is_next(before: str | None, label: str) -> bool:
    """Whether a label is the very next one, so that it is one whatever stands before it."""
    if before is None:
        return label == "1"
    here, there = order_of(before), order_of(label)
    return there[0] - here[0] <= 1


def _divide_notices(text: str, part: Part) -> Iterator[Part]:
    """
    Divide commi that a file runs together on one line, after notices of repeal.

    Yields
    ------
    Part
        In the order of the text; the first is the part that was given, made shorter where another follows.
    """
    pattern = re.compile(r"(?<=[.)\d\s])(\d{1,4}(?:-(?:" + ADVERB + r"))?)\.\s*(?=\(*(?:COMMA|[A-Z]))")
    current = part
    position = part.start
    while re.match(r"[\s(]*COMMA (?:ABROGATO|SOPPRESSO|NON)", text[current.start : current.start + 40]) and (
        match := pattern.search(text, position, part.end)
    ):
        position = match.end()
        if order_of(numbered(match[1]))[0] - order_of(current.label)[0] in {0, 1} and order_of(
            numbered(match[1])
        ) > order_of(current.label):
            following = Part(numbered(match[1]), match.start(1), match.end(), part.end)
            current.end = match.start(1)
            yield current
            current = following
    yield current


_RUN_ON = re.compile(r"(?<=[a-zàèéìòù»)'][.;] )(?P<label>\d{1,3})\.[ ](?=[A-ZÈ])")
_SHORT_WORD = re.compile(r"(?:\b\w{1,3}|artt?|comm[ai]|lett)[.;] $", re.IGNORECASE)


def _divide_line(text: str, part: Part, limit: str | None, quoted: Quotes) -> Iterator[Part]:
    """
    Divide commi that a file runs on in one line: "1. … . 2. … .", each the very next number.

    Yields
    ------
    Part
        In the order of the text; the first is the part that was given, made shorter where another follows.
    """
    current = part
    for match in _RUN_ON.finditer(text, part.start, part.end):
        label = match["label"]
        follows = label == str(order_of(current.label)[0] + 1) and current.label.isdigit()
        before_limit = limit is None or order_of(label) < order_of(limit)
        if not follows or not before_limit or quoted.hold(match.start()):
            continue
        if _SHORT_WORD.search(text[max(part.start, match.start() - 8) : match.start()]):
            continue
        following = Part(label, match.start(), match.end(), part.end)
        current.end = match.start()
        yield current
        current = following
    yield current


def _sequence(text: str, start: int, end: int, pattern: re.Pattern[str], *, letters: bool) -> list[Part]:
    """Find labels that follow one another, each at the start of a line or after a stop."""
    found: list[Part] = []
    quoted = Quotes(text, start, end)
    for match in pattern.finditer(text, start, end):
        before = text[max(start, match.start() - 12) : match.start()]
        at_line = match.start() == start or before.rstrip(" \t-").endswith("\n") or not before.strip()
        inline = bool(_INLINE.search(before))
        if not at_line and not inline:
            continue
        label = lettered(match["label"]) if letters else numbered(match["label"])
        if not _succeeds(found[-1].label if found else None, label, letters=letters, at_line=at_line):
            continue
        if quoted.hold(match.start()) or (not found and not _opens_list(text, start, match.start())):
            continue
        found.append(Part(label, match.start(), match.end(), end))
    if len(found) == 1 and not at_line_only(text, found[0]):
        return []
    for part, following in zip(found, found[1:], strict=False):
        part.end = following.label_start
    if found:
        found[-1].end = _end_of_list(text, found[-1])
    return found


def at_line_only(text: str, part: Part) -> bool:
    """Whether a label stands at the start of a line: a list of one item is no list inside a sentence."""
    line = text.rfind("\n", 0, part.label_start) + 1
    return not text[line : part.label_start].strip(" \t-")


def _opens_list(text: str, start: int, at: int) -> bool:
    """Whether the words before the first label open a list."""
    before = text[start:at].rstrip(" \t-\n")
    return not before or before[-1] in ':;.,»"'


def _succeeds(before: str | None, label: str, *, letters: bool, at_line: bool) -> bool:
    """Whether a letter or number may follow another one in a list."""
    if not letters:
        here, there = order_of(before) if before else (0,), order_of(label)
        return there > here and there[0] - here[0] <= (1 if not at_line else 4)
    if before is None:
        return label in {"a", "0a", "a-bis"} or (
            at_line and label[0] in "abc" and len(label.split("-")[0]) == 1
        )
    stem, _, adverb = label.partition("-")
    old, _, old_adverb = before.partition("-")
    if stem == old:
        return bool(adverb) and (not old_adverb or order_of(f"1-{adverb}") > order_of(f"1-{old_adverb}"))
    if stem in _next_letters(old):
        return True
    if not at_line:
        return False
    return len(stem) == len(old) and stem > old or len(stem) > len(old)


def _next_letters(stem: str) -> set[str]:
    """Give the labels that may follow one, in the Italian and in the English alphabet."""
    if stem == "0a":
        return {"a"}
    found = set()
    for alphabet in (_ITALIAN, _ENGLISH):
        if stem[0] in alphabet and len(set(stem)) == 1:
            place = alphabet.index(stem[0]) + 1
            following = alphabet[place] * len(stem) if place < len(alphabet) else "a" * (len(stem) + 1)
            found.add(following)
    return found


def _end_of_list(text: str, part: Part) -> int:
    """End the last item of a list at the first paragraph break that follows it."""
    match = re.compile(r"\n[ \t]*\n(?![ \t\n]*(?:-[ \t]+)?\d{1,3}(?:-[a-z]+)?\))").search(
        text, part.start, part.end
    )
    return match.start() if match else part.end
