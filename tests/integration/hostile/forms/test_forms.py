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

from .marks import harm_in, pieces_of, sites, told_by
from .trial import Trial
from .ways import ALONE

LIMIT = 0 if "PONTE_HOSTILE" in os.environ else 900  # seconds; a whole trial takes hours
pytestmark = pytest.mark.timeout(LIMIT)  # the first of these tests opens every page
MET = Path(__file__).with_name("met.txt")
PLACES_MET = Path(os.environ.get("PONTE_HOSTILE_LOG", "")) / "luoghi"
"""Where the forms and buttons stand that a whole trial has met."""


NEAR = 2
"""Acts that may have to be sent before a form is shown, in the short trial."""


@pytest.mark.parametrize("route", ROUTES)
def test_a_form_survives_whatever_it_is_sent(
    desk, house, addresses, ways, route, hostile, tries, bound, tally, written, whole_trial,
    caplog, monkeypatch, tmp_path,
):  # fmt: skip
    kept = tally(route)
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.ERROR, "ponte")
    made = hostile(f"{route} {sum(map(kept.done, kept.counts))}")
    trial = Trial(house, made, written(desk.store.engine), kept, tries(1), bound)
    near = [one for one in ways[route] if whole_trial or len(one[1]) <= NEAR]
    trial.look_around([*((tuple(one), ()) for one in addresses[route]), *near])
    if "PONTE_HOSTILE_LOG" in os.environ:
        before = json.loads(PLACES_MET.read_text()) if PLACES_MET.exists() else []
        PLACES_MET.write_text(json.dumps(sorted({*before, *trial.sites})))
    trial.run()
    assert trial.faults == []
    assert list(tmp_path.iterdir()) == []


def test_no_form_is_left_out(whole_trial, bound, ways, seen):
    """A form or button that is added to a template is shown to the trial, and then written down in `met.txt`."""
    met = set(json.loads(PLACES_MET.read_text())) if whole_trial else seen
    assert bound or {place: act for place, act in sites().items() if place not in met} == {}
    assert listed(sites()) == MET.read_text(encoding="utf-8")


def listed(found):
    """Write, for each template, what its forms and buttons ask."""
    asked = {}
    for place, act in found.items():
        asked.setdefault(place.split()[0].rpartition("/")[2], []).append(act)
    return "".join(f"{name}: {' '.join(sorted(acts))}\n" for name, acts in sorted(asked.items()))


def test_who_follows_nobody_is_refused_what_the_setting_up_asks_about_a_person(opened):
    _, (wizard,) = opened("/avvio", ALONE)
    told = []
    for act in ("persona", "sure", "her", "tie", "service", "doctor", "ask"):
        wizard._handle_msg({"act": act, "party": "per:ada", "question": "Chi segue Ada?"})
        told.append(any(told_by(wizard)) and UNFORESEEN not in wizard.notice)

    assert told == [True] * 7


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


def test_the_chat_answers_whatever_it_is_asked(opened, hostile, tries, loop):
    made = hostile("chat")
    document, components = opened("/domande", id="per:ada")
    (chat,) = (one for one in components if isinstance(one, Conversation))

    async def converse():
        for _ in range(tries(2)):
            chat.ask(made.text()[:4000])
            while chat.busy:
                await asyncio.sleep(0.005)

    with set_curdoc(document):
        loop.run_until_complete(converse())
    assert not any(harm_in(one["html"]) for one in chat.messages)
    assert UNFORESEEN not in str(chat.messages)
