"""Help in Italian: the tasks, found by the page one comes from or by a word, and the index of all pages."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from apps.assistant.general.index import entries
from apps.components.frame import argument, page
from apps.pages.task import STYLE_OF_TASKS
from coordinator.model.datafile import read_yaml
from coordinator.model.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.components.desk import Desk

MARKS = (
    (re.compile(r"\[([^\]]+)\]\(([^)]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<b>\1</b>"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
)
"""The little marking that the help's file uses, applied after escaping."""


@cache
def topics() -> tuple[dict[str, Any], ...]:
    """Read the help, in its order."""
    return tuple(read_yaml((Path(__file__).parent / "help.yaml").read_text(encoding="utf-8")))


def show_help(desk: Desk) -> None:
    """Fill the document with the help: what one came for first, what was searched, or one task."""
    asked, text, come_from = argument("tema"), argument("cerca"), argument("da")
    found = search(text) if text else first_for(come_from)
    shown = next((one for one in topics() if one["id"] == asked), None)
    page(
        desk,
        "asking/help.html",
        shown["title"] if shown else "Aiuto",
        "aiuto",
        viewer=desk.viewer(),
        style=STYLE_OF_TASKS,
        topics=topics(),
        index=[(group, list(pages)) for group, pages in groupby(entries(), key=attrgetter("group"))],
        found=found,
        shown=shown,
        text=text,
        come_from=come_from,
        marked=marked,
    )


def first_for(come_from: str) -> list[dict[str, Any]]:
    """Put the tasks of the page that one comes from before the others."""
    return sorted(topics(), key=lambda one: come_from not in one["pages"])


def search(text: str) -> list[dict[str, Any]]:
    """
    Find the tasks that hold every word of a text, those that hold them in the title first.

    Parameters
    ----------
    text
        As typed: accents and capitals do not count, a word may be begun only.

    Returns
    -------
    list of dict
        Empty when none holds them all.
    """
    words = [fold(word) for word in text.split() if fold(word)]

    def holds(parts: Sequence[str]) -> bool:
        known = [fold(word) for part in parts for word in part.split()]
        return all(any(one.startswith(_stem(word)) or word in one for one in known) for word in words)

    found = [
        one for one in topics() if words and holds([one["title"], one["lead"], *one["steps"], one["note"]])
    ]
    return sorted(found, key=lambda one: not holds([one["title"]]))


def marked(text: str) -> Markup:
    """Write the help's marking as HTML."""
    html = str(escape(text))
    for mark, written in MARKS:
        html = mark.sub(written, html)
    return Markup(html)  # noqa: S704 - escaped above


def _stem(word: str) -> str:
    """Leave out the last letter of a long word, which says singular or plural."""
    return word[:-1] if len(word) > 4 else word
