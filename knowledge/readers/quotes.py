"""Tell what stands inside quotes in an act: the words of another one."""

from __future__ import annotations

import re


class Quotes:
    """Tell which positions of a range stand inside quotes that are closed within it."""

    _PAIRS = {"«": "»", "“": "”"}  # noqa: RUF012 - never changed

    def __init__(self, text: str, start: int, end: int) -> None:
        self._spans: list[tuple[int, int]] = []
        opened: list[tuple[str, int]] = []
        for match in re.compile(r"[«»“”\"]").finditer(text, start, end):
            sign, at = match[0], match.start()
            if sign == '"' and not _closes(text, at):
                if opened and opened[-1][0] == '"':  # the one before was never closed
                    opened.pop()
                opened.append(('"', at))
            elif opened and sign == opened[-1][0]:
                _, since = opened.pop()
                if not opened:
                    self._spans.append((since, at))
            elif sign in self._PAIRS:
                opened.append((self._PAIRS[sign], at))

    def hold(self, at: int) -> bool:
        """Whether a position stands inside a closed quote."""
        return any(since < at < until for since, until in self._spans)


def _closes(text: str, at: int) -> bool:
    """Whether a straight quote closes: it follows a word, or nothing follows it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and before not in "(['«" and not after.isalnum()
