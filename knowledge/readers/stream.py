"""Hold the characters of a file in order, and look at them without what is no provision."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from knowledge.norms.model import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Span = tuple[int, int]


class View:
    """
    The stream of a file without its elided regions.

    Attributes
    ----------
    text
        What is left, in order. Positions in it are "view positions"; `spans` maps them back to the stream.
    """

    def __init__(self, stream: str, elided: Iterable[Span]) -> None:
        self._views: list[int] = []
        self._starts: list[int] = []
        pieces: list[str] = []
        position = length = 0
        for start, end in [*merge_spans(elided), (len(stream), len(stream))]:
            if start > position:
                self._views.append(length)
                self._starts.append(position)
                pieces.append(stream[position:start])
                length += start - position
            position = max(position, end)
        self.text = "".join(pieces)

    def in_stream(self, position: int) -> int:
        """Map a view position to the stream."""
        piece = bisect_right(self._views, position) - 1
        return self._starts[piece] + position - self._views[piece] if piece >= 0 else 0

    def in_view(self, position: int) -> int:
        """Map a stream position to the view; inside an elided region, to the first position after it."""
        piece = bisect_right(self._starts, position) - 1
        if piece < 0:
            return 0
        offset = self._views[piece] + position - self._starts[piece]
        following = self._views[piece + 1] if piece + 1 < len(self._views) else len(self.text)
        return min(offset, following)

    def trimmed(self, start: int, end: int) -> Span:
        """Drop the white space at both ends of a view range."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Map a view range to the stretches of the stream that make it up."""
        found: list[Span] = []
        piece = bisect_right(self._views, start) - 1
        while start < end:
            after = self._views[piece + 1] if piece + 1 < len(self._views) else len(self.text)
            stop = min(end, after)
            origin = self._starts[piece] + start - self._views[piece]
            found.append((origin, origin + stop - start))
            start, piece = stop, piece + 1
        return tuple(found)


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Sort spans and join those that touch."""
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def cut(stream: str, spans: Sequence[Span]) -> str:
    """Join the stretches of a stream."""
    return "".join(stream[start:end] for start, end in spans)


def regions_of(spans: Iterable[Span], why: str) -> list[Region]:
    """Give one reason to many spans."""
    return [Region(start, end, why) for start, end in spans]
