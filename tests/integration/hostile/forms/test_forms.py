"""Whatever a form is sent, nothing of it runs, nothing is half-written, and what is refused is told in Italian."""

import asyncio
import json
import logging
import os
from pathlib import Path

import pytest
from panel.io.state import set_curdoc

from apps.components.conversation import Conversation
from apps.components.live import Live
from apps.components.messages import UNFORESEEN
from apps.pages import ROUTES

from .marks import harm_in, pieces_of, sites
from .trial import Trial

MET = Path(__file__).with_name("met.txt")
PLACES_MET = Path(os.environ.get("PONTE_HOSTILE_LOG", "")) / "luoghi"
"""Where the forms and buttons stand that a whole trial has met."""


@pytest.mark.parametrize("route", ROUTES)
def test_a_form_survives_whatever_it_is_sent(
    desk, house, addresses, route, hostile, tries, tally, written, caplog, monkeypatch, tmp_path
):
    kept = tally(route)
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.ERROR, "ponte")
    made = hostile(f"{route} {sum(map(kept.done, kept.counts))}")
    trial = Trial(house, made, written(desk.store.engine), kept, tries(1))
    trial.look_around(addresses[route])
    if "PONTE_HOSTILE_LOG" in os.environ:
        before = json.loads(PLACES_MET.read_text()) if PLACES_MET.exists() else []
        PLACES_MET.write_text(json.dumps(sorted({*before, *trial.sites})))
    trial.run()
    assert trial.faults == []
    assert list(tmp_path.iterdir()) == []


def test_no_form_is_left_out(whole_trial):
    """A form or button that is added to a template is met by the whole trial, and then written down in `met.txt`."""
    if whole_trial:
        assert set(sites()) - set(json.loads(PLACES_MET.read_text())) == set()
    assert listed(sites()) == MET.read_text(encoding="utf-8")


def listed(found):
    """Write, for each template, what its forms and buttons ask."""
    asked = {}
    for place, act in found.items():
        asked.setdefault(place.split()[0].rpartition("/")[2], []).append(act)
    return "".join(f"{name}: {' '.join(sorted(acts))}\n" for name, acts in sorted(asked.items()))


def test_most_forms_are_found(addresses):
    found = {route for route, places in addresses.items() if places}

    assert found >= set(ROUTES) - {"/avvio"}  # which is for a store that is empty


GIVEN = (
    *("id", "cerca", "giorno", "dal", "al", "urn", "q", "su", "senza"),
    *("tipo", "legame", "da", "nuova", "livello", "per", "zona"),
)  # fmt: skip
"""What the address of some page may ask."""


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_survives_whatever_its_address_says(
    opened, addresses, words_of, route, hostile, tries, tally, caplog
):
    kept, name = tally(f"indirizzo {route[1:]}"), f"indirizzo di {route}"
    caplog.set_level(logging.ERROR, "ponte")
    made = hostile(f"? {route}")
    usual = {name: value for _, _, asked in addresses[route] for name, value in asked.items()}
    for _ in range(tries(1) - kept.done(name)):
        asked = {
            name: made.text() if made.chance(0.4) else usual.get(name, "per:ada")
            for name in sorted({*GIVEN, *usual}) if made.chance(0.5)
        }  # fmt: skip
        document, components = opened(route, **asked)
        assert harm_in(words_of(document)) == [], asked
        assert [harm_in(one.html) for one in pieces_of(components)] == [[] for _ in pieces_of(components)]
        assert not [record.getMessage() for record in caplog.records if record.name == "ponte"], asked
        kept.note(name, "rifiutati" if document.template_variables.get("message") else "mostrati")
    kept.keep()


def test_the_map_and_the_chat_survive_whatever_they_are_sent(opened, hostile, tries):
    made = hostile("map")
    for route in ("/mappa", "/domande"):
        document, components = opened(route, id="per:ada")
        odd = [one for one in components if not isinstance(one, Live)]
        assert odd, route
        with set_curdoc(document):
            for component in odd:
                for _ in range(tries(30)):
                    data = {
                        "type": made.choose(
                            ["moved", "replaced", "begin", "drawn", "stop", "save", made.value()]
                        )
                    }
                    data |= {
                        name: made.value() for name in ("id", "x", "y", "format", "text") if made.chance(0.6)
                    }
                    component._handle_msg(data)


def test_the_chat_answers_whatever_it_is_asked(opened, hostile, tries):
    made = hostile("chat")
    document, components = opened("/domande", id="per:ada")
    (chat,) = (one for one in components if isinstance(one, Conversation))

    async def converse():
        for _ in range(tries(2)):
            chat.ask(made.text()[:4000])
            while chat.busy:
                await asyncio.sleep(0.005)

    with set_curdoc(document):
        asyncio.run(converse())
    assert not any(harm_in(one["html"]) for one in chat.messages)
    assert UNFORESEEN not in str(chat.messages)
