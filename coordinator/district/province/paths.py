"""Draw the paths of care of a block: what happened in each case, day by day, as the pathway reads it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from coordinator.district.province.frame import ASL
from coordinator.district.province.offer import need_words
from coordinator.district.province.plan import END, NEVER, days, plan
from coordinator.district.province.texts import Filled, choose, day_texts, fill
from coordinator.district.province.told import (
    ACCESSO,
    CHIUSO,
    EROGAZIONE,
    MONITORAGGIO,
    PIANO,
    PRIMA,
    SEGNALAZIONE,
    STAYS,
    UVM,
    Paths,
    Told,
)
from coordinator.district.province.truth import factors
from coordinator.model import day_number
from coordinator.pathway.reading import process_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from coordinator.district.province.columns import Needs, TieColumns
    from coordinator.district.province.offer import Offer
    from coordinator.district.province.people import People

TERRITORY = "IT-esempio"
KINDS = (
    ("non_autosufficienza", "pai"), ("disabilita", "progetto_individuale"), ("disabilita", "progetto_di_vita"),
    ("salute_mentale", "progetto_personalizzato"), ("minori", "progetto_personalizzato"),
)  # fmt: skip
"""Area of care and instrument of a case."""
DISABILITY = (1, 2)  # places of the disability's in `KINDS`
SINCE_2025 = day_number(
    date(2025, 1, 1)
)  # from then on the trial of the progetto di vita runs in Regione Esempio
SOURCES = ("famiglia", "mmg", "persona", "vicini", "farmacia", "ospedale")
PRIORITIES = ("alta", "media", "bassa")
ATTAINMENT = (0.05, 0.15, 0.4, 0.28, 0.12)  # of -2, -1, 0, 1, 2
GOAL, ACTION = "restare a casa", "aiuto a casa"


class PathDrawer:
    """Draws the cases of one block."""

    def __init__(
        self,
        people: People,
        needs: Needs,
        offer: Offer,
        doctors: NDArray[np.int32],
        draw: np.random.Generator,
    ) -> None:
        self.people, self.needs, self.offer, self.draw = people, needs, offer, draw
        self.told = Told()
        self.person, self.first_need = self._choose()
        count = len(self.person)
        self.district = offer.district_of[people.comune[self.person]]
        first = day_number(plan()["path"]["opened"]["first"])
        self.opened = draw.integers(first, END + 1, count).astype(np.int32)
        self.kind = self._kinds()
        self.doctor = doctors[self.person]
        self.nurse = self._one_of_team("infermiere_famiglia")
        self.worker = self._one_of_team("assistente_sociale")
        self.ids = {row["key"]: row["id"] for row in (*offer.frame.practitioners, *offer.frame.services)}

    def draw_paths(self, ties: TieColumns) -> Paths:
        """
        Draw every case.

        Parameters
        ----------
        ties
            Where the ties of case managers go.

        Returns
        -------
        Paths
            Without what would happen after the last day.
        """
        everyone = np.arange(len(self.person))
        law, draw = plan()["path"], self.draw
        read = self.opened + self._days("read")
        self._open(everyone, read)
        away = draw.random(len(everyone)) < law["turned_away"]
        self._move(
            everyone[away], read[away] + 2, "orienta", "operatore_pua", CHIUSO, "un altro servizio basta"
        )
        valued = everyone[~away]
        assessed = read + self._days("assess")
        self._assess(valued, assessed)
        met = assessed + self._days("uvm")
        self._move(valued, met[valued], "convoca_uvm", "coordinatore_uvm", UVM)
        none = draw.random(len(valued)) < law["no_need"]
        self._move(
            valued[none],
            met[valued[none]] + 1,
            "nessun_bisogno",
            "coordinatore_uvm",
            CHIUSO,
            "nessun bisogno di cura",
        )
        planned = valued[~none]
        self._conclude(planned, met)
        gave_up = draw.random(len(planned)) < law["gave_up"]
        self._move(
            planned[gave_up],
            met[planned[gave_up]] + 3,
            "rinuncia",
            "case_manager",
            CHIUSO,
            "preferisce fare con la famiglia",
        )
        planned = planned[~gave_up]
        active = met + self._days("plan")
        self._plan(planned, active)
        self._give(planned, active)
        paths = self.told.gather(self.person, self.kind, self.opened)
        managed = planned[met[planned] <= END]
        closed = np.where(
            paths.closed[managed] == NEVER, NEVER, np.maximum(paths.closed[managed], met[managed])
        )
        ties.add("case_manager", self.worker[managed], self.people.key[self.person[managed]], met[managed],
                 until=closed, strength=2, frequency=2)  # fmt: skip
        return paths

    def _choose(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Choose who has a case among those with needs; the place of her first need."""
        share = plan()["path"]["share"]
        who, first = np.unique(self.needs.person, return_index=True)
        age = self.people.age[who]
        odds = np.select([age >= 75, age >= 18], [share["elder"], share["disabled"]], share["other"])
        chosen = self.draw.random(len(who)) < odds
        return who[chosen], first[chosen]

    def _kinds(self) -> NDArray[np.int8]:
        """Choose area and instrument by age and day of opening."""
        age, luck = self.people.age[self.person], self.draw.random(len(self.person))
        disabled = np.where(self.opened < SINCE_2025, 1, 2)
        adult = np.where(luck < 0.6, disabled, 3)
        return np.select([age >= 65, age >= 18], [np.zeros(len(age)), adult], 4).astype(np.int8)

    def _one_of_team(self, profession: str) -> NDArray[np.int32]:
        """Choose one of a profession of the district for each case."""
        luck = self.draw.random(len(self.person))
        chosen = np.zeros(len(luck), dtype=np.int32)
        for district, keys in enumerate(self.offer.teams[profession]):
            here = self.district == district
            chosen[here] = keys[(luck[here] * len(keys)).astype(int)]
        return chosen

    def _days(self, phase: str) -> NDArray[np.int32]:
        """Draw how long a phase lasts in each case, with what is planted."""
        by_district, helped, factor = factors(self.offer.frame.truth, phase)
        longer: NDArray[np.float64] = by_district[self.district]
        if helped is not None:
            since = day_number(date.fromisoformat(self.offer.frame.truth.intervention.first_day))
            longer = np.where((self.district == helped) & (self.opened >= since), factor, longer)
        law = plan()["path"][phase]
        drawn = days(self.draw, {"median": 100 * law["median"], "spread": law["spread"]}, len(longer))
        return np.asarray(np.rint(drawn * longer / 100), dtype=np.int32)

    def _open(self, cases: NDArray[Any], read: NDArray[Any]) -> None:
        """Tell the call, and its reading by the PUA."""
        draw = self.draw
        source, priority = (
            draw.integers(len(SOURCES), size=len(cases)),
            draw.integers(len(PRIORITIES), size=len(cases)),
        )
        for place, word in enumerate(SOURCES):
            own = cases[source == place]
            self._tell(own, self.opened[own], "opened", "operatore_pua", source=word, caller="chi ha chiamato",
                       reason="ha bisogno di aiuto a casa", territory=TERRITORY, to=SEGNALAZIONE)  # fmt: skip
        asks = cases[np.isin(self.kind, DISABILITY)]
        self._tell(asks, self.opened[asks], "asked", "operatore_pua", by="la persona")
        self._move(cases, read, "prendi_in_carico_accesso", "operatore_pua", ACCESSO)
        for place, word in enumerate(PRIORITIES):
            own = cases[priority == place]
            self._tell(own, read[own], "triaged", "operatore_pua", priority=word, reason="bisogno letto al PUA",
                       owner="PUA del distretto", next_on=day_texts(read[own] + 10))  # fmt: skip

    def _assess(self, cases: NDArray[Any], day: NDArray[Any]) -> None:
        """Tell the first assessment."""
        self._move(cases, day[cases], "avvia_prima_valutazione", "assistente_sociale", PRIMA)
        asks = cases[np.isin(self.kind[cases], DISABILITY)]
        for own, who, role, sector in (
            (cases, self.nurse, "infermiere", "sanita"), (cases, self.worker, "assistente_sociale", "sociale"),
            (asks, self.doctor, "mmg", "sanita"),
        ):  # fmt: skip
            body = ASL if sector == "sanita" else self._ambiti(own)
            self._tell(own, day[own], "joined", "assistente_sociale", party=self._ids(who[own]), role=role,
                       sector=sector, body=body)  # fmt: skip

    def _conclude(self, cases: NDArray[Any], met: NDArray[Any]) -> None:
        """Tell what the UVM found and how it ended."""
        day, who = met[cases], "coordinatore_uvm"
        self._tell(cases, day, "took_part", who, who="la persona")
        for party in (self.nurse, self.worker):
            self._tell(cases, day, "opinion_given", who, party=self._ids(party[cases]), text="parere scritto")
        need = self.needs.need[self.first_need[cases]]
        for place, word in enumerate(need_words()):
            own = cases[need == place]
            self._tell(own, met[own], "need_found", who, need=word)
        self._tell(cases, day, "joined", who, party=self._ids(self.worker[cases]), role="case_manager",
                   sector="sociale", body=self._ambiti(cases))  # fmt: skip
        self._tell(cases, day, "minutes_written", who, document="verbale della UVM")
        self._move(cases, day, "chiudi_uvm", who, PIANO)

    def _plan(self, cases: NDArray[Any], active: NDArray[Any]) -> None:
        """Tell what the plan holds, and that it is active."""
        day, who = active[cases], "case_manager"
        need = self.needs.need[self.first_need[cases]]
        for place, word in enumerate(need_words()):
            own = cases[need == place]
            self._tell(own, active[own], "goal_set", who, goal=GOAL, need=word, horizon="medio")
            self._tell(own, active[own], "resource_given", who, resource="ore di aiuto", need=word, funder="ambito",
                       owner=self._ambiti(own), what="ore di assistenza", quantity="104", unit="ore", unit_cost="22",
                       since=day_texts(active[own]), until=day_texts(active[own] + 364))  # fmt: skip
        self._tell(cases, day, "action_planned", who, action=ACTION, goal=GOAL, responsible=self._giver(cases),
                   due=day_texts(day + 30), hours_per_week="2")  # fmt: skip
        self._tell(cases, day, "basis_recorded", who, basis="compito di interesse pubblico e cura")
        self._tell(cases, day, "consent_given", who, about="cure", given=True, by="la persona")
        self._tell(cases, day, "review_set", who, on=day_texts(day + 180))
        self._tell(cases, day, "signed", who, by="la persona")
        self._move(cases, day, "attiva_piano", who, EROGAZIONE)

    def _give(self, cases: NDArray[Any], active: NDArray[Any]) -> None:
        """Tell what was given, how the plan was reviewed, and what came of it."""
        draw = self.draw
        first = active + self._days("deliver")
        review = np.maximum(active + self._days("review"), first + 1)
        for day in (first, np.minimum(first + 30, review)):
            self._tell(cases, day[cases], "delivered", "case_manager", action=ACTION, hours="4", by=self._giver(cases),
                       document="foglio di servizio")  # fmt: skip
        self._move(cases, review[cases], "verifica_piano", "case_manager", MONITORAGGIO)
        reached = draw.choice(5, size=len(cases), p=ATTAINMENT) - 2
        for points in range(-2, 3):
            own = cases[reached == points]
            self._tell(own, review[own], "goal_reviewed", "case_manager", goal=GOAL, attainment=points)
        ends = draw.random(len(cases)) < plan()["path"]["ends"]
        self._move(
            cases[ends], review[cases[ends]] + 3, "concludi", "case_manager", CHIUSO, "obiettivo raggiunto"
        )
        self._move(cases[~ends], review[cases[~ends]] + 3, "conferma_piano", "case_manager", EROGAZIONE)

    def _ambiti(self, cases: NDArray[Any]) -> pa.Array:
        """Name the ambito of each case's district."""
        bodies = [row["id"] for row in self.offer.frame.institutions if row["institution_kind"] == "ambito"]
        return choose(bodies, self.district[cases])

    def _giver(self, cases: NDArray[Any]) -> pa.Array:
        """Name who gives the help: the service that meets the need, else the social worker."""
        service = self.needs.service[self.first_need[cases]]
        keys = np.where(service >= 0, self.offer.service_key[service], self.worker[cases])
        return self._ids(keys)

    def _ids(self, keys: NDArray[Any]) -> pa.Array:
        unique, back = np.unique(keys, return_inverse=True)
        return pa.array([self.ids[int(key)] for key in unique], pa.string()).take(pa.array(back))

    def _move(
        self,
        cases: NDArray[Any],
        day: NDArray[Any],
        passage: str,
        role: str,
        to: int,
        reason: str | None = None,
    ) -> None:
        """Tell a passage of some cases, with the norm that each area gives it."""
        norms = [process_of(area, TERRITORY).passages[passage].norm for area, _ in KINDS]
        norm = pa.array(norms, pa.string()).take(pa.array(self.kind[cases]))
        content = fill("moved", len(cases), passage=passage, reason=reason)
        self.told.add(cases, day, "moved", role, content, to=to, norm=norm)

    def _tell(
        self,
        cases: NDArray[Any],
        day: NDArray[Any],
        kind: str,
        writer: str,
        /,
        to: int = STAYS,
        **fields: Filled,
    ) -> None:
        """Tell an event of some cases."""
        self.told.add(cases, day, kind, writer, fill(kind, len(cases), **fields), to=to)
