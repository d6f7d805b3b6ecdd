"""Whatever a form is sent, nothing of it runs, nothing is half-written, and what is refused is told in Italian."""

import asyncio
import logging
import re
import traceback

import lxml.html
import pytest
from panel.io.state import set_curdoc
from sqlalchemy import text

from apps.components.conversation import Conversation
from apps.components.live import Live
from apps.components.messages import UNFORESEEN
from apps.pages import ROUTES

DANGEROUS = re.compile(r"^(on|formaction$|srcdoc$)", re.IGNORECASE)
FOLLOWED = {
    "href",
    "src",
    "action",
    "data",
    "poster",
    "background",
    "{http://www.w3.org/1999/xlink}href",
    "xlink:href",
}
SCRIPT = re.compile(r"[\s\x00-\x1f]*(javascript|vbscript|data):", re.IGNORECASE)
PICTURE = re.compile(r"data:image/")  # in an img nothing runs, whatever is drawn
STAY = 25  # acts on one page, before it is opened anew
PLACES = 4  # addresses at which one form is tried


def forms_of(component):
    """List what the forms and buttons of a piece send: their data, and their fields with what may be chosen."""
    tree = lxml.html.fromstring(f"<div>{component.html}</div>")
    for form in tree.xpath("//form[@data-act]"):
        fields = {}
        for field in form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
            options = [one.get("value") or one.text_content() for one in field.xpath(".//option")]
            fields[field.get("name")] = options or [field.get("value") or "", "3", "1/3/2026", "Rosa Neri"]
            if field.get("type") == "file":
                fields[field.get("name")] = [{"name": "a.csv", "base64": "YTti"}]
        yield data_of(form), fields
    for button in tree.xpath("//button[@data-act]|//*[@data-on-change]"):
        yield data_of(button), {}


def data_of(element):
    def camel(name):
        return re.sub(r"-(\w)", lambda one: one[1].upper(), name)

    return {camel(name[5:]): value for name, value in element.items() if name.startswith("data-")}


def outcome_of(component, kept):
    """Say what came of an act; a failure that nobody foresaw is a crash, a refusal that wrote is half a writing."""
    if UNFORESEEN in component.notice or UNFORESEEN in component.html:
        return "CRASH"
    if refused(component):
        return "SCRITTO A METÀ" if kept else "rifiutati"
    return "scritti" if kept else "mostrati"


def refused(component):
    """Say whether a piece has just told that something cannot be done."""
    task = getattr(component._handle, "__self__", None)
    return bool(component.notice or getattr(task, "notice", "") or getattr(task, "refusal", None))


def harm_in(html):
    """List what could run in a piece of page: elements by name, attributes with their value."""
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    return [one.tag for one in tree.xpath("//script|//iframe|//object|//embed|//base")] + [
        (element.tag, name, value)
        for element in tree.iter() if isinstance(element.tag, str)
        for name, value in element.items()
        if DANGEROUS.match(name)
        or (name in FOLLOWED and SCRIPT.match(value) and not (element.tag == "img" and PICTURE.match(value)))
    ]  # fmt: skip


def name_of(data, fields):
    """Call a form by what it asks for: what differs in its values alone is the same form."""
    act = data.get("act") or f"scelta {data.get('onChange')}"
    return f"{act}({', '.join(sorted(set(fields) | (set(data) - {'act'})))})"


def pieces_of(components):
    return [one for one in components if isinstance(one, Live)]


def forms_on(components):
    """List the forms of a page, and the acts that its pieces know and do not show."""
    for number, component in enumerate(pieces_of(components)):
        fields_of_all, acts = {}, set()
        for data, fields in forms_of(component):
            fields_of_all |= fields | {name: [value] for name, value in data.items() if name != "act"}
            acts.add(data.get("act"))
            yield number, data, fields
        task = getattr(component._handle, "__self__", None)
        for act in sorted({*(task.acts() if hasattr(task, "acts") else ()), "undo"} - acts):
            yield number, {"act": act}, fields_of_all


def hostile_act(made, data, fields):
    """Fill a form in: now and then rightly, mostly with something hostile in it."""
    act = {name: made.value() if name != "act" and made.chance(0.15) else text for name, text in data.items()}
    hostile = made.choose([0.1, 0.5, 0.9])
    for name, usual in fields.items():
        act[name] = made.value() if made.chance(hostile) else made.choose(usual)
    if fields and made.chance(0.1):
        act.pop(made.choose(list(fields)), None)
    return act


class Trial:
    """The forms of one page under attack: each wherever it is shown, and those that come to be shown."""

    def __init__(self, open_page, made, noted, tally, times):
        self.open_page, self.made, self.noted, self.tally, self.times = open_page, made, noted, tally, times
        self.places, self.waiting, self.faults = {}, [], []

    def meet(self, address, components):
        """Take up the forms of an address that were not met before, or at few places."""
        for number, data, fields in forms_on(components):
            places = self.places.setdefault(name_of(data, fields), [])
            if len(places) < min(PLACES, self.times) and address not in [place for place, *_ in places]:
                places.append((address, number, data, fields))
                self.waiting.append((name_of(data, fields), address, number, data, fields))

    def run(self, addresses):
        """Attack all forms of the addresses, and those that appear on the way."""
        for address in addresses:
            self.meet(address, self.open_page(*address)[1])
        while self.waiting:
            name, *place = self.waiting.pop(0)
            share = -(-self.times // len(self.places[name]))
            try:
                self.attack(name, *place, min(share, self.times - self.tally.done(name)))
            except Exception:  # noqa: BLE001 - the other forms are still to be tried
                self.fault("CRASH", place, name, traceback.format_exc())
            self.tally.keep()

    def attack(self, name, address, number, data, fields, times):
        """Send one form hostile words at one address, several times."""
        for one in range(times):
            if one % STAY == 0:
                document, components = self.open_page(*address)
                pieces = pieces_of(components)
                component = pieces[min(number, len(pieces) - 1)] if pieces else None
            if component is None:  # what was done took the page away
                self.tally.note(name, "pagina tolta")
                continue
            act, before = hostile_act(self.made, data, fields), component.html
            with set_curdoc(document), self.noted.during() as kept:
                component._handle_msg(act)
            outcome = outcome_of(component, kept)
            if component.html != before:
                outcome = "ESEGUIBILE" if harm_in(component.html) else outcome
                if times > 1:
                    self.meet(address, pieces)
            self.tally.note(name, outcome)
            if outcome.isupper():
                self.fault(outcome, address, name, act, kept)

    def fault(self, *told):
        """Keep what went wrong, and go on."""
        self.faults.append(told)
        self.tally.fault(told)


@pytest.mark.parametrize("route", ROUTES)
def test_a_form_survives_whatever_it_is_sent(
    desk, addresses, opened, route, hostile, tries, tally, written, caplog, monkeypatch, tmp_path
):
    kept = tally(route)
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.ERROR, "ponte")
    trial = Trial(
        lambda who, route, asked: opened(route, who, **asked),
        hostile(f"{route} {sum(map(kept.done, kept.counts))}"),
        written(desk.store.engine),
        kept,
        tries(1),
    )
    trial.run(addresses[route])
    assert trial.faults == []
    assert list(tmp_path.iterdir()) == []
    with desk.store.reading() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []


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
