"""Open all that a first answer needs before anybody asks: examples, norms of the day, their search."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apps.components.desk import Desk

PREPARING = (
    "Ponte è appena partito e si sta preparando a rispondere: la prima volta ci vuole fino a un minuto. "
    "La tua domanda parte da sola; se non vuoi aspettare, premi «Ferma»."
)
"""What stands in the place of an answer that waits for this."""

FIRST = (
    "Chi la segue?",
    "Chi predispone il progetto individuale per una persona con disabilità?",
)
"""Asked of an empty record: one question of a person, one of the norms, and all that they need is open."""


def prepare(desk: Desk) -> None:
    """
    Answer questions of each kind over an empty record, so that the first that somebody asks need not wait.

    Nobody's data are read, and nothing is written in the log of who read what.

    Parameters
    ----------
    desk
        Its norms are opened; ``prepared`` is set at the end, whatever happened.
    """
    from apps.assistant import Talk
    from coordinator.network.parties import add_party
    from coordinator.pathway.local_keeping import keep_rules, rules_in
    from coordinator.pathway.local_rules import LocalRule
    from coordinator.protection import open_viewer
    from coordinator.store import open_store

    try:
        with TemporaryDirectory() as folder:
            store = open_store(home=Path(folder))
            try:
                viewer = open_viewer(store, "demo")
                nobody = add_party(store, "persona", {"family_name": "Prova", "given_name": "Prima"}, viewer)
                with desk.store.reading() as session:
                    here = rules_in(session).territory
                keep_rules(store, [LocalRule("territorio", about=here)], viewer)
                talk = Talk(store, viewer, desk.assistant, desk.today(), nobody)
                for question in FIRST:
                    talk.ask(question)
            finally:
                store.close()
    finally:
        desk.prepared.set()


async def until_prepared(desk: Desk) -> None:
    """Wait, beside the loop that serves the pages, until a first answer can come at once."""
    while not desk.prepared.is_set():
        await asyncio.sleep(0.1)
