"""Take out of a question about many persons, one after the other, the things that it asks of each."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.person import named_needs, without_needs
from apps.assistant.census.herself import OfHerself
from apps.assistant.census.patterns import patterns, whole
from coordinator.model import vocabulary
from coordinator.network.wanted import Having, Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

DAYS = {"giorn": 1, "settiman": 7, "mes": 30, "ann": 365}
NEEDS = re.compile(r"(?:@bisogno(?: (?:e|per|di|in|a|la|le|il|i|alla|della)(?= @))?\s*)+")
OF_MINE = re.compile(r"\b(?:vedo|sento|visito|incontro|contatto)\b")
"""Verbs by which somebody asks of those whom she follows herself."""

NEVER = date(1850, 1, 1)
"""A day before any contact."""

LONG = 90
"""Days without a contact that "da tempo" means."""


class Reading(OfHerself):
    """A question while it is read: what is not yet understood of it, and what is."""

    def read(self) -> None:
        """Take out of the words all that is understood."""
        self._read_needs()
        self._name_things()
        for key, group in patterns()["by"].items():
            if self._take(group):
                self.asked = replace(self.asked, by=key)
        self._read_births()
        self._read_moves()
        self._read_cases()
        self._read_order("quietest")
        self._read_quiet()
        self._read_ties()
        self._read_wait()
        self._read_ages()
        self._read_alone()
        for order in ("oldest", "youngest", "longest", "fewest"):
            self._read_order(order)
        self._read_place()
        if self._take(patterns()["phones"]):
            self.asked = replace(self.asked, phones=True)
        if self._take(patterns()["mine"]):
            self.asked = replace(self.asked, mine=True)

    def alone_a_kind(self) -> bool:
        """Say whether a single age or sex is all that was read: "minori" asks for nothing."""
        told = self.asked.wanted
        plain = Wanted(least_age=told.least_age, most_age=told.most_age, sex=told.sex)
        return told == plain and not self.asked.case and len(self.asked.said) == 1

    def left(self) -> str:
        """Return the words that say something else."""
        empty = frozenset(patterns()["empty"].split())
        asks = [*patterns()["how_many"], *patterns()["who"], *patterns()["persons"]]
        rest = self.words
        for pattern in asks:
            rest = re.sub(whole(pattern), " ", rest)
        return " ".join(
            word for word in rest.replace("'", "' ").split() if word not in empty and len(word) > 1
        )

    def _name_things(self) -> None:
        """Put a sign in the place of the names of a service, a place, a phase, a need."""
        found: list[tuple[int, str, tuple[str, ...]]] = []
        for name, ids in sorted(self.names.services.items(), key=lambda one: -len(one[0])):
            apart = self.words.replace("'", "' ")
            if (at := apart.find(f" {name} ")) >= 0:
                found.append((at, name, ids))
                self.words = apart.replace(f" {name} ", f" @servizio{' ' * max(len(name) - 9, 0)} ", 1)
        self.more = [(name, ids) for _, name, ids in sorted(found)]
        self.words = " ".join(("", *self.words.split(), ""))
        self._next_service()
        for name, area in sorted(self.names.places.items(), key=lambda one: -len(one[0])):
            if f" {name} " in self.words:
                self._also(areas=(area,), said=f"di {name.title()}")
                self.words = self.words.replace(f" {name} ", " @luogo ", 1)
        for name, phase in self.names.phases.items():
            if f" {name} " in self.words and not self.phase:
                self.phase, self.phase_words = phase, name
                self.words = self.words.replace(f" {name} ", " @fase ", 1)

    def _next_service(self) -> None:
        """Go on to the next service that was named."""
        if self.more:
            self.service_words, self.services = self.more.pop(0)

    def _read_moves(self) -> None:
        """Read in which days their path began or ended."""
        for key, said in (("ended", "in vita, con un percorso chiuso"), ("begun", "con un percorso aperto")):
            found = self._match(patterns()["moves"][key])
            if found is None or self.asked.moved is not None:
                continue
            since, words = _since(self._match(patterns()["since"]), self.day)
            self.asked = replace(self.asked, moved=(key, since))
            self._also(said=f"{said} {words}")

    def _read_needs(self) -> None:
        """Read which needs are asked for, and whether nobody may meet them."""
        before, found = self.words, named_needs(self.words)
        if found:
            kept = without_needs(self.words).split()
            marked = " ".join(word if word in kept else "@bisogno" for word in self.words.split())
            self.words = NEEDS.sub("@bisogno ", f" {marked} ")
        unmet = self._take(patterns()["unmet"]) or (found and self._take(patterns()["unmet_named"]))
        named = self._take(patterns()["needs"])
        if not (unmet or named):
            self.words = before
        if found and (unmet or named):
            labels = " e ".join(vocabulary().label("needs", one) for one in found)
            tail = ", a cui nessuno risponde" if unmet else ""
            self._also(needs=tuple(found), unmet=bool(unmet), said=f"con bisogno di: {labels}{tail}")
        elif unmet:
            self._also(unmet=True, said="con un bisogno a cui nessuno risponde")

    def _read_cases(self) -> None:
        """Read what is asked of the path."""
        said = {
            "late": "con un termine scaduto", "no_plan": "con un percorso aperto e senza un piano",
            "plan": "con un piano", "none": "senza un percorso aperto", "open": "con un percorso aperto",
            "awaits": f"in attesa di «{self.phase_words}»",
            "phase": f"in fase «{self.phase_words}»",
        }  # fmt: skip
        for key, written in patterns()["cases"].items():
            if self._take(written):
                case = f"{key}:{self.phase}" if key in {"phase", "awaits"} else key
                self.asked = replace(self.asked, case=case)
                self._also(said=said[key])

    def _read_ties(self) -> None:
        """Read which helpers and services are asked for, or asked to be missing."""
        for row in patterns()["ties"]:
            for present, key in ((False, "none"), (True, "some")):
                if (match := self._match(row.get(key, ()))) is not None:
                    self._also_tie(row, match, present=present)
        while self.services and self.asked.wanted.ties and self._take(patterns()["and_service"]):
            last = self.asked.wanted.ties[-1]
            said = re.sub("«[^»]*»", lambda _: self.service(), self.asked.said[-1])
            self._also(ties=(*self.asked.wanted.ties, replace(last, others=self.services)), said=said)
            self._next_service()

    def _also_tie(self, row: Mapping[str, Any], match: re.Match[str], *, present: bool) -> None:
        """Ask for one helper or service more, or that it be missing."""
        others = self.services if "@servizio" in match[0] else ()
        hours = float(match["n"]) if "hours" in row else None
        having = Having(tuple(row["kinds"]), present, others, row.get("strain"), hours)
        label = row["label"].replace("@", self.service() if others else "un servizio")
        label = label.replace("#", match["n"]) if hours is not None else label
        head = "" if label.startswith("in ") else "con "
        said = f"{head}{label}" if present else f"senza {label}" if head else f"non {label}"
        self._also(ties=(*self.asked.wanted.ties, having), said=said)
        if others:
            self._next_service()

    def _read_wait(self) -> None:
        """Read for how long they wait, at least."""
        ties = self.asked.wanted.ties
        if not (ties and ties[-1].kinds[0] == "in_attesa" and ties[-1].present):
            return
        found = self._match(patterns()["waited"])
        if found is not None:
            days = int(found["n"] or 1) * next(
                many for key, many in DAYS.items() if found["unit"].startswith(key)
            )
            waits = replace(ties[-1], before=self.day - timedelta(days=days))
            self._also(ties=(*ties[:-1], waits), order="longest", said=f"da {days} giorni o più")

    def _read_quiet(self) -> None:
        """Read since when nobody was in touch."""
        if self._take(patterns()["never"]):
            self._also(quiet_since=NEVER, said="senza nessun contatto scritto")
            return
        found = self._match(patterns()["quiet"])
        if found is None:
            return
        told = found.groupdict()
        if OF_MINE.search(found[0]):
            self.asked = replace(self.asked, mine=True)
        unit = next((days for key, days in DAYS.items() if (told["unit"] or "").startswith(key)), 0)
        days = int(told["n"] or 1) * unit or LONG
        since = self.day - timedelta(days=days)
        self._also(quiet_since=since, order="quietest", said=f"senza contatti scritti da {days} giorni")

    def _read_order(self, order: str) -> None:
        """Read in which order they are wanted."""
        waits = any(one.kinds[0] == "in_attesa" for one in self.asked.wanted.ties)
        if (order != "longest" or waits) and (taken := self._take(patterns()["order"][order])):
            self._also(order=order)
            if OF_MINE.search(taken):
                self.asked = replace(self.asked, mine=True)

    def _read_place(self) -> None:
        """Take out the words before a place."""
        self._take(patterns()["places"])


def _since(found: re.Match[str] | None, day: date) -> tuple[date, str]:
    """Say from which day on, and write it; the year that runs where nothing is said."""
    told = found.groupdict() if found else {}
    if told.get("year"):
        return date(int(told["year"]), 1, 1), f"dal 1° gennaio {told['year']}"
    if told.get("unit"):
        days = int(told.get("n") or 1) * next(
            many for key, many in DAYS.items() if told["unit"].startswith(key)
        )
        return day - timedelta(days=days), f"negli ultimi {days} giorni"
    if told.get("month"):
        return day.replace(day=1), "questo mese"
    return date(day.year, 1, 1), "quest’anno"
