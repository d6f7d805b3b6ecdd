"""Propose what may be written, write it only after a yes, and undo it when asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from apps.assistant.reply import Choice, Line, Reply
from apps.assistant.writing import proposals
from apps.assistant.writing.dismissal import propose_dismissal
from apps.assistant.writing.proposal import Lacking
from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.assistant.reading.asked import Asked
    from apps.assistant.writing.mending import Correction
    from apps.assistant.writing.proposal import Proposal

PROPOSALS: Mapping[str, Callable[[Asked], Proposal | Reply]] = {
    "note": proposals.propose_note,
    "refer": proposals.propose_referral,
    "tie": proposals.propose_tie,
    "dismiss": propose_dismissal,
}
"""Kind of question → what it proposes, or what must be said first."""


@dataclass(slots=True)
class _Waiting:
    """The proposal that waits for a yes."""

    number: int
    proposal: Proposal
    reason: str = ""


class Pen:
    """What one conversation has proposed and written; nothing is written without a yes to that proposal."""

    def __init__(self) -> None:
        self._number = 0
        self._waiting: _Waiting | None = None
        self._lacking: Lacking | None = None
        self._undo: Callable[[], None] | None = None
        self._stays = ""  # what was written last, where it is not undone from here
        self.order = ""  # by which what waits was asked
        self.asked_what = False  # whether it was asked what is otherwise

    @property
    def waits(self) -> bool:
        """Whether something waits for a yes, or for what it lacks."""
        return self._waiting is not None or self._lacking is not None

    @property
    def is_whole(self) -> bool:
        """Whether what waits lacks nothing but a yes."""
        return self._waiting is not None and not self._waits_for_reason

    @property
    def has_proposed(self) -> bool:
        """Whether anything was proposed in this conversation."""
        return self._number > 0

    @property
    def _waits_for_reason(self) -> bool:
        """Whether the next words are the reason of what was proposed."""
        return self._waiting is not None and self._waiting.proposal.asks_reason and not self._waiting.reason

    def propose(self, proposal: Proposal | Lacking | Reply) -> Reply:
        """
        Show what would be written, and ask.

        Parameters
        ----------
        proposal
            What would be written, or what it lacks; a reply where something must be said first.

        Returns
        -------
        Reply
            With a yes and a no as choices.
        """
        self._waiting = self._lacking = None
        self.asked_what = False
        if isinstance(proposal, Reply):
            return proposal
        if isinstance(proposal, Lacking):
            self._lacking = proposal
            it = proposal
            return Reply(
                "propose", it.head, it.lines, choices=it.choices, links=it.links, person_id=it.person_id
            )
        self._number += 1
        self._waiting = _Waiting(self._number, proposal, proposal.reason)
        return self._asking()

    def take(self, words: str) -> Reply | None:
        """
        Take the words that a proposal lacks: its reason, or what was asked.

        Parameters
        ----------
        words
            As they were typed.

        Returns
        -------
        Reply or None
            The proposal, or what else it lacks; None where nothing waits for words, or these do not say it.
        """
        if self._waiting is not None and self._waits_for_reason:
            self._waiting.reason = words.strip()
            return self._asking()
        completed = self._lacking.take(words) if self._lacking is not None else None
        return None if completed is None else self.propose(completed)

    def mend(self, it: Correction) -> Reply | None:
        """
        Propose again with what is otherwise.

        Parameters
        ----------
        it
            A correction of what waits.

        Returns
        -------
        Reply or None
            None where what waits does not know how: it is ordered anew.
        """
        held = self._waiting.proposal if self._waiting is not None else self._lacking
        changed = held.mend(it) if held is not None and held.mend is not None else None
        return None if changed is None else self.propose(changed)

    def ask_what(self) -> Reply:
        """Ask what is otherwise; what was proposed still waits."""
        self.asked_what = True
        head = "Non ho scritto niente. Che cosa cambio? Di’ la parte giusta, per esempio «era martedì»."
        again = self._asking()
        return replace(again, head=head, lines=(Line(again.head), *again.lines))

    def forget(self) -> None:
        """Drop what was proposed: another question was asked."""
        self._waiting = self._lacking = None
        self.asked_what = False

    def drop(self) -> Reply:
        """Take a no."""
        was = self._waiting or self._lacking
        self.forget()
        head = "Va bene, non scrivo niente." if was else "Non c’è niente che aspetti un sì."
        return Reply("dropped", head)

    def confirm(self, number: int | None) -> Reply:
        """
        Write what was proposed.

        Parameters
        ----------
        number
            Of the proposal that the yes belongs to; None for a yes in words, which means the last.

        Returns
        -------
        Reply
            What was written, with the way to undo it; or why nothing was.
        """
        waiting = self._waiting
        if waiting is None or number not in {None, waiting.number}:
            return Reply(
                "dropped", "Questa proposta non vale più: non ho scritto niente. Chiedimelo di nuovo."
            )
        if self._waits_for_reason:
            return self._asking()
        self._waiting = None
        self._undo = waiting.proposal.write(waiting.reason)
        self._stays = "" if self._undo else waiting.proposal.done
        choices = (Choice("Annulla", "Annulla"),) if self._undo else ()
        proposal = waiting.proposal
        return Reply(
            "done",
            proposal.done,
            choices=choices,
            links=proposal.links,
            person_id=proposal.person_id,
            wrote=True,
        )

    def undo(self) -> Reply:
        """Undo what this conversation wrote last."""
        if self.waits:
            return self.drop()
        undo, self._undo = self._undo, None
        if undo is None and self._stays:
            return Reply("dropped", f"Questo da qui non si annulla. {self._stays}")
        if undo is None:
            return Reply("dropped", "In questa conversazione non ho scritto niente da annullare.")
        try:
            undo()
        except CoordinatorError:
            return Reply(
                "dropped",
                "Non posso più annullarlo da qui: qualcuno ha scritto dopo. Fallo dalla pagina del percorso.",
            )
        return Reply(
            "undone", "Annullato: tutto è come prima, e resta scritto che è stato annullato.", wrote=True
        )

    def _asking(self) -> Reply:
        """Show the proposal that waits."""
        assert self._waiting is not None  # noqa: S101  set just before
        proposal, number = self._waiting.proposal, self._waiting.number
        no = Choice("No, lascia stare", f"No, lascia stare la proposta {number}")
        yes = Choice("Sì, scrivi", f"Sì, scrivi la proposta {number}")
        head = f"{proposal.head} Non ho ancora scritto niente."
        if self._waits_for_reason:
            return Reply(
                "propose",
                f"{proposal.head} Scrivi il motivo: resta nel registro.",
                proposal.lines,
                choices=(no,),
                person_id=proposal.person_id,
            )
        if self._waiting.reason:
            head = f"{proposal.head} Motivo: «{self._waiting.reason}». Non ho ancora scritto niente."
        return Reply("propose", head, proposal.lines, choices=(yes, no), person_id=proposal.person_id)
