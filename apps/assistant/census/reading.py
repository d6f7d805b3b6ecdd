"""Take out of a question about many persons, one after the other, the things that it asks of each."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.person import named_needs, without_needs
from apps.assistant.census.path_facts import SENDERS, sender_named
from apps.assistant.census.patterns import any_of, patterns, whole
from apps.assistant.census.tied import OfTies, days_of
from apps.assistant.reading.of_many import Fact
from apps.components.words import MONTHS, count
from coordinator.model import vocabulary
from coordinator.network.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.reading.of_many import Arg

NEEDS = re.compile(
    r"(?:@bisogno(?:(?: (?:e|per|di|in|a|la|le|il|i|alla|della|un|una|anche|aiuto|con))+(?= @bisogno))?\s*)+"
)
OF_MINE = re.compile(r"\b(?:vedo|sento|visito|incontro|contatto)\b")
"""Verbs by which somebody asks of those whom she follows herself."""

COUNTED = re.compile(
    r"(?<= )(\d+)(?= (?:bisogn|serviz|legam|aiut|caregiver|badant|figli|volt|riliev|contatt|visit|invi"
    r"|percors|farmac|access))"
)
"""A number of things, which is no number of years, and is not counted."""

OF_CARERS = re.compile(r"[ ']eta .*(?:caregiver|badanti|familiari|parenti) ")
"""How the age is asked of those who care, who are not counted here."""

NEEDED = re.compile(
    r"bisogn\w+|necessit\w+|serv(?:e|ono|irebbe)|occorr\w+|vuole|vogliono|difficolta|problem[ia]|esigenz\w+"
)
HELD = re.compile(
    r"ha|hanno|senza|con|carico|seguit\w+|segue|us\w+|ricev\w+|frequent\w+|aspett\w+|attesa|lista|prend\w+|sono"
)
"""Words after which what may be a need and a service is a need, and those after which it is the service again."""

EITHER = "o"
"""The one short word that may not be passed over: what is asked of each is asked together."""

NEVER = date(1850, 1, 1)
"""A day before any contact."""

VAGUE = (None, "tempo", "pezzo", "po")
LONG = 90
"""Days without a contact that "da tempo" means."""


class Reading(OfTies):
    """A question while it is read: what is not yet understood of it, and what is."""

    def read(self) -> None:
        """Take out of the words all that is understood."""
        self.words = COUNTED.sub(r"#\1", self.words)
        self._read_means()
        self._read_facts(first=True)
        self._read_many_needs()
        self._read_needs()
        self._name_things()
        for key, group in patterns()["by"].items():
            while self._take(group):  # "quali bisogni hanno, i più frequenti?" says it twice
                self.asked = replace(self.asked, by=key)
        self._spread()
        self._read_births()
        self._read_facts()
        self._read_order("quietest")
        self._read_quiet()
        self._read_ties()
        self._read_wait()
        for order in ("oldest", "oldest", "youngest", "youngest"):  # "i più anziani, dal più vecchio"
            self._read_order(order)
        self._read_ages()
        self._read_alone()
        self._read_order("longest")
        self._read_order("fewest")
        self._read_place()
        for name in ("phones", "helpers", "share"):
            if self._take(patterns()[name]):
                asked: dict[str, Any] = {name: True}
                self.asked = replace(self.asked, **asked)
        while self._take(patterns()["shown"]):
            pass
        if self._take(patterns()["mine"]):
            self.asked = replace(self.asked, mine=True)

    def alone_a_kind(self) -> bool:
        """Say whether a single age or sex is all that was read: "minori" asks for nothing."""
        told = self.asked.wanted
        plain = Wanted(least_age=told.least_age, most_age=told.most_age, sex=told.sex)
        return told == plain and not self.asked.facts and len(self.asked.said) == 1

    def left(self) -> str:
        """Return the words that say something else."""
        empty = frozenset(patterns()["empty"].split())
        asks = [*patterns()["how_many"], *patterns()["who"], *patterns()["persons"]]
        rest = re.sub(r" o (?=(?:piu|meno) )", " ", self.words)
        for pattern in asks:
            rest = re.sub(whole(pattern), " ", rest)
        return " ".join(
            word
            for word in rest.replace("'", "' ").split()
            if word == EITHER or (word not in empty and len(word) > 1)
        )

    def _name_things(self) -> None:
        """Put a sign in the place of the names of a service, a place, a phase, a need."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for name, ids in sorted(self.names.services.items(), key=lambda one: -len(one[0])):
            apart = self.words.replace("'", "' ")
            if f" {name} " in apart:
                self.words = apart.replace(f" {name} ", f" @{len(found)} ", 1)
                found.append((name, ids))
        self.queue = [found[int(sign)] for sign in re.findall(r"@(\d+)", self.words)]
        self.words = re.sub(r"@\d+", "@servizio", self.words)
        self.words = " ".join(("", *self.words.split(), ""))
        for name, area in sorted(self.names.places.items(), key=lambda one: -len(one[0])):
            if f" {name} " in self.words:
                self.places[area] = name.title()
                self.words = self.words.replace(f" {name} ", " @luogo ", 1)
        self.worker_words, self.worker = self._named(self.names.workers, "@professionista")
        self.scale_words, self.scale = self._named(self.names.scales, "@scala")
        for name, phase in self.names.phases.items():
            if f" {name} " in self.words and not self.phase:
                self.phase, self.phase_words = phase, name
                self.words = self.words.replace(f" {name} ", " @fase ", 1)

    def _named(self, names: Mapping[str, str], sign: str) -> tuple[str, str]:
        """Put a sign in the place of the first name that is there, and return it with what it names."""
        for name, named in sorted(names.items(), key=lambda one: -len(one[0])):
            if f" {name} " in self.words.replace("'", "' "):
                self.words = self.words.replace("'", "' ").replace(f" {name} ", f" {sign} ", 1)
                return name, named
        return "", ""

    def _read_means(self) -> None:
        """Read of what the mean is asked, and whether a year ago is compared."""
        for what, written in patterns()["means"].items():
            if any_of("in_mean", self.words) and not OF_CARERS.search(self.words) and self._take(written):
                self.asked = replace(self.asked, mean=what)
                self._take(patterns()["in_mean"])
        if self._take(patterns()["then"]):
            self.asked = replace(self.asked, then=True)

    def _read_many_needs(self) -> None:
        """Read how many needs they have at least, all of them or those that nobody meets."""
        for unmet, called in ((True, "many_unmet"), (False, "many_needs")):
            if (bounds := self._counted(patterns()[called])) is not None and bounds[0] > 1:
                tail = " a cui nessuno risponde" if unmet else ""
                said = f"con almeno {bounds[0]} bisogni{tail}"
                self._also(many_needs=bounds[0], unmet=unmet or None, said=said)

    def _read_needs(self) -> None:
        """Read which needs are asked for, and whether nobody may meet them."""
        before, found = self.words, named_needs(self.words)
        self.words = self.words.replace("'", "' ") if found else self.words
        of_services = self._words_of_services()
        without = named_needs(" ".join(word for word in before.split() if word not in of_services))
        if found:
            kept = without_needs(self.words).split()
            if without and of_services:  # the others are said by the name of a service
                found, kept = without, [*kept, *of_services]
            marked = " ".join(word if word in kept else "@bisogno" for word in self.words.split())
            self.words = NEEDS.sub("@bisogno ", f" {marked} ")
        unmet = self._take(patterns()["unmet"]) or (found and self._take(patterns()["unmet_named"]))
        named = self._take(patterns()["needs"])
        if found and not (named or unmet or of_services):
            named = self._take(patterns()["needs_plain"])
        if not (unmet or named):
            self.words = before
        if found and (unmet or named):
            labels = " e ".join(vocabulary().label("needs", one) for one in found)
            tail = ", a cui nessuno risponde" if unmet else ""
            self._also(needs=tuple(found), unmet=bool(unmet), said=f"con bisogno di: {labels}{tail}")
        elif unmet:
            self._also(unmet=True, said="con un bisogno a cui nessuno risponde")

    def _words_of_services(self) -> set[str]:
        """Return the words by which services are named, with what is elided before them; not where they are needed."""
        apart = self.words.replace("'", "' ")
        named = {word for name in self.names.services if f" {name} " in apart for word in name.split()}
        found, needed = set(), False
        for word in self.words.split():
            needed = bool(NEEDED.fullmatch(word)) or (needed and not HELD.fullmatch(word))
            if word.rpartition("'")[2] in named and not needed:
                found.add(word)
        return found

    def _read_facts(self, *, first: bool = False) -> None:
        """Read what is asked of paths, referrals and findings; first those that needs are said like."""
        for key, row in patterns()["facts"].items():
            if row.get("first", False) != first:
                continue
            for present, written in ((False, "none"), (True, "some")):
                before = self.words
                if (match := self._match(row.get(written, ()))) is not None:
                    if row["find"] == "sent" and not sender_named(match["who"]):
                        self.words = before
                        continue
                    self._also_fact(key, row, match, present=present)

    def _also_fact(self, key: str, row: Mapping[str, Any], match: re.Match[str], *, present: bool) -> None:
        """Ask for one fact more, or that it be missing."""
        arg: Arg = row.get("arg", "")
        said = str(row["said"] if present else row.get("not", f"non {row['said']}"))
        if row.get("since"):
            arg, words = _since(self._match(patterns()["since"]), self.day)
            said = f"{said} {words}"
        elif row.get("days"):
            days = int(match["n"] or 1) * days_of(match["unit"])
            arg, said = self.day - timedelta(days=days), said.replace("#", str(days))
        elif row["find"] == "sent":
            arg = sender_named(match["who"])
            said = said.replace("%", SENDERS[arg][0])
            if (since := self._match(patterns()["since"])) is not None:
                span, words = _since(since, self.day)
                ends = span if isinstance(span, tuple) else (span,)
                arg, said = ":".join((str(arg), *(one.isoformat() for one in ends))), f"{said} {words}"
        elif row["find"] == "due":
            arg = int(match["n"] or 1) * days_of(match["unit"])
            said = said.replace("# giorni", count(arg, "giorno", "giorni"))
        elif "%" in said:
            of_scale = row["find"] == "scale"
            said = said.replace("%", self.scale_words if of_scale else self.phase_words)
            arg = self.scale if of_scale else f"{arg}:{self.phase}" if arg else self.phase
        self.asked = replace(self.asked, facts=(*self.asked.facts, Fact(key, present, arg)))
        self._also(said=said)

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
        days = int(told["n"] or 1) * days_of(told["unit"]) if told["n"] or told["unit"] not in VAGUE else LONG
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
        """Read where they live, or do not."""
        if not self.places:
            return
        elsewhere = self._take(patterns()["places_not"])
        while self._take(patterns()["places"]):
            pass
        areas, names = tuple(sorted(self.places)), " o ".join(self.places.values())
        if elsewhere:
            areas = tuple(one for one in dict.fromkeys(self.names.places.values()) if one not in areas)
        self._also(areas=areas, said=f"non di {names}" if elsewhere else f"di {names}")


def _month(first: date) -> tuple[tuple[date, date], str]:
    """Give a month's first and last day, and its name."""
    after = (first + timedelta(days=31)).replace(day=1)
    name = MONTHS[first.month - 1]
    return (first, after - timedelta(days=1)), f"a {name} {first.year}"


def _since(found: re.Match[str] | None, day: date) -> tuple[date | tuple[date, date], str]:
    """Say from which day on, or in which month, and write it; the year that runs where nothing is said."""
    told = found.groupdict() if found else {}
    if told.get("last") or told.get("last_too"):
        return _month((day.replace(day=1) - timedelta(days=1)).replace(day=1))
    if told.get("named"):
        month = MONTHS.index(told["named"]) + 1
        year = int(told.get("of") or 0) or day.year - (month > day.month)
        return _month(date(year, month, 1))
    if told.get("year"):
        return date(int(told["year"]), 1, 1), f"dal 1° gennaio {told['year']}"
    if told.get("unit"):
        days = int(told.get("n") or 1) * days_of(told["unit"])
        return day - timedelta(days=days), f"negli ultimi {days} giorni"
    if told.get("month"):
        return day.replace(day=1), "questo mese"
    return date(day.year, 1, 1), "quest’anno"
