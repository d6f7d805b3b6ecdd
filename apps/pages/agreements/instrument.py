"""Choose the instrument with the third sector from stated facts, each step with its comma, and take the note away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.papers import MIMES, write_paper
from apps.components.path_words import norm_words
from apps.components.words import long_day
from apps.pages.agreements.drafting_norms import look_up
from apps.pages.agreements.drafts import ABOVE
from apps.pages.task import MissingError, Task, show_task
from coordinator.agreements.instruments import AMOUNT, UNKNOWN, BadFactError, choice_table, choose
from coordinator.agreements.sheets import lay_out_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk
    from apps.components.live import Act
    from apps.pages.agreements.drafting_norms import Cited
    from coordinator.agreements.instruments import Choice

FIRST = ("con_chi", "scopo")
"""Facts that are asked before the others: they say which others count."""
NOT_KNOWN = "non lo so"
NOT_HELD = "il comma non è fra le norme di questo archivio: va letto altrove prima di decidere"


def show_instrument(desk: Desk) -> None:
    """Fill the document with the guided choice."""
    lead = (
        "Contratto, co-progettazione, convenzione o accreditamento? Rispondi a quello che sai: "
        "Ponte dice lo strumento con i suoi commi, oppure che cosa manca per dirlo."
    )
    heading = "Quale strumento con il Terzo settore"
    show_task(desk, "strumento", heading, lead, task=Choosing(desk), here="servizi", above=ABOVE)


class Choosing(Task):
    """The facts that were stated, and what follows."""

    template = "agreements/instrument.html"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stated: dict[str, str] = {}
        self.amount = ""  # as it was typed
        self.asked = False

    def acts(self) -> Mapping[str, Callable[[Act], None]]:
        """Return what the page may ask."""
        return {"choose": self._choose, "paper": self._paper, "again": self._again}

    def values(self) -> dict[str, Any]:
        """Collect the questions, and the answer when something was asked."""
        table = choice_table()
        choice = choose(self.stated, self.day) if self.asked else None
        return {
            "facts": table.facts,
            "amount": AMOUNT,
            "stated": self.stated | {AMOUNT: self.amount},
            "unknown": UNKNOWN,
            "choice": choice,
            "cited": self._cited(choice),
            "others": self._others(choice),
            "limits": [(limit, f"{limit.value:,.0f}".replace(",", ".")) for limit in table.limits.values()],
            "today": long_day(self.day),
            "needed": {one.id for one in choice.missing} if choice else set(),
            "shown": self._shown(choice),
        }

    def _shown(self, choice: Choice | None) -> set[str]:
        """Say which questions to ask now: the first two, those answered, and those that the table still needs."""
        missing = {one.id for one in choice.missing} if choice else set()
        return {*FIRST, *self.stated, *missing}

    def _cited(self, choice: Choice | None) -> tuple[Cited, ...]:
        """Look up the norms of the row that decides."""
        return look_up(self.desk.library(), choice.row.norms, self.day) if choice and choice.row else ()

    def _others(self, choice: Choice | None) -> list[tuple[str, str]]:
        """Say why not the other instruments: the fact that keeps each out."""
        table = choice_table()
        return [
            (
                table.instruments[row.gives].name,
                f"{table.facts[fact].asks} Servirebbe: {self._wanted(row.when[fact], fact)} "
                f"({norm_words(row.norms[0])}).",
            )
            for row, fact in (choice.excluded if choice else ())
            if row.gives
        ]

    def _wanted(self, answers: tuple[str, ...], fact: str) -> str:
        """Write the answers that a row would have needed."""
        said = choice_table().facts[fact].answers
        words = {"fino_al_diretto": "meno della soglia dell’affidamento diretto", "sotto_soglia": "fra le due soglie",
                 "sopra_soglia": "dalla soglia europea in su"}  # fmt: skip
        return " oppure ".join(said.get(one) or words.get(one, one) for one in answers)

    def _choose(self, act: Act) -> None:
        """Read the facts and choose."""
        facts = choice_table().facts
        self.amount = str(act.get(AMOUNT) or "").strip()
        self.stated = {key: str(act[key]) for key in facts if key != AMOUNT and act.get(key)}
        if self.amount:
            self.stated[AMOUNT] = (
                self.amount.replace(".", "").replace(" ", "").replace("€", "").replace(",", ".")
            )
        self.asked = True
        try:
            choose(self.stated, self.day)
        except BadFactError as error:
            self.stated.pop(AMOUNT, None)
            message = f"«{self.amount}» non è una somma in euro: scrivila in cifre, per esempio 60.000."
            raise MissingError(message) from error

    def _again(self, act: Act) -> None:
        """Begin again."""
        self.stated, self.amount, self.asked = {}, "", False

    def _paper(self, act: Act) -> None:
        """Hand over the reasoned note."""
        choice, facts = choose(self.stated, self.day), choice_table().facts
        told = [(one.asks, self._told(key)) for key, one in facts.items() if self._told(key) != NOT_KNOWN]
        cited = [(one.citation, self._held(one)) for one in self._cited(choice)]
        sheet = lay_out_choice(choice, told, cited, self._others(choice), self.day)
        ending = str(act["format"])
        self.live.hand_over(f"nota-strumento.{ending}", write_paper(sheet, ending), MIMES[ending])

    def _told(self, key: str) -> str:
        """Write the answer to a question in words."""
        if key == AMOUNT:
            return f"{self.amount} euro" if self.amount else NOT_KNOWN
        return choice_table().facts[key].answers.get(self.stated.get(key, ""), NOT_KNOWN)

    def _held(self, one: Cited) -> str:
        """Write what is held of a norm."""
        if not one.text:
            return NOT_HELD
        kind = "testo ufficiale" if one.official else "scheda redazionale, non testo ufficiale"
        return f"({kind}, {one.status}) {one.text}"
