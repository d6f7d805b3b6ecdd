"""Estimate how wide a name is drawn, and break it over two lines or cut it with an ellipsis."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

ELLIPSIS = "…"
MARKS, STRIPPED = " .,;:-'’", 4
"""What does not stand before an ellipsis, and how much of it may follow on a letter."""

LINE_HEIGHT = 1.2
"""Distance between two baselines, in units of the type size."""

SAFETY = 1.06
"""The common screen faces are a little wider than the face that was measured."""

_WIDTHS = {
    191: "'",
    222: "ijl’‘",
    260: "|",
    278: " !,./:;I[\\]ftìíÌÍ·",
    333: "()-`r“”",
    334: "{}",
    355: '"',
    368: "ºª",
    389: "*",
    400: "°",
    469: "^",
    500: "Jcksvxyzç",
    556: "#$0123456789?L_abdeghnopquàèéòóùúñäöüâêôû«»–€",
    584: "+<=>~",
    611: "FTZß",
    667: "&ABEKPSVXYÀÈÉ",
    722: "CDHNRUwÙÚÇÑ",
    778: "GOQÒÓ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
"""Advance widths of Liberation Sans (the metrics of Arial and Helvetica), in thousandths of the type size."""

_ADVANCE = {letter: width / 1000.0 for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN = 0.72


@dataclass(frozen=True, slots=True)
class Lettering:
    """A name as it is drawn: its lines, and how much room they take."""

    lines: tuple[str, ...]
    width: float  # in map units, of the widest line
    height: float  # in map units, of all lines
    cut: bool  # whether an ellipsis stands for missing letters


def text_width(text: str, size: float) -> float:
    """
    Estimate the width of a line of text.

    Parameters
    ----------
    text
        One line.
    size
        Type size, in map units.

    Returns
    -------
    float
        Width in map units, a little on the large side.

    Examples
    --------
    >>> round(text_width("Ada", 10.0), 1)
    18.9
    """
    return size * SAFETY * sum(_ADVANCE.get(letter, _UNKNOWN) for letter in text)


def letter(name: str, size: float, width: float, lines: int = 2) -> Lettering:
    """
    Break a name into lines that fit a width.

    Parameters
    ----------
    name
        The name; blanks are collapsed.
    size
        Type size, in map units.
    width
        The width that no line passes, in map units.
    lines
        One or two.

    Returns
    -------
    Lettering
        Words are kept whole where they fit. What does not fit ends in an ellipsis.
    """
    broken, cut = _break(name.split(), size, width, lines)
    widest = max((text_width(line, size) for line in broken), default=0.0)
    return Lettering(tuple(broken), widest, size * LINE_HEIGHT * max(len(broken), 1), cut)


def stack(name: str, size: float, width: float) -> tuple[str, ...]:
    """
    Break a name into as many lines as it needs; a word that is too wide is broken too.

    Parameters
    ----------
    name
        The name; blanks are collapsed.
    size
        Type size, in map units.
    width
        The width that no line passes, in map units.

    Returns
    -------
    tuple of str
        The lines, none cut.
    """
    lines: list[str] = []
    for word in name.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
            continue
        while text_width(word, size) > width and len(word) > 3:
            end = next(at for at in range(len(word) - 1, 0, -1) if text_width(word[:at] + "-", size) <= width)
            lines.append(word[:end] + "-")
            word = word[end:]
        lines.append(word)
    return tuple(lines)


def _break(words: list[str], size: float, width: float, lines: int) -> tuple[list[str], bool]:
    """Set a name on one line, or on two of like length; where it does not fit, cut the second."""
    whole = " ".join(words)
    if lines == 1 or len(words) < 2 or text_width(whole, size) <= width:
        shown = _cut(whole, size, width)
        return [shown], shown != whole
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    first, second = min(halves, key=lambda half: max(text_width(line, size) for line in half))
    if max(text_width(first, size), text_width(second, size)) <= width:
        return [first, second], False
    taken = max(_words_that_fit(words, size, width), 1)
    first, rest = _cut(" ".join(words[:taken]), size, width), " ".join(words[taken:])
    return [first, _cut(rest, size, width)] if rest else [first], True


def _words_that_fit(words: list[str], size: float, width: float) -> int:
    """Count the leading words that fit on one line."""
    taken = 0
    while taken < len(words) - 1 and text_width(" ".join(words[: taken + 1]), size) <= width:
        taken += 1
    return taken


def _cut(text: str, size: float, width: float) -> str:
    """Shorten a line until it fits, and say so with an ellipsis."""
    if text_width(text, size) <= width:
        return text
    room = width / (size * SAFETY) - _ADVANCE[ELLIPSIS]
    fitting = bisect_right(list(accumulate(_ADVANCE.get(letter, _UNKNOWN) for letter in text)), room)
    for end in range(min(fitting + STRIPPED, len(text) - 1), 0, -1):
        shown = text[:end].rstrip(MARKS) + ELLIPSIS
        if text_width(shown, size) <= width:
            return shown
    return ELLIPSIS
