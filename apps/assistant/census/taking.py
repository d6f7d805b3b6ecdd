"""Hold a question about many persons while it is read: the words left, and what was understood."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from apps.assistant.census.patterns import whole
from apps.assistant.reading.of_many import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from apps.assistant.reading.of_many import Names

SERVICE = "@servizio"
"""What stands in the place of a service's name while a question is read."""

SHORT = 4
"""Letters at most of a service's short form: ADI, SAD."""


class Taking:
    """A question while it is read: what is not yet understood of it, and what is."""

    def __init__(self, words: str, day: date, names: Names) -> None:
        self.words, self.day, self.names = words, day, names
        self.asked = Asked()
        self.services: tuple[str, ...] = ()  # ids of the one read last
        self.queue: list[
            tuple[str, tuple[str, ...]]
        ] = []  # services that are named and not yet read, in order
        self.places: dict[str, str] = {}  # areas that were named, and how
        self.service_words, self.phase, self.phase_words = "", "", ""
        self.bare = False  # whether a service is named and nothing is said of it
        self.worker, self.worker_words, self.scale, self.scale_words = "", "", "", ""

    def service(self) -> str:
        """
        Write the service that was named.

        Returns
        -------
        str
            As it was typed, in quotes; a short form in capitals.
        """
        short = len(self.service_words) <= SHORT
        return f"«{self.service_words.upper() if short else self.service_words}»"

    def _also(self, said: str = "", **changed: Any) -> None:
        """Ask one thing more."""
        told = {key: value for key, value in changed.items() if value is not None}
        before = self.asked.wanted
        if before.least_age is not None and "least_age" in told:
            told["least_age"] = max(told["least_age"], before.least_age)
        if before.most_age is not None and "most_age" in told:
            told["most_age"] = min(told["most_age"], before.most_age)
        wanted = replace(self.asked.wanted, **told)
        self.asked = replace(self.asked, wanted=wanted, said=(*self.asked.said, *([said] if said else [])))

    def _take(self, patterns: Sequence[str]) -> str:
        """Take out what the first fitting pattern reads, and return it."""
        found = self._match(patterns)
        return found[0] if found is not None else ""

    def _match(self, patterns: Sequence[str]) -> re.Match[str] | None:
        """Take out what the first fitting pattern reads."""
        for pattern in patterns:
            if found := _compiled(whole(pattern)).search(self.words):
                if SERVICE in found[0]:
                    at = self.words[: found.start() + found[0].index(SERVICE)].count(SERVICE)
                    self.service_words, self.services = self.queue.pop(at)
                self.words = f"{self.words[: found.start()]} {self.words[found.end() :]}"
                return found
        return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once: there are more of them than `re` remembers."""
    return re.compile(pattern)
