"""Draw who needs what, who helps, and every contact of a block of persons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from coordinator.district.province.columns import FREQUENCIES, SUPPORTS, Contacts, Needs, TieColumns, word
from coordinator.district.province.neighbours import tie_carers, tie_neighbours
from coordinator.district.province.offer import contact_words, need_words
from coordinator.district.province.plan import END, NEVER, plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coordinator.district.province.offer import Offer
    from coordinator.district.province.people import People

WINDOW = 730
"""Contacts are kept of so many last days."""


class CareDrawer:
    """Draws the care of one block: ties and contacts gather as it goes."""

    def __init__(self, people: People, offer: Offer, ties: TieColumns, draw: np.random.Generator) -> None:
        self.people, self.offer, self.ties, self.draw = people, offer, ties, draw
        self.district = offer.district_of[people.comune]
        self.doctor = np.zeros(people.count, dtype=np.int32)  # key of the doctor of each
        self.met: list[tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]] = []

    def care(self, carer: NDArray[np.int32]) -> Needs:
        """Draw everything but contacts' days; returns the needs."""
        people, needs = self.people, self._needs()
        self._doctors()
        self._serve(needs)
        self._everyday()
        tie_carers(people, needs, carer, self.offer, self.ties, self.draw)
        self._professionals(needs)
        tie_neighbours(people, needs, self.offer, self.ties, self.draw)
        return needs

    def contacts(self) -> Contacts:
        """Draw the day of each contact, and put them in order."""
        person, other, day, kind = (np.concatenate(part) for part in zip(*self.met, strict=True))
        order = np.lexsort((other, day, person))
        return Contacts(
            self.people.key[person[order]], other[order].astype(np.int32), day[order].astype(np.int32),
            kind[order].astype(np.int8),
        )  # fmt: skip

    def _needs(self) -> Needs:
        """Draw who needs what, since and until when."""
        people, draw = self.people, self.draw
        words = {name: place for place, name in enumerate(need_words())}
        rows: list[tuple[NDArray[Any], NDArray[Any]]] = []
        laws = plan()["needs"]
        for law, later in zip(laws, [*laws[1:], {"age": 200}], strict=True):
            own = np.flatnonzero((people.age >= law["age"]) & (people.age < later["age"]))
            own = own[draw.random(len(own)) < law["share"]]
            count = np.minimum(1 + draw.poisson(law["more"], len(own)), min(4, len(law["of"])))
            start = draw.integers(len(law["of"]), size=len(own))
            listed = np.array([words[name] for name in law["of"]], dtype=np.int8)
            for slot in range(4):
                has = count > slot
                rows.append((own[has], listed[(start[has] + slot) % len(listed)]))
        person, need = (np.concatenate(part) for part in zip(*rows, strict=True))
        order = np.lexsort((need, person))
        person, need = person[order], need[order]
        born = people.born[person]
        since = np.maximum(END - (1500 * draw.random(len(person)) ** 1.5).astype(np.int32) - 5, born + 30)
        since = np.minimum(since, END).astype(np.int32)
        ended = draw.random(len(person)) < 0.15
        until = np.where(ended, np.minimum(since + draw.integers(60, 600, len(person)), END), NEVER).astype(
            np.int32
        )
        blank = np.full(len(person), -1, dtype=np.int32)
        return Needs(person, need, since, until, blank, blank.copy())

    def _doctors(self) -> None:
        """Give everyone a doctor, the same for a household; some had another before."""
        people, draw = self.people, self.draw
        luck, change = draw.random(len(people.home_key)), draw.random(people.count)
        chosen = self.doctor
        child = people.age < 14
        for word_, who in (("medico_medicina_generale", ~child), ("pediatra", child)):
            for district, keys in enumerate(self.offer.teams[word_]):
                here = np.flatnonzero(who & (self.district == district))
                chosen[here] = keys[(luck[people.household[here]] ** 1.3 * len(keys)).astype(int)]
        since = np.maximum(people.born + 10, END - (3600 * (0.05 + 0.95 * change)).astype(np.int32)).astype(
            np.int32
        )
        self.ties.add("medico_base", chosen, people.key, since, strength=2)
        past = np.flatnonzero((draw.random(people.count) < 0.2) & (since - people.born > 3000))
        teams = self.offer.teams["medico_medicina_generale"]
        before = np.array(
            [teams[d][k % len(teams[d])] for d, k in zip(self.district[past], past, strict=True)],
            dtype=np.int32,
        )
        self.ties.add("medico_base", before, people.key[past], since[past] - draw.integers(500, 2900, len(past)),
                      until=since[past] - 1, strength=2)  # fmt: skip
        visits = draw.poisson(draw.gamma(1.2, (3.5 + people.age / 12.5) / 1.2))
        self._meet(
            np.arange(people.count), chosen, since, np.full(people.count, END), visits, "visita", "telefonata"
        )

    def _serve(self, needs: Needs) -> None:
        """Let services meet needs, fewer in the comuni that are served less."""
        people, draw, told = self.people, self.draw, plan()["served"]
        comune = people.comune[needs.person]
        for place, choice in enumerate(self.offer.by_need):
            of = np.flatnonzero(needs.need == place)
            needs.service[of] = choice.draw(comune[of], draw)
        luck = draw.random(len(comune))
        share = np.where(
            self.offer.is_short[comune],
            told["share"] * self.offer.frame.truth.short_factor,
            told["share"],
        )
        self._fit_age(needs)
        offered = needs.service >= 0
        takes, waits = offered & (luck < share), offered & (luck >= share) & (luck < share + told["waiting"])
        told_of = offered & ~takes & ~waits & (luck < share + told["waiting"] + told["referred"])
        active = needs.until == NEVER
        for kind, rows, spread in (("in_attesa", waits & active, 150), ("segnalato", told_of & active, 90)):
            since = np.maximum(needs.since[rows], END - draw.integers(5, spread, int(rows.sum())))
            self.ties.add(
                kind,
                people.key[needs.person[rows]],
                self.offer.service_key[needs.service[rows]],
                since,
                direction=1,
            )
        needs.begins = np.where(takes, np.minimum(needs.since + draw.integers(3, 60, len(luck)), END), NEVER)
        ended = np.minimum(needs.since + draw.integers(120, 700, len(luck)), END)
        until = np.where(active, np.where(draw.random(len(luck)) < 0.12, ended, NEVER), needs.until)
        until = np.where((until != NEVER) & (until < needs.begins), needs.begins, until)
        until = np.where(until >= END, NEVER, until).astype(np.int32)
        needs.service[~takes] = -1
        for kind, service in plan()["services"].items():
            if "weekly" in service:
                self._in_care(needs, kind, service, until)

    def _fit_age(self, needs: Needs) -> None:
        """Take away services that the person is too young or too old for."""
        age, rows = self.people.age[needs.person], self.offer.frame.services
        least = np.array([row["min_age"] or 0 for row in rows] + [0])[needs.service]
        most = np.array([row["max_age"] or 999 for row in rows] + [999])[needs.service]
        needs.service[(age < least) | (age >= most + 1)] = -1

    def _in_care(self, needs: Needs, kind: str, told: dict[str, Any], until: NDArray[np.int32]) -> None:
        """Tie persons to the services of one kind that have them in care, and let them meet."""
        draw, people = self.draw, self.people
        kinds = np.array([*(one == kind for one in self.offer.service_kind), False])
        rows = np.flatnonzero(kinds[needs.service])
        key, begins, ends = self.offer.service_key[needs.service[rows]], needs.begins[rows], until[rows]
        hours = np.round(told["weekly"] * (0.5 + draw.random(len(rows))) * 2) / 2
        self.ties.add(
            "in_carico", people.key[needs.person[rows]], key, begins, until=ends, direction=1,
            strength=draw.integers(1, 4, len(rows)), frequency=word(FREQUENCIES, told["frequency"]),
            support=word(SUPPORTS, told["support"]), hours_per_week=np.maximum(hours, 0.5),
            hidden=kind == "antiviolenza",
        )  # fmt: skip
        lasts = np.where(ends == NEVER, END, ends)
        recent = np.minimum(lasts - np.maximum(begins, END - WINDOW), WINDOW).clip(0)
        mean = {"quotidiana": 26, "settimanale": 14, "mensile": 6}[told["frequency"]] * recent / WINDOW
        times = np.minimum(draw.poisson(draw.gamma(0.9, np.maximum(mean, 0.01) / 0.9 * 1.5)), 120)
        self._meet(needs.person[rows], key, begins, lasts, times, told["contact"], "telefonata")

    def _everyday(self) -> None:
        """Let people use pharmacies, clinics and hospitals."""
        people, draw = self.people, self.draw
        old = people.age >= 65
        goes = np.flatnonzero(draw.random(people.count) < np.where(old, 0.95, 0.38))
        shops = self.offer.service_key[self.offer.pharmacies.draw(people.comune[goes], draw)]
        since = np.maximum(people.born[goes] + 30, END - draw.integers(100, 4000, len(goes)))
        self.ties.add(
            "in_carico", people.key[goes], shops, since, direction=1, support=word(SUPPORTS, "sanitario")
        )
        for share in (0.26, 0.16):
            ill = np.flatnonzero(draw.random(people.count) < np.where(old, 1.7 * share, 0.75 * share))
            clinics = self.offer.service_key[self.offer.clinics.draw(people.comune[ill], draw)]
            begins = np.maximum(END - draw.integers(30, 1100, len(ill)), people.born[ill] + 10)
            lasts = begins + draw.integers(5, 240, len(ill))
            until = np.where(lasts < END, lasts, NEVER)
            self.ties.add("in_carico", people.key[ill], clinics, begins, until=until, direction=1,
                          frequency=word(FREQUENCIES, "mensile"), support=word(SUPPORTS, "sanitario"))  # fmt: skip
            times = 1 + draw.poisson(draw.gamma(0.8, 1.9, len(ill)))
            self._meet(ill, clinics, begins, np.minimum(lasts, END), times, "visita", "visita")
        self._hospital()

    def _hospital(self) -> None:
        """Let some go to hospital and come back."""
        people, draw = self.people, self.draw
        ill = np.flatnonzero(draw.random(people.count) < 0.05 + 0.12 * (people.age > 70))
        wards = self.offer.service_key[self.offer.wards.draw(people.comune[ill], draw)]
        leaves = END - draw.integers(0, WINDOW, len(ill))
        enters = np.maximum(leaves - draw.poisson(7, len(ill)) - 1, people.born[ill])
        for day, kind in ((enters, "ricovero"), (leaves, "dimissione")):
            self.met.append((ill, wards, day, np.full(len(ill), contact_words().index(kind))))

    def _professionals(self, needs: Needs) -> None:
        """Let nurses, social workers and others follow who has needs."""
        people, draw = self.people, self.draw
        who = np.unique(needs.person)
        self._follow(
            who[(people.age[who] >= 65) & (draw.random(len(who)) < 0.55)], "infermiere_famiglia", 8.0
        )
        self._follow(who[draw.random(len(who)) < 0.4], "assistente_sociale", 4.0)
        anyone = np.arange(people.count)
        self._follow(anyone[draw.random(people.count) < 0.03 + 0.002 * people.age], "medico_specialista", 1.5)

    def _follow(self, who: NDArray[Any], profession: str, mean: float) -> None:
        """Let a profession of the district follow some persons."""
        draw, teams = self.draw, self.offer.teams[profession]
        luck = draw.random(len(who)) ** 1.5
        chosen = np.zeros(len(who), dtype=np.int32)
        for district, keys in enumerate(teams):
            here = self.district[who] == district
            chosen[here] = keys[(luck[here] * len(keys)).astype(int)]
        since = np.maximum(
            END - (1800 * draw.random(len(who)) ** 1.3).astype(np.int32) - 10, self.people.born[who] + 5
        )
        gone = draw.random(len(who)) < 0.25
        until = np.where(gone, np.minimum(since + draw.integers(60, 700, len(who)), END), NEVER)
        self.ties.add("segue", chosen, self.people.key[who], since, until=until, strength=draw.integers(1, 4, len(who)),
                      frequency=word(FREQUENCIES, "mensile"))  # fmt: skip
        lasts = np.where(until == NEVER, END, until)
        times = np.minimum(draw.poisson(draw.gamma(1.0, mean, len(who))), 120)
        kind = (
            "accesso_domiciliare"
            if profession == "infermiere_famiglia"
            else "colloquio"
            if profession == "assistente_sociale"
            else "visita"
        )
        self._meet(who, chosen, since, lasts, times, kind, "telefonata")

    def _meet(
        self, person: NDArray[Any], other: NDArray[Any], since: NDArray[Any], until: NDArray[Any],
        times: NDArray[Any], kind: str, second: str,
    ) -> None:  # fmt: skip
        """Let persons meet others so many times between two days, mostly in one way."""
        lately = np.maximum(since, END - WINDOW)
        times = np.where(until >= lately, times, 0)
        rows = np.repeat(np.arange(len(person)), times)
        luck = self.draw.random(len(rows))
        day = lately[rows] + (luck * (until - lately + 1)[rows]).astype(np.int32)
        words = contact_words()
        kinds = np.where(self.draw.random(len(rows)) < 0.85, words.index(kind), words.index(second))
        self.met.append((person[rows], other[rows], day, kinds))
