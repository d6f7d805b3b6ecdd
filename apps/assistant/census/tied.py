"""Read what a question about many persons asks of their ties: helpers, services, for how long, how many."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from apps.assistant.census.herself import OfHerself
from apps.assistant.census.patterns import patterns, whole
from apps.assistant.census.taking import SERVICE
from coordinator.network.wanted import Having

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DAYS = {"oggi": 0, "domani": 1, "giorn": 1, "settiman": 7, "mes": 30, "ann": 365}
IN_CARE = ("in_carico",)
WAITING = "in_attesa"
SERVED = (*IN_CARE, WAITING)

OTHERWISE = re.compile(
    r" (?:non|mai|senza|niente|nemmeno|tranne|smess\w+|finit\w+|conclus\w+|rifiut\w+|rinunci\w+|lasciat\w+|tolt\w+"
    r"|sospes\w+|chiest\w+|chied\w+|domand\w+|vorrebb\w+|vuole|vogliono|paga\w*|gestisc\w+|lavor\w+|rischi\w+|post[oi]|puo|possono"
    r"|dopo|prima|uscit\w+|dimess\w+|manda\w*|propost\w+|potrebb\w+|spett\w+|diritt\w+) (?:\S+ ){0,4}@servizio"
)
"""How a service is named by who is not in its care: she left it, asks for it, pays for it."""

BOUNDS: Mapping[str, Callable[[int], tuple[int, int | None]]] = {
    "least": lambda n: (n, None), "above": lambda n: (n + 1, None), "below": lambda n: (0, n - 1),
    "several": lambda _: (2, None), "one": lambda _: (1, 1), "exactly": lambda n: (n, n),
}  # fmt: skip
"""How a number is asked for → how many at least and at most."""


def days_of(unit: str) -> int:
    """
    Say how many days a word for a stretch of time is.

    Parameters
    ----------
    unit
        Such as "mesi", "settimane".

    Returns
    -------
    int
        30 for a month, 365 for a year.
    """
    return next((days for key, days in DAYS.items() if unit.startswith(key)), 1)


class OfTies(OfHerself):
    """What is read of a person's ties."""

    def _read_ties(self) -> None:
        """Read which helpers and services are asked for, how many of them, or asked to be missing."""
        self.words = re.sub(whole(patterns()["or_verb"]), "o @servizio", self.words)
        if len(self.queue) > 1 and self._take(patterns()["both_services"]):
            self.words = " ".join(("", *self.words.split(), ""))
        for row in patterns()["ties"]:
            if (bounds := self._bounds(row)) is not None:
                self._also_many(row, *bounds)
                continue
            for present, key in ((False, "none"), (True, "some")):
                while (match := self._match(row.get(key, ()))) is not None:
                    self._also_tie(row, match, present=present)
                    if present or SERVICE not in match[0]:  # of several that are missing each is said so
                        break
        self._read_more_services()

    def _bounds(self, row: Mapping[str, Any]) -> tuple[int, int | None] | None:
        """Read how many of a thing are asked for; None where no number is."""
        if self._match(row.get("one", ())) is not None:
            return 1, 1
        return self._counted(row["called"]) if "many" in row else None

    def _counted(self, called: str) -> tuple[int, int | None] | None:
        """Read how many are asked for of what is called so."""
        for key, written in patterns()["counts"].items():
            found = self._match([one.replace("@", f"(?:{called})") for one in written])
            if found is not None:
                return BOUNDS[key](int(found.groupdict().get("n") or 1))
        return None

    def _also_many(self, row: Mapping[str, Any], least: int, most: int | None) -> None:
        """Ask for so many of a helper or a service."""
        having = Having(tuple(row["kinds"]), least=least, most=most)
        many = bounds_words(least, most, row["many"], row["single"])
        self._also(ties=(*self.asked.wanted.ties, having), said=f"con {many}")

    def _also_tie(self, row: Mapping[str, Any], match: re.Match[str], *, present: bool) -> None:
        """Ask for one helper or service more, or that it be missing."""
        others = (self.worker,) if row.get("whose") else self.services if SERVICE in match[0] else ()
        hours = float(match["n"]) if "hours" in row else None
        having = Having(tuple(row["kinds"]), present, others, row.get("strain"), hours)
        label = row["label"].replace("@", self.service() if others else "un servizio")
        label = label.replace("§", self.worker_words.title())
        label = label.replace("#", match["n"]) if hours is not None else label
        head = "" if label.startswith(("in ", "seguite ")) else "con "
        said = f"{head}{label}" if present else f"senza {label}" if head else f"non {label}"
        only = (Having(IN_CARE, most=1),) if row.get("only") else ()
        self._also(ties=(*self.asked.wanted.ties, having, *only), said=said)

    def _read_more_services(self) -> None:
        """Read the services that are named beside the first, each as well or in its place."""
        while self.queue and self._is_of_services() and self._take(patterns()["or_service"]):
            *others, last = self.asked.wanted.ties
            either = replace(last, others=(*last.others, *self.services))
            *before, said = self.asked.said
            self.asked = replace(self.asked, said=tuple(before))
            self._also(ties=(*others, either), said=f"{said} o {self.service()}")
        while self.queue and self._take(patterns()["and_service"]):
            served = [one for one in self.asked.wanted.ties if one.kinds[0] in SERVED and one.others]
            said = next((one for one in reversed(self.asked.said) if "«" in one), "in carico a «»")
            self._also_served(served[-1] if served else Having(IN_CARE), said)
        while self.queue and self._take_bare():
            ties = self.asked.wanted.ties
            if ties and ties[-1].kinds[0] == WAITING and not ties[-1].others:
                told = (one.replace("un servizio", self.service()) for one in self.asked.said)
                self.asked = replace(self.asked, said=tuple(told))
                self._also(ties=(*ties[:-1], replace(ties[-1], others=self.services)))
            else:
                self._also_served(Having(IN_CARE), "in carico a «»")

    def _is_of_services(self) -> bool:
        """Say whether the tie read last is with a service that was named."""
        ties = self.asked.wanted.ties
        return bool(ties) and ties[-1].kinds[0] in SERVED and bool(ties[-1].others)

    def _also_served(self, like: Having, said: str) -> None:
        """Ask of the service read last what was asked of another."""
        said = re.sub("«[^»]*»", lambda _: self.service(), said)
        self._also(ties=(*self.asked.wanted.ties, replace(like, others=self.services)), said=said)

    def _take_bare(self) -> bool:
        """Take out a service that is only named, as by "utenti SAD"; not where she left it, asks for it, or pays."""
        found = not OTHERWISE.search(self.words) and bool(self._take([patterns()["bare_service"]]))
        self.bare = self.bare or found
        return found

    def _read_wait(self) -> None:
        """Read for how long they wait, at least."""
        ties = self.asked.wanted.ties
        if not (ties and ties[-1].kinds[0] == WAITING and ties[-1].present):
            return
        found = self._match(patterns()["waited"])
        if found is not None:
            days = int(found["n"] or 1) * days_of(found["unit"])
            waits = replace(ties[-1], before=self.day - timedelta(days=days))
            self._also(ties=(*ties[:-1], waits), order="longest", said=f"da {days} giorni o più")

    def _spread(self) -> None:
        """Write before each of several things what is said once: "senza badante, medico e tutore"."""
        named = "|".join(
            one["called"] for kind in (patterns()["ties"], patterns()["facts"].values()) for one in kind
            if "called" in one
        )  # fmt: skip
        thing = rf"(?:{named}|@servizio)"
        senza = patterns()["senza"]
        again = re.compile(
            rf"(?<![\w@])({senza}{thing}) (?:(?:e|o|ne|ed|oppure|neanche|nemmeno|neppure) )*"
            rf"((?:(?:il|lo|la|i|gli|le|un|una|dei|delle) |l.\s?|un.\s?)?{thing})(?![\w@])"
        )
        while (spread := again.sub(r"\1 e senza \2", self.words)) != self.words:
            self.words = spread


def bounds_words(least: int, most: int | None, many: str, single: str) -> str:
    """
    Say how many are asked for.

    Parameters
    ----------
    least, most
        Both included; None for no end.
    many, single
        What several are called, and what one.

    Returns
    -------
    str
        Such as "almeno 2 servizi", "un solo caregiver".
    """
    if (least, most) == (1, 1):
        return f"un solo {single}"
    if most is None:
        return f"almeno {least} {many}"
    return f"{least} {many}" if least == most else f"al massimo {most} {many}"
