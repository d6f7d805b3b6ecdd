"""Divide an article whose commi have no numbers by its paragraphs."""

from __future__ import annotations

import re

from knowledge.readers.provisions import Part

_CONTINUES = re.compile(r"[a-zàèéìòù]|[-–]\s|\d{1,3}(?:-\w+)?\)|[a-z]{1,2}(?:-\w+)?\)|[|<]|\(")


def split_paragraphs(text: str, start: int, end: int) -> list[Part]:
    """
    Take the paragraphs of an article as its commi, by position.

    Parameters
    ----------
    text
        That holds the article.
    start, end
        Where the article stands in it.

    Returns
    -------
    list of Part
        Empty when it has one paragraph.
    """
    found: list[Part] = []
    position = start
    for match in [*re.compile(r"\n[ \t]*\n\s*").finditer(text, start, end), None]:
        stop = match.start() if match else end
        if found and (_CONTINUES.match(text, position, stop) or not _is_closed(text, found[-1].end)):
            found[-1].end = stop
        elif text[position:stop].strip():
            found.append(Part(str(len(found) + 1), position, position, stop))
        position = match.end() if match else end
    return found if len(found) > 1 else []


def _is_closed(text: str, end: int) -> bool:
    """Whether a sentence ends before a position."""
    last = text[max(0, end - 40) : end].rstrip()[-1:]
    return not (last.isalpha() or last in ":;,")
