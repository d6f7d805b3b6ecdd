"""Hold one document of an act: its rows, its stream, and what was cut from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.library.rows import spans_from_text
from knowledge.norms.model import Kind

if TYPE_CHECKING:
    from sqlalchemy import Row

    from knowledge.library.timeline import Reading
    from knowledge.norms.model import Act


class Cut(NamedTuple):
    """A unit's text, whose hash was checked, with what goes with it whatever the day."""

    text: str
    spans: tuple[tuple[int, int], ...]
    heading: str
    kind: Kind
    source: str


@dataclass(slots=True)
class Text:
    """A document of an act, with its rows."""

    id: int
    act: Act
    official: bool
    source: str
    path: str
    stream: str
    rows: list[Row[Any]]
    by_key: dict[str, Row[Any]] = field(default_factory=dict)
    first_child: dict[str, int] = field(default_factory=dict)  # key → where its first part starts
    articles: int = 0
    is_numbered: bool = False  # one of several texts of the act in their order, each until the next begins
    shown: Act | None = None  # the act, with the state of this very text
    told: Act | None = None  # the act as this file tells it, with the dates that others tell
    places: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # key → URN, path, opening
    readings: dict[str, Reading] = field(default_factory=dict)
    cuts: dict[str, Cut] = field(default_factory=dict)

    def index(self) -> None:
        """Prepare what every passage asks for."""
        self.by_key = {row.key: row for row in self.rows}
        days = [row.valid_from for row in self.rows if row.kind == Kind.ARTICLE]
        self.articles = len(days)
        self.is_numbered = set(days) == {self.act.text_as_of} != {None}
        for row in self.rows:
            if row.parent and row.spans:
                start = int(row.spans.partition("-")[0])
                self.first_child[row.parent] = min(start, self.first_child.get(row.parent, start))

    def text(self, row: Row[Any]) -> str:
        """Cut a unit's text from the source."""
        return "".join([self.stream[start:end] for start, end in spans_from_text(row.spans)])
